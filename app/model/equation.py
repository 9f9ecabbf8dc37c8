"""A lane's update as its equation, in symbols and with the numbers of one step put in.

Example:

    for line in lines(moment_at(scene, 1, 420)):
        line.symbols                  # "v ← β v + ∇f(θ)"
        line.numbers                  # "v ← 0.9 (−12.3, 4.56) + (−21, 8.8) = (−32.1, 12.9)"
        line.total                    # what it amounts to, (2,)
"""

from dataclasses import dataclass
from functools import cached_property
from math import inf
from typing import NamedTuple

import numpy as np

from app.model.moment import Moment, Vector
from app.model.numbers import fixed_text, number_text
from optim_core import Convention, NoiseKind, Rule
from optim_core.momentum import HeavyBallFamily

DIGITS = 4
"""Significant digits of what is put in."""
FACTOR_DIGITS = 3
"""Of a factor before its product, which is given itself."""
LETTERS = 8
"""A number that needs more is given with less digits."""


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
    """One line of an update: `name` ← the sum of the terms, which `right` says in symbols."""

    name: str
    right: str
    terms: tuple[Term, ...]

    @property
    def symbols(self) -> str:
        """The line as it stands in a book."""
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
        """The line with this step's numbers put in."""
        summed = "".join(f" {'−' if term.minus else '+'} {term.numbers}" for term in self.terms)
        summed = summed.removeprefix(" + ")
        return f"{self.name} ← {summed} = {vector_text(self.total)}"


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


def lines(moment: Moment, noise_kind: NoiseKind = NoiseKind.GAUSSIAN) -> tuple[Line, ...]:
    """The update line by line, the last one giving the next θ; none for a rule that is not of the heavy-ball family."""
    if moment.family is None:
        return ()
    words = _words(moment.rule, moment.family)
    made = [_look_ahead(moment, moment.family, words)] if moment.looks_ahead else []
    point = "y" if made else "θ"
    along = Term(f"∇f({point})", moment.slope)
    if moment.decays[0] or moment.noise is not None:
        made.append(_gradient(moment, along, point, noise_kind))
        along = Term("g", made[-1].total)
    if words.velocity:
        made.append(_velocity(moment, moment.family, words, along))
        along = Term(words.velocity, made[-1].total)
    return (*made, _position(moment, moment.family, words, along))


class _Words(NamedTuple):
    """How a rule writes its update: the velocity's letter ("" without one), and in symbols what multiplies what."""

    velocity: str
    step: str
    gain: str
    reach: str


def _words(rule: Rule, family: HeavyBallFamily) -> _Words:
    settings = vars(rule)
    if "beta" not in settings:
        return _Words("", "lr ·", "", "")
    damped = "(1 − τ)" if np.any(settings.get("dampening", 0.0)) else ""
    match settings.get("convention"):
        case Convention.OUTSIDE:
            return _Words("v", "lr ·", damped, "lr β")
        case Convention.INSIDE:
            return _Words("v", "", _joined("lr ·", damped), "β")
        case Convention.AVERAGED:
            return _Words("m", "lr ·", "(1 − β)", "lr β")
    return _Words("v", "lr ·", "" if family.gain == 1.0 else "γ", "ρ β")


def _look_ahead(moment: Moment, family: HeavyBallFamily, words: _Words) -> Line:
    carried = Term(words.velocity, moment.velocity, family.reach * family.beta, minus=True)
    return Line("y", _joined("θ −", words.reach, words.velocity), (Term("θ", moment.theta), carried))


def _gradient(moment: Moment, slope: Term, point: str, noise_kind: NoiseKind) -> Line:
    """What the rule takes for the gradient where that is more than ∇f."""
    terms, right = [slope], slope.symbol
    if moment.decays[0]:
        terms.append(Term(point, moment.taken_at, moment.decays[0]))
        right += f" + λ {point}"
    if moment.noise is not None:
        name = "jitter" if noise_kind is NoiseKind.JITTER else "noise"
        terms.append(Term(name, moment.noise))
        right += f" + {name}"
    return Line("g", right, tuple(terms))


def _velocity(moment: Moment, family: HeavyBallFamily, words: _Words, along: Term) -> Line:
    kept = Term(words.velocity, moment.velocity, family.beta)
    gained = Term(along.symbol, along.vector, family.gain if words.gain else None)
    return Line(words.velocity, _joined("β", words.velocity, "+", words.gain, along.symbol), (kept, gained))


def _position(moment: Moment, family: HeavyBallFamily, words: _Words, along: Term) -> Line:
    step = Term(along.symbol, along.vector, family.lr if words.step else None, minus=True)
    terms, right = [Term("θ", moment.theta), step], _joined("θ −", words.step, along.symbol)
    if moment.shrinks:
        terms.append(Term("θ", moment.theta, moment.decays[1], minus=True))
        right += " − lr λ θ"
    return Line("θ", right, tuple(terms))


def _joined(*words: str) -> str:
    return " ".join(word for word in words if word)
