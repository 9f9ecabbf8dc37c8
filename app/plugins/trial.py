"""A first try of what a plug-in brings, so that a mistake is told where it was made and not in the middle of a drag."""

import numpy as np
from numpy.typing import NDArray

from optim_core import Rule, simulate
from surfaces import ClosedForm

Array = NDArray[np.float64]
NEAR = 5
"""By so many points a surface's gradient is compared with its slope, a grid in its view."""
STEP = 1e-6
"""Of the view's sides: how far apart the two heights of a slope are taken."""
ROUGH = 1e-3
"""How far both may differ: what is wrong in a formula is wrong by more, and a kink is no mistake."""
TRIED = 3
"""Steps that a rule takes before it is offered to anybody."""


def walk_on(cls: type[ClosedForm]) -> None:
    """Look whether a surface says what it must, and whether its gradient is one of its value."""
    surface = cls()
    x0, x1, y0, y1 = surface.view
    if not (x0 < x1 and y0 < y1 and surface.key and surface.title and surface.suggested_lr > 0.0):
        raise ValueError("it needs a key, a title, a view (x from, x to, y from, y to) and a suggested_lr above 0")
    if np.shape(surface.start) != (2,) or np.shape(surface.minima)[1:] != (2,) * bool(surface.minima):
        raise ValueError("its minima must be points, each (x, y), and so must its start")
    x, y = np.meshgrid(np.linspace(x0, x1, NEAR + 2)[1:-1], np.linspace(y0, y1, NEAR + 2)[1:-1])
    with np.errstate(all="ignore"):
        surface.hessian(x, y)
        found = surface.gradient(x, y)
        expected = _slopes(surface, x, y, (x1 - x0) * STEP, (y1 - y0) * STEP)
    if not all(_agree(*pair) for pair in zip(found, expected, strict=True)):
        raise ValueError("its gradient is not the slope of its value; compare both at some point")


def _agree(found: Array, expected: Array) -> bool:
    """Whether both are about the same wherever they are defined, which must be somewhere."""
    known = np.isfinite(found) & np.isfinite(expected)
    a, b = found[known], expected[known]
    return bool(known.any()) and np.allclose(a, b, rtol=ROUGH, atol=ROUGH * (1.0 + np.abs(b).max()))


def _slopes(surface: ClosedForm, x: Array, y: Array, dx: float, dy: float) -> tuple[Array, Array]:
    return (
        (surface.value(x + dx, y) - surface.value(x - dx, y)) / (2.0 * dx),
        (surface.value(x, y + dy) - surface.value(x, y - dy)) / (2.0 * dy),
    )


def walk_by(cls: type[Rule]) -> None:
    """Look whether a rule says what it must, and takes some steps in a bowl."""
    rule = cls()
    if not (rule.key and rule.title and rule.equation):
        raise ValueError("it needs a key, a title and an equation")
    trajectory = simulate(lambda x, y: (x, y), [rule], start=(1.0, -1.0), steps=TRIED)
    if trajectory.memories[0].shape[0] != len(rule.memory):
        raise ValueError("its memory must name what its family remembers")
