"""Reading the small language of `app.lessons.terms`; nothing that is read is ever run."""

import re
from collections.abc import Iterator

from app.lessons.terms import COMPARING, JOINING, Argument, Condition, Joined, Term, Value

LONGEST = 300
"""Characters of the longest expression."""
_TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|([^\W\d]\w*)|(<=|>=|[-+*/<>().,=]))")


def read_value(text: str) -> Value:
    """The value that a text names. Raises ValueError with one sentence."""
    reader = _Reader(text)
    value = reader.value()
    reader.end()
    return value


def read_condition(text: str) -> Condition:
    """The condition that a text states. Raises ValueError with one sentence."""
    reader = _Reader(text)
    left, sign = reader.value(), reader.take()
    if sign == "is":
        condition = Condition(left, sign, reader.word())
    elif sign in COMPARING:
        condition = Condition(left, sign, reader.value())
    else:
        raise reader.refusal("a condition compares by <, <=, >, >= or is")
    reader.end()
    return condition


class _Reader:
    """Reads one expression from left to right."""

    def __init__(self, text: str) -> None:
        if len(text) > LONGEST:
            raise ValueError(f"“{text[:40]}…” is longer than {LONGEST} characters")
        self._text = text
        self._tokens: list[str] = []
        at, whole = 0, text.rstrip()
        while at < len(whole):
            found = _TOKEN.match(whole, at)
            if found is None:
                raise self.refusal(f"“{whole[at:].strip()[0]}” is not understood")
            self._tokens.append(found.group().strip())
            at = found.end()
        self._tokens.reverse()

    def refusal(self, why: str) -> ValueError:
        """The error that says why the text is not understood."""
        return ValueError(f"“{' '.join(self._text.split())[:80]}”: {why}")

    def take(self) -> str:
        """The next token, empty at the end."""
        return self._tokens.pop() if self._tokens else ""

    def end(self) -> None:
        """Raise ValueError if something is left."""
        if self._tokens:
            raise self.refusal(f"“{self._tokens[-1]}” is too much")

    def word(self) -> str:
        """The next token, which must be a name."""
        token = self.take()
        if not token or not (token[0].isalpha() or token[0] == "_"):
            raise self.refusal(f"a name is expected, not “{token}”" if token else "it ends where a name is expected")
        return token

    def value(self) -> Value:
        """A number or measure, or two of them joined."""
        left = self._single()
        if self._ahead() not in JOINING:
            return left
        return Joined(left, self.take(), self._single())

    def _ahead(self) -> str:
        return self._tokens[-1] if self._tokens else ""

    def _single(self) -> Term | float:
        if self._ahead() == "-" or self._ahead()[:1].isdigit():
            return self._number()
        path = [self.word()]
        while self._ahead() == ".":
            self.take()
            path.append(self.word())
        if len(path) > 3:
            raise self.refusal("a measure has at most a run and a lane before it")
        return Term(tuple(path), tuple(self._arguments()))

    def _number(self) -> float:
        sign = -1.0 if self._ahead() == "-" else 1.0
        token = self.take() if sign > 0 else (self.take(), self.take())[1]
        if not token[:1].isdigit():
            raise self.refusal("a number is expected after -")
        return sign * float(token)

    def _arguments(self) -> Iterator[tuple[str, Argument]]:
        if self._ahead() != "(":
            return
        opening = self.take()
        while opening in ("(", ","):
            name = self.word()
            if self.take() != "=":
                raise self.refusal(f"{name} needs a value, like {name}=1")
            number = self._ahead() == "-" or self._ahead()[:1].isdigit()
            yield name, self._number() if number else self.word()
            opening = self.take()
        if opening != ")":
            raise self.refusal("a bracket is not closed")
