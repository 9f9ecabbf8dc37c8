"""What theory says of a place on the surface, along its stiff and along its soft direction."""

from collections.abc import Callable
from math import inf, isfinite
from typing import NamedTuple, TypeVar

import numpy as np

from app.model.ledger import Vector, column_text
from app.model.moment import Moment, number
from app.model.numbers import fixed_text, number_text
from app.model.rescaled import Rescaled, rescaled
from app.model.scene import Scene
from optim_core import theory
from optim_core.diagnosis import Curvature, local_curvature
from optim_core.theory import LinearForm, Regime

Known = TypeVar("Known")
Row = tuple[str, ...]
"""A label with one value, or with one for each of two columns."""

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
HELD_STILL = "sizes held still"
"""Above what theory says of a rule whose step sizes it takes as if they did not change."""
RESCALED = "λ, rescaled"
DIGITS = 3
RATE_LETTERS = 9


class Place(NamedTuple):
    """Where the gradient is taken: how the surface bends there, weight decay included, and the rule's linear form.

    `form` is None where theory does not know the rule: of another family, with decoupled weight decay and a look-ahead
    together, or with an lr that is no number any more. `scaled` is how the surface bends for a rule that has a step
    size for each coordinate, None for others; `form` is then the one for sizes that stand still.
    """

    curvature: Curvature
    form: LinearForm | None
    scaled: Rescaled | None


def place_of(scene: Scene, moment: Moment) -> Place:
    """The place of one update."""
    surface, at = scene.experiment.surface, moment.taken_at - np.array(scene.offset_at(moment.step))
    bends = local_curvature(surface, at)
    coupled = moment.decays[0]
    if moment.scale is None:
        form, more = _with_decay(moment, theory.form_of(moment.rule))
        return Place(_bent(bends, coupled + more), form, None)
    with np.errstate(all="ignore"):
        xx, xy, yy = (float(entry) for entry in surface.hessian(*at))
    scaled = rescaled(moment.rule, (xx + coupled, xy, yy + coupled), moment.scale)
    form, more = _with_decay(moment, scaled.form)
    return Place(_bent(bends, coupled), form, scaled._replace(soft=scaled.soft + more, stiff=scaled.stiff + more))


def _bent(curvature: Curvature, more: float) -> Curvature:
    return curvature._replace(soft=curvature.soft + more, stiff=curvature.stiff + more)


def _with_decay(moment: Moment, form: LinearForm | None) -> tuple[LinearForm | None, float]:
    """The form with decoupled weight decay put in, and what that adds to the curvature.

    With s = lr·λ, θ ← (1 − s)θ − lr·v makes of heavy ball's recurrence the one with β(1 − s) for β and lr·h + s(1 − β)
    for lr·h: the two have the same sum and product of roots. Without momentum it is as coupled decay, dampening aside.
    """
    if form is None or not isfinite(form.lr):
        return None, 0.0
    shrink = moment.decays[1]
    if not moment.shrinks:
        return form, 0.0
    if form.rule not in ("sgd", "momentum") or shrink >= 1.0:
        return None, 0.0
    # With an lr of 0 nothing moves, and there is no ratio of the two.
    pull = shrink / form.lr if form.lr else number(moment.rule.weight_decay)
    return form._replace(beta=form.beta * (1.0 - shrink)), pull * (1.0 - form.beta)


def direction_rows(moment: Moment, place: Place) -> tuple[Row, ...]:
    """Label, along the stiff direction, along the soft one; and what the columns are."""
    curvature = place.curvature
    along = (curvature.stiff_direction, curvature.soft_direction)
    theory_rows = () if place.scaled else _theory_rows(place.form, (curvature.stiff, curvature.soft))
    rows = [("", "stiff", "soft"), _curvature_row("curvature λ", curvature), *theory_rows]
    rows.append(("gradient", *(_share_text(moment.slope, way) for way in along)))
    if "beta" in vars(moment.rule):
        rows.append(("velocity", *(_share_text(moment.velocity, way) for way in along)))
    return tuple(rows)


def rescaled_rows(place: Place) -> tuple[Row, ...]:
    """The same of a rule that has a step size for each coordinate, along the directions as it sees them."""
    if place.scaled is None:
        return ()
    bends = (place.scaled.stiff, place.scaled.soft)
    return (HELD_STILL, "stiff", "soft"), _curvature_row(RESCALED, place.scaled), *_theory_rows(place.form, bends)


def _curvature_row(label: str, bends: Curvature | Rescaled) -> Row:
    return label, column_text(bends.stiff, DIGITS), column_text(bends.soft, DIGITS)


def _theory_rows(form: LinearForm | None, bends: tuple[float, float]) -> tuple[Row, ...]:
    return (
        ("regime", *(_regime_text(form, bend) for bend in bends)),
        ("rate, theory", *(_rate_text(form, bend) for bend in bends)),
    )


def product_row(place: Place) -> Row:
    """lr·λ of the stiff direction, and up to where the rule is stable: 0.88 of 3.80."""
    label, stiff, gain = "lr · λ", place.curvature.stiff, 1.0
    if place.scaled is not None:
        label, stiff, gain = "lr · λ, rescaled", place.scaled.stiff, place.scaled.gain
    if place.form is None:
        return label, NO_THEORY
    rule, lr, beta, nu = place.form
    limit = theory.stability_limit(rule, beta, nu)
    return label, f"{column_text(lr / gain * stiff, DIGITS)} of {fixed_text(limit / gain)}"


def condition_rows(place: Place) -> tuple[Row, ...]:
    """How much more the surface bends one way than the other, as it is and as the rule sees it."""
    row = ("condition κ", _condition_text(place.curvature))
    return (row,) if place.scaled is None else (row, ("condition κ, rescaled", _condition_text(place.scaled)))


def _condition_text(bends: Curvature | Rescaled) -> str:
    """κ where the surface bends up in all directions; else what it does."""
    soft, stiff = bends.soft, bends.stiff
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
        return answer(form.rule, form.lr, curvature, form.beta, form.nu)
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
