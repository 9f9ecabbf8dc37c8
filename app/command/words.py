"""From the words of a command line to options with their values, and from a value to its parts.

A comma parts the settings of a surface or lane. Where one setting holds several things a plus sign joins them, and
colons part the numbers of each, so that no shell needs quotation marks.

Example:

    split(["out.png", "--start", "-1.2,1"], options)      # Given(plain=("out.png",), values={"--start": ("-1.2,1",)})
    parts("momentum:lr=0.01,beta=0.9")                    # ("momentum", {"lr": "0.01", "beta": "0.9"})
    joined("warmup+cosine:period=900:floor=0.1")          # ["warmup", "cosine:period=900:floor=0.1"]
    parts("cosine:period=900:floor=0.1", ":")             # ("cosine", {"period": "900", "floor": "0.1"})
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from app.command.nearest import hint, shown
from app.command.options import Option
from app.errors import UseError

_PLUS = re.compile(r"(?<![\d.][eE])\+")
"""A plus sign that is not the one of a number such as 1e+3."""


class Given(NamedTuple):
    """Words that belong to no option, and the values of every option that was given."""

    plain: tuple[str, ...]
    values: dict[str, tuple[str, ...]]

    def one(self, name: str) -> str | None:
        """The value of an option that can be given only once, or None without it."""
        return self.values[name][0] if name in self.values else None

    def many(self, name: str) -> tuple[str, ...]:
        """All values of an option, in order."""
        return self.values.get(name, ())

    def only(self, names: Iterable[str]) -> "Given":
        """These options alone, and no plain words."""
        return Given((), {name: self.values[name] for name in names if name in self.values})


def split(words: Sequence[str], options: Iterable[Option]) -> Given:
    """Sort the words; `--name value` and `--name=value` are the same, and after `--` no word is an option."""
    known = {option.name: option for option in options}
    plain: list[str] = []
    values: dict[str, tuple[str, ...]] = {}
    rest = iter(words)
    for word in rest:
        if word == "--":
            plain.extend(rest)
        elif word.startswith("-") and word != "-":
            name, value = _option(word, rest, known)
            if name in values and not known[name].many:
                raise UseError(f"{name} is given twice; give it once")
            values[name] = (*values.get(name, ()), value)
        else:
            plain.append(word)
    return Given(tuple(plain), values)


def _option(word: str, rest: Iterator[str], known: dict[str, Option]) -> tuple[str, str]:
    name, equals, value = word.partition("=")
    if name not in known:
        raise UseError(f"unknown option {shown(name)}{hint(name, known)}")
    if not equals:
        value = next(rest, "")
    # A value may begin with one dash, as the number -1 does, but never with two: then it is the next option.
    if not value.strip() or value.startswith("--"):
        raise UseError(f"{name} needs a value: {name} {known[name].form}")
    return name, value


def parts(text: str, separator: str = ",") -> tuple[str, dict[str, str]]:
    """A key and its parameters, from `key:name=value,…`. Raises ValueError with one sentence."""
    key, colon, rest = text.partition(":")
    values: dict[str, str] = {}
    for part in _pieces(rest, separator) if colon else ():
        name, equals, value = (piece.strip() for piece in part.partition("="))
        if not (name and equals and value):
            raise ValueError(f"{shown(part)} is not of the form parameter=value")
        if name in values:
            raise ValueError(f"{name} is given twice; give it once")
        values[name] = _unquoted(value)
    return key.strip(), values


def joined(text: str) -> list[str]:
    """What plus signs join."""
    return _PLUS.split(text)


def quoted(text: str) -> str:
    """A text as a value of `parts`: in double quotes, those inside it doubled, where it could be misread."""
    return '"{}"'.format(text.replace('"', '""')) if "," in text or '"' in text else text


def _pieces(text: str, separator: str) -> list[str]:
    """The text between separators that stand in no double quotes."""
    if text.count('"') % 2:
        raise ValueError("a double quote is not closed; write it twice if it belongs to the text")
    return re.findall(rf'(?:^|{separator})((?:"[^"]*"|[^{separator}"])*)', text)


def _unquoted(value: str) -> str:
    is_quoted = len(value) > 1 and value[0] == value[-1] == '"'
    return value[1:-1].replace('""', '"') if is_quoted else value
