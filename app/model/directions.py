"""What theory says of a place on the surface, along its stiff and along its soft direction."""

from collections.abc import Callable
from math import inf, isfinite
from typing import NamedTuple, TypeVar

import numpy as np

from app.model.equation import column_text
from app.model.moment import Moment, Vector, number
from app.model.numbers import fixed_text, number_text
from app.model.scene import Scene
from optim_core import theory
from optim_core.diagnosis import Curvature, local_curvature
from optim_core.theory import LinearForm, Regime

Known = TypeVar("Known")

REGIMES = {
    Regime.OVERDAMPED: "over-damped",
    Regime.CRITICAL: "critical",
    Regime.UNDERDAMPED: "under-damped",
    Regime.ALTERNATING: "zigzags",
    Regime.UNSTABLE: "unstable",
    Regime.FLAT: "flat",
    Regime.ESCAPING: "escapes",
}
"""The regimes in words that fit into a narrow column."""
NO_THEORY = "no theory"
DIGITS = 3
RATE_LETTERS = 9


class Place(NamedTuple):
    """Where the gradient is taken: how the surface bends there, weight decay included, and the rule's linear form.

    `form` is None where theory does not know the rule: of another family, with decoupled weight decay and momentum
    together, or with an lr that is no number any more.
    """

    curvature: Curvature
    form: LinearForm | None


def place_of(scene: Scene, moment: Moment) -> Place:
    """The place of one update."""
    at = moment.taken_at - np.array(scene.offset_at(moment.step))
    soft, stiff, *along = local_curvature(scene.experiment.surface, at)
    form = theory.form_of(moment.rule)
    coupled = moment.decays[0]
    if form is not None and moment.shrinks:
        # Without momentum the two kinds of decay are one, but for the dampening of gradients alone.
        form, coupled = (None, 0.0) if form.beta else (form, _as_coupled(moment, form))
    if form is not None and not isfinite(form.lr):
        form = None
    return Place(Curvature(soft + coupled, stiff + coupled, *along), form)


def _as_coupled(moment: Moment, form: LinearForm) -> float:
    """The λ with which coupled decay would pull as decoupled decay does."""
    return moment.decays[1] / form.lr if form.lr else number(moment.rule.weight_decay)


def direction_rows(moment: Moment, place: Place) -> tuple[tuple[str, str, str], ...]:
    """Label, along the stiff direction, along the soft one."""
    curvature = place.curvature
    bends = (curvature.stiff, curvature.soft)
    along = (curvature.stiff_direction, curvature.soft_direction)
    rows = {
        "curvature λ": [column_text(bend, DIGITS) for bend in bends],
        "regime": [_regime_text(place.form, bend) for bend in bends],
        "rate, theory": [_rate_text(place.form, bend) for bend in bends],
        "gradient": [_share_text(moment.slope, way) for way in along],
    }
    if "beta" in vars(moment.rule):
        rows["velocity"] = [_share_text(moment.velocity, way) for way in along]
    return tuple((label, stiff, soft) for label, (stiff, soft) in rows.items())


def product_text(place: Place) -> str:
    """lr·λ of the stiff direction, and up to where the rule is stable: 0.88 of 3.80."""
    if place.form is None:
        return NO_THEORY
    limit = theory.stability_limit(place.form.rule, place.form.beta)
    return f"{column_text(place.form.lr * place.curvature.stiff, DIGITS)} of {fixed_text(limit)}"


def condition_text(place: Place) -> str:
    """κ where the surface bends up in all directions; else what it does."""
    soft, stiff = place.curvature.soft, place.curvature.stiff
    if not (isfinite(soft) and isfinite(stiff)):
        return "undefined"
    if soft > 0.0 and stiff / soft < inf:
        return number_text(theory.condition_number(soft, stiff), DIGITS)
    if soft < 0.0:
        return "none: saddle-like" if stiff > 0.0 else "none: a dome"
    return "none: flat"


def _known(answer: Callable[..., Known], form: LinearForm | None, curvature: float) -> Known | None:
    """What theory says of a direction, None where it says nothing."""
    if form is None:
        return None
    try:
        return answer(form.rule, form.lr, curvature, form.beta)
    except ValueError:
        return None


def _regime_text(form: LinearForm | None, curvature: float) -> str:
    found = _known(theory.regime, form, curvature)
    return NO_THEORY if found is None else REGIMES[found]


def _rate_text(form: LinearForm | None, curvature: float) -> str:
    found = _known(theory.rate, form, curvature)
    return NO_THEORY if found is None else rate_text(found)


def rate_text(rate: float) -> str:
    """A factor per step: 0.9487, and 0.99996 rather than 1."""
    text = number_text(rate, 4)
    return text if len(text) <= RATE_LETTERS else column_text(rate, DIGITS)


def _share_text(vector: Vector, way: tuple[float, float]) -> str:
    """How long the part of a vector along a direction is."""
    return column_text(abs(float(vector[0]) * way[0] + float(vector[1]) * way[1]), DIGITS)
