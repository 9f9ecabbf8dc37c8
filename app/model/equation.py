"""A lane's update as its equation, in symbols and with the numbers of one step put in.

Example:

    for line in lines(moment_at(scene, 1, 420)):
        line.symbols                  # "v ← β v + ∇f(θ)"
        line.numbers                  # "v ← 0.9 (−12.3, 4.56) + (−21, 8.8) = (−32.1, 12.9)"
        line.total                    # what it amounts to, (2,)
"""

from typing import NamedTuple

import numpy as np

from app.model.ledger import Line, Statement, Term
from app.model.moment import Moment
from app.model.own_equation import gradient_line, own_lines, position_line
from optim_core import Convention, NoiseKind, Rule
from optim_core.momentum import HeavyBallFamily


def lines(moment: Moment, noise_kind: NoiseKind = NoiseKind.GAUSSIAN) -> tuple[Statement, ...]:
    """The update line by line; none where what a rule with an equation of its own comes to is not computed yet."""
    if moment.family is None:
        return own_lines(moment, noise_kind)
    return _of_heavy_ball(moment, moment.family, noise_kind)


def _of_heavy_ball(moment: Moment, family: HeavyBallFamily, noise_kind: NoiseKind) -> tuple[Line, ...]:
    """The last line gives the next θ."""
    words = _words(moment.rule, family)
    made = [_look_ahead(moment, family, words)] if moment.looks_ahead else []
    point = "y" if made else "θ"
    along = Term(f"∇f({point})", moment.slope)
    if moment.decays[0] or moment.noise is not None:
        made.append(gradient_line(moment, along, point, noise_kind))
        along = Term("g", made[-1].total)
    if words.velocity:
        made.append(_velocity(moment, family, words, along))
        along = Term(words.velocity, made[-1].total)
    return (*made, _position(moment, family, words, along))


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


def _velocity(moment: Moment, family: HeavyBallFamily, words: _Words, along: Term) -> Line:
    kept = Term(words.velocity, moment.velocity, family.beta)
    gained = Term(along.symbol, along.vector, family.gain if words.gain else None)
    return Line(words.velocity, _joined("β", words.velocity, "+", words.gain, along.symbol), (kept, gained))


def _position(moment: Moment, family: HeavyBallFamily, words: _Words, along: Term) -> Line:
    step = Term(along.symbol, along.vector, family.lr if words.step else None, minus=True)
    right = _joined("θ −", words.step, along.symbol)
    return position_line(moment, step, right)


def _joined(*words: str) -> str:
    return " ".join(word for word in words if word)
