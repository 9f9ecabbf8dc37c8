"""From where to where the axes of a map reach: what matters lies well within, and nothing jumps under a hand."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from math import ceil, floor, isfinite, log10
from typing import Any

from app.model.curvature import stable_lr, steepest_curvature
from app.model.maps.axis import Axis
from app.model.parameters import Parameter, parameters, surface_parameters
from app.model.terrain import View
from optim_core import Momentum, Rule
from optim_core.diagnosis import local_curvature
from surfaces import Surface

DECADES_BELOW = 3
"""From the top of the axis of learning rates down to so many decades below the smallest limit."""
MOST_DECADES = 300
"""Of an axis, whatever lr was typed: the ratio of its ends must be a number."""
ROOM = 0.3
"""At least so many decades of it lie above the largest limit."""


def rate_axis(surfaces: Sequence[Surface], rule: Rule) -> Axis:
    """Whole decades of lr around the limits of stability on those surfaces, and around the present lr.

    The limits are those at the deepest minimum, without momentum and with the most that its axis has; where theory has
    none to name, the axis is the slider's.
    """
    declared = parameters(type(rule))["lr"]
    usual, ends = without(rule, "lr", "beta"), momentum_range(rule)
    limits = [limit for surface in surfaces for limit in _limits(surface, usual, ends)]
    low, high = declared.soft
    if limits:
        high = 10.0 ** ceil(log10(max(limits)) + ROOM)
        low = 10.0 ** (ceil(log10(min(limits)) + ROOM) - DECADES_BELOW)
    present = float(rule.lr) or low
    low, high = min(low, 10.0 ** floor(log10(present))), max(high, 10.0 ** ceil(log10(present)))
    # On a surface that hardly bends, the limit may lie beyond what is legal.
    most = declared.legal[1]
    if high > most:
        low, high = min(low, most / 10**DECADES_BELOW), most
    return _axis(declared, max(low, high / 10.0**MOST_DECADES), high)


def without(rule: Rule, *names: str) -> Rule:
    """The rule with its defaults for those numbers."""
    declared = parameters(type(rule))
    usual: dict[str, Any] = {name: declared[name].default for name in names if name in declared}
    return replace(rule, **usual)


@lru_cache(maxsize=64)
def _limits(surface: Surface, rule: Rule, betas: tuple[float, float]) -> tuple[float, ...]:
    # Kept: a hand that moves lr or β asks for the same again and again.
    curvature = steepest_curvature(surface) or local_curvature(surface, surface.start).stiff
    if not (isfinite(curvature) and curvature > 0.0):
        return ()
    ends: list[Any] = [Momentum(beta=beta) for beta in betas]
    if "beta" in parameters(type(rule)):
        # Plain momentum's are always among them: the rules of the usual convention then share one axis.
        ends += [replace(rule, beta=beta) for beta in betas]  # type: ignore[call-arg]
    found = [stable_lr(end, curvature) for end in ends]
    return tuple(limit for limit in found if limit is not None)


def momentum_range(rule: Rule) -> tuple[float, float]:
    """The slider's range of β, widened to whole nines if the rule's own lies beyond."""
    low, high = parameters(Momentum)["beta"].soft
    present = vars(rule).get("beta", 0.0)
    return low, max(high, 1.0 - 10.0 ** floor(log10(1.0 - present)))


def momentum_axis(rule: Rule) -> Axis:
    """β by 1 − β; a rule without β is mapped over that of momentum."""
    return _axis(parameters(Momentum)["beta"], *momentum_range(rule))


def view_axes(view: View) -> tuple[Axis, Axis]:
    """The plane of the surface."""
    return Axis("x", "x", "linear", view[0], view[1]), Axis("y", "y", "linear", view[2], view[3])


def parameter_axis(surface: Surface, name: str | None) -> Axis:
    """The slider's range of a surface's parameter, widened if the present value lies beyond.

    By default it is the first that spans decades, or else the first.

    Raises ValueError if the surface has no such parameter.
    """
    declared = surface_parameters(surface)
    if not declared:
        raise ValueError(f"{surface.title} has no parameters; take another surface")
    name = _usual(declared) if name is None else name
    if name not in declared:
        raise ValueError(f"{surface.title} has no parameter {name!r}; known: {', '.join(declared)}")
    (low, high), present = declared[name].soft, surface.numbers[name]
    if declared[name].scale == "log" and present <= 0.0:
        present = low
    return _axis(declared[name], min(low, present), max(high, present))


def _usual(declared: dict[str, Parameter]) -> str:
    return next((name for name, parameter in declared.items() if parameter.scale == "log"), next(iter(declared)))


def _axis(declared: Parameter, low: float, high: float) -> Axis:
    return Axis(declared.name, declared.label, declared.scale, low, high)
