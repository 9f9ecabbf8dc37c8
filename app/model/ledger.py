"""An update written out line by line, each with the numbers of one step put in.

Example:

    line = Line("v", "β v + ∇f(θ)", (Term("v", before, 0.9), Term("∇f(θ)", slope)))
    line.symbols                  # "v ← β v + ∇f(θ)"
    line.numbers                  # "v ← 0.9 (−12.3, 4.56) + (−21, 8.8) = (−32.1, 12.9)"
    line.total                    # what it amounts to, (2,)
"""

from dataclasses import dataclass
from functools import cached_property
from math import inf
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from app.model.numbers import fixed_text, number_text

Vector = NDArray[np.float64]
DIGITS = 4
"""Significant digits of what is put in."""
FACTOR_DIGITS = 3
"""Of a factor before its product, which is given itself."""
LETTERS = 8
"""A number that needs more is given with less digits."""


class Entry(NamedTuple):
    """A row of the ledger: a line in symbols (no numbers), or a summand, a total or all of a line with coordinates."""

    label: str
    x: str = ""
    y: str = ""


class Statement(Protocol):
    """One line of an update."""

    @property
    def symbols(self) -> str:
        """The line as it stands in a book."""

    @property
    def numbers(self) -> str:
        """The line with this step's numbers put in."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The same as rows to be read downwards."""


@dataclass(frozen=True, eq=False)
class Term:
    """A summand: a vector with a name, and what it is multiplied by (None: nothing stands before it)."""

    symbol: str
    vector: Vector
    factor: float | None = None
    minus: bool = False

    @cached_property
    def value(self) -> Vector:
        """The summand with its factor and sign."""
        with np.errstate(all="ignore"):
            value = self.vector if self.factor is None else self.factor * self.vector
        return -value if self.minus else value

    @property
    def label(self) -> str:
        """The summand with its factor put in: 0.9 v; a gradient without its place, as the line's symbols say that."""
        symbol = self.symbol.partition("(")[0]
        return symbol if self.factor is None else f"{number_text(self.factor, FACTOR_DIGITS)} {symbol}"

    @property
    def numbers(self) -> str:
        """The summand with all its numbers put in: 0.9 (−12.3, 4.56)."""
        before = "" if self.factor is None else f"{number_text(self.factor, DIGITS)} "
        return before + vector_text(self.vector)


@dataclass(frozen=True, eq=False)
class Line:
    """`name` ← the sum of the terms, which `right` says in symbols."""

    name: str
    right: str
    terms: tuple[Term, ...]

    @property
    def symbols(self) -> str:
        return f"{self.name} ← {self.right}"

    @cached_property
    def total(self) -> Vector:
        """What the terms amount to, summed in their order."""
        with np.errstate(all="ignore"):
            total = self.terms[0].value
            for term in self.terms[1:]:
                total = total + term.value
        return total

    @property
    def numbers(self) -> str:
        summed = "".join(f" {'−' if term.minus else '+'} {term.numbers}" for term in self.terms)
        summed = summed.removeprefix(" + ")
        equals = f" = {vector_text(self.total)}" if self._is_sum else ""
        return f"{self.name} ← {summed}{equals}"

    @property
    def entries(self) -> tuple[Entry, ...]:
        if not self._is_sum:
            return (_row(self.symbols, self.total),)
        summands = (_summand(place, term) for place, term in enumerate(self.terms))
        return (Entry(self.symbols), *summands, _row(f"= {self.name}", self.total))

    @property
    def _is_sum(self) -> bool:
        return len(self.terms) > 1 or self.terms[0].minus or self.terms[0].factor is not None


@dataclass(frozen=True, eq=False)
class Renewal:
    """`name` ← what `right` says in symbols: what it was and what it is then, whatever lies in between."""

    name: str
    right: str
    before: Vector
    after: Vector

    @property
    def symbols(self) -> str:
        return f"{self.name} ← {self.right}"

    @property
    def numbers(self) -> str:
        return f"{self.name}: {vector_text(self.before)} → {vector_text(self.after)}"

    @property
    def entries(self) -> tuple[Entry, ...]:
        return Entry(self.symbols), _row(f"{self.name} before", self.before), _row(f"= {self.name}", self.after)


@dataclass(frozen=True, eq=False)
class Bare:
    """A line of which there is nothing to put in."""

    symbols: str

    @property
    def numbers(self) -> str:
        return self.symbols

    @property
    def entries(self) -> tuple[Entry, ...]:
        return (Entry(self.symbols),)


def vector_text(vector: Vector) -> str:
    """(x, y) with the digits that matter."""
    x, y = (number_text(float(part), DIGITS) for part in vector)
    return f"({x}, {y})"


def column_text(value: float, digits: int = DIGITS, letters: int = LETTERS) -> str:
    """A number that moves, in a column of so many letters; a word where it is not a number."""
    if value != value:
        return "undefined"
    if not abs(value) < inf:
        return "overflow"
    text = fixed_text(value, digits - 1)
    return text if len(text) <= letters or digits == 1 else column_text(value, digits - 1, letters)


def _summand(place: int, term: Term) -> Entry:
    sign = "" if not place else "− " if term.minus else "+ "
    return _row(sign + term.label, -term.value if term.minus else term.value)


def _row(label: str, vector: Vector) -> Entry:
    return Entry(label, *(column_text(float(part)) for part in vector))
