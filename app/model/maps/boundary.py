"""Where theory puts the edge of stability on a map: the largest lr at which a rule stays near a point of a surface."""

from dataclasses import dataclass, replace
from functools import lru_cache
from math import isfinite
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from app.model.curvature import stable_lr
from app.model.maps.kinds import MapKind
from app.model.numbers import number_text
from optim_core.diagnosis import local_curvature
from surfaces import Surface
from surfaces.surface import Point

if TYPE_CHECKING:
    # A request computes its own data, and these lines with it.
    from app.model.maps.request import MapRequest

Array = NDArray[np.float64]
PLACE_COUNT = 129
"""Points along a line; between them it is as good as straight."""
START = "the start"
MOST_MINIMA = 4
"""That have a line, the deepest: rough data may have a hundred, and so many lines say nothing."""


@dataclass(frozen=True, eq=False)
class Boundary:
    """A line through `points` (n, 2) in places of the axes, which may lie beyond 0 and 1, from the lowest y on.

    `label` says of which points of the surface it is the limit.
    """

    label: str
    points: Array


@lru_cache(maxsize=64)
def boundaries(request: "MapRequest") -> tuple[Boundary, ...]:
    """The limits at the deepest minima and at the start, one line where they are the same; none for maps of starts.

    Where the surface does not bend up, or theory does not know the rule, there is no line.
    """
    if request.kind is MapKind.STARTS:
        return ()
    lines: list[tuple[list[str], Array]] = []
    for name, limits in _limits(request).items():
        same = next((names for names, known in lines if _alike(known, limits)), None)
        if same is not None:
            same.append(name)
        elif len(limits) > 1:
            lines.append(([name], limits))
    return tuple(Boundary(_labelled(request, names), _line(request, limits)) for names, limits in lines)


def _minima(surface: Surface) -> dict[str, Point]:
    """The deepest minima, which come first, by what people call them."""
    if len(surface.minima) == 1:
        return {"the minimum": surface.minima[0]}
    return {f"minimum {number}": point for number, point in enumerate(surface.minima[:MOST_MINIMA], 1)}


def _limits(request: "MapRequest") -> dict[str, Array]:
    """By name, (y, largest stable lr) wherever there is one, from the lowest y to the highest."""
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in (*_minima(request.experiment.surface), START)}
    for y in np.hstack((request.y.low, request.y.values(PLACE_COUNT - 2), request.y.high)).tolist():
        # To bend a typed surface is to look for its minima anew: once a row, for all names.
        surface = request.surface_at(y)
        for name, pairs in found.items():
            limit = _limit(request, name, surface, y)
            if limit is not None:
                pairs.append((y, limit))
    return {name: np.array(pairs) for name, pairs in found.items()}


def _limit(request: "MapRequest", name: str, surface: Surface, y: float) -> float | None:
    curvature = _curvature(request, name, surface)
    rule: Any = request.rule
    if request.kind is MapKind.RATES and not request.rows_are_alike:
        rule = replace(rule, beta=y)
    return None if curvature is None else stable_lr(rule, curvature)


def _curvature(request: "MapRequest", name: str, surface: Surface) -> float | None:
    """The largest eigenvalue of the Hessian there, if it is a positive number."""
    point = request.experiment.start if name == START else _minima(surface).get(name)
    if point is None:
        return None
    stiff = local_curvature(surface, point).stiff
    return stiff if isfinite(stiff) and stiff > 0.0 else None


def _alike(first: Array, second: Array) -> bool:
    return first.shape == second.shape and bool(np.allclose(first, second, rtol=1e-9, atol=0.0))


def _line(request: "MapRequest", limits: Array) -> Array:
    y, lr = limits.T
    return np.column_stack((request.x.places(lr), request.y.places(y)))


def _labelled(request: "MapRequest", names: list[str]) -> str:
    """With the curvature, where that is one number."""
    label = f"limit at {' and '.join(names)}"
    if request.kind is MapKind.PARAMETER:
        return label
    curvature = _curvature(request, names[0], request.experiment.surface)
    return f"{label}, λ {number_text(curvature or 0.0, digits=3)}"
