"""From the words of a command line to options with their values, and from a value to its parts.

Example:

    split(["out.png", "--start", "-1.2,1"], options)      # Given(plain=("out.png",), values={"--start": ("-1.2,1",)})
    parts("--lane", "momentum:lr=0.01,beta=0.9")          # ("momentum", {"lr": "0.01", "beta": "0.9"})
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from app.command.nearest import hint, shown
from app.command.options import Option
from app.errors import UseError


class Given(NamedTuple):
    """Words that belong to no option, and the values of every option that was given."""

    plain: tuple[str, ...]
    values: dict[str, tuple[str, ...]]

    def one(self, name: str) -> str | None:
        """The value of an option that can be given only once, or None without it."""
        return self.values[name][0] if name in self.values else None


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


def parts(where: str, text: str) -> tuple[str, dict[str, str]]:
    """A key and its parameters; `where` names the option in the sentence of the UseError."""
    key, colon, rest = text.partition(":")
    values: dict[str, str] = {}
    for part in rest.split(",") if colon else ():
        name, equals, value = (piece.strip() for piece in part.partition("="))
        if not (name and equals and value):
            raise UseError(f"{where} {shown(text)}: {shown(part)} is not of the form parameter=value")
        if name in values:
            raise UseError(f"{where} {shown(text)}: {name} is given twice; give it once")
        values[name] = value
    return key.strip(), values
