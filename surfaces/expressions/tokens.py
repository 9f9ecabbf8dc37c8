"""A text cut into numbers, names and signs.

    [token.text for token in tokens("2*x**2")]        # ["2", "*", "x", "^", "2", ""]

The whole text is looked at before any of it is understood: whatever is not in the grammar stops here.
"""

from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from surfaces.expressions.characters import DIGITS, LETTERS, SIGNS, advice
from surfaces.expressions.errors import ExpressionError
from surfaces.expressions.limits import LARGEST_NUMBER, LONGEST_NAME, LONGEST_NUMBER, MOST_CHARACTERS


class Kind(Enum):
    """What a token is."""

    NUMBER = auto()
    NAME = auto()
    SIGN = auto()
    END = auto()


class Token(NamedTuple):
    """A piece of the text from `start` on; `text` of a sign is the operator that it stands for."""

    kind: Kind
    text: str
    start: int
    length: int

    @property
    def end(self) -> int:
        """The index of the first character behind it."""
        return self.start + self.length

    def error(self, sentence: str) -> ExpressionError:
        """What is wrong here."""
        return ExpressionError(sentence, self.start, self.length)


def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a text, with an END behind them. Raises ExpressionError."""
    if len(text) > MOST_CHARACTERS:
        sentence = f"a formula has at most {MOST_CHARACTERS} characters, and this is longer; shorten it"
        raise ExpressionError(sentence, MOST_CHARACTERS, len(text) - MOST_CHARACTERS)
    return tuple(_cut(text))


def _cut(text: str) -> Iterator[Token]:
    at = 0
    while at < len(text):
        if text[at] == " ":
            at += 1
            continue
        token = _next(text, at)
        yield token
        at += token.length
    yield Token(Kind.END, "", len(text), 1)


def _next(text: str, at: int) -> Token:
    first = text[at]
    if first in SIGNS:
        return _sign(text, at)
    if first in LETTERS:
        return _name(text, at)
    if first in DIGITS or (first == "." and text[at + 1 : at + 2] in DIGITS):
        return _number(text, at)
    raise ExpressionError(advice(first), at)


def _sign(text: str, at: int) -> Token:
    pair = text[at : at + 2]
    if pair == "//":
        raise ExpressionError("// has no meaning here; write floor(x/y)", at, 2)
    return Token(Kind.SIGN, "^", at, 2) if pair == "**" else Token(Kind.SIGN, SIGNS[text[at]], at, 1)


def _number(text: str, at: int) -> Token:
    end = _digits(text, at)
    if text[end : end + 1] == ".":
        end = _digits(text, end + 1)
    if text[end : end + 1] in ("e", "E"):
        power = end + 2 if text[end + 1 : end + 2] in ("+", "-") else end + 1
        end = _digits(text, power) if _digits(text, power) > power else end
    token = Token(Kind.NUMBER, text[at:end], at, end - at)
    if token.length > LONGEST_NUMBER:
        raise token.error(f"a number has at most {LONGEST_NUMBER} characters; shorten it")
    if float(token.text) > LARGEST_NUMBER:
        raise token.error(f"a number is at most {LARGEST_NUMBER:g}; make it smaller")
    return token


def _digits(text: str, at: int) -> int:
    while at < len(text) and text[at] in DIGITS:
        at += 1
    return at


def _name(text: str, at: int) -> Token:
    end = at
    while end < len(text) and (text[end] in LETTERS or text[end] in DIGITS or text[end] == "_"):
        end += 1
    token = Token(Kind.NAME, text[at:end], at, end - at)
    if token.length > LONGEST_NAME:
        raise token.error(f"a name has at most {LONGEST_NAME} characters; shorten it")
    return token
