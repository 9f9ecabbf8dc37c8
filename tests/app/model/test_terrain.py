"""Shades and contour lines: on a fixed ladder, on every surface and in every view."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pytest

from app.model.terrain import LINES, View, terrain
from surfaces import SURFACES, Surface
from tests.surfaces.strategies import ends

each_surface = pytest.mark.parametrize(
    "surface", [s for cls in SURFACES for s in ends(cls, "soft")], ids=lambda surface: repr(surface)
)
STEPS = (1.0, 2.0, 2.5, 5.0)


def heights(surface: Surface, view: View) -> np.ndarray:
    """The height of each contour line above the minimum, or as it is where there is none."""
    # Fine enough for the rings of the smallest pit to be rings and not a few corners.
    lines = terrain(surface, view, 480, 400).lines
    middle = [float(np.median(surface.value(line[:, 0], line[:, 1]))) for line in lines]
    return np.array(middle) - (float(surface.value(*np.array(surface.minima[0]))) if surface.minima else 0.0)


def off_the_ladder(values: np.ndarray) -> float:
    """How far values are, at worst, from multiples of the best rung of 1, 2, 2.5 or 5 × 10ⁿ, in rungs."""
    ladders = [step * 10.0**power for step in STEPS for power in range(-4, 4)]
    gap = np.ptp(values) / (1.5 * LINES)
    return min(
        float(np.abs(values / rung - np.rint(values / rung)).max()) for rung in ladders if gap <= rung <= 9 * gap
    )


@each_surface
def test_a_map_of_its_own_view(surface: Surface) -> None:
    made = terrain(surface, surface.view, 120, 90)
    assert made.shades.shape == (90, 120)
    assert made.shades.dtype == np.uint8
    assert made.shades.min() == 0
    assert made.shades.max() == 255
    assert 5 <= len(made.lines) < 200
    x0, x1, y0, y1 = surface.view
    for line in made.lines:
        assert len(line) >= 2
        assert ((line >= (x0 - 1e-9, y0 - 1e-9)) & (line <= (x1 + 1e-9, y1 + 1e-9))).all()


@each_surface
def test_higher_is_never_darker(surface: Surface) -> None:
    x0, x1, y0, y1 = surface.view
    x, y = np.linspace(x0, x1, 60), np.linspace(y0, y1, 50)
    values = surface.value(x[np.newaxis, :], y[:, np.newaxis]).ravel()
    shades = terrain(surface, surface.view, 60, 50).shades.ravel()[np.argsort(values)]
    assert (np.diff(shades.astype(int)) >= 0).all()


@pytest.mark.parametrize("surface", [cls() for cls in SURFACES], ids=lambda surface: surface.key)
def test_lines_stand_on_a_ladder_that_panning_does_not_move(surface: Surface) -> None:
    x0, x1, y0, y1 = surface.view
    for share in (0.0, 0.013, 0.1):
        dx, dy = share * (x1 - x0), share * (y1 - y0)
        found = heights(surface, (x0 + dx, x1 + dx, y0 + dy, y1 + dy))
        levels = np.log10(found[found > 0]) if surface.minima else found
        assert off_the_ladder(levels) < 0.1


@dataclass(frozen=True)
class Odd(Surface):
    """Whatever a formula may do at its worst."""

    key: ClassVar[str] = "odd"
    title: ClassVar[str] = "Odd"
    formula: ClassVar[str] = "?"
    origin: ClassVar[str] = "nowhere"
    view: ClassVar[View] = (-1.0, 1.0, -1.0, 1.0)
    start: ClassVar[tuple[float, float]] = (0.0, 0.0)
    suggested_lr: ClassVar[float] = 1.0
    kind: str = "flat"
    bounded: bool = False

    def __post_init__(self) -> None:
        """Nothing here is a number within a range."""

    @property
    def minima(self):
        return ((0.0, 0.0),) if self.bounded else ()

    def value(self, x, y):
        with np.errstate(all="ignore"):
            shapes = {
                "flat": 0.0 * (x + y),
                "flat and high": 0.0 * (x + y) + 1e300,
                "almost flat": 1e16 + 2.0 * np.sign(x) + 0.0 * y,
                "tiny": 1e-300 * (x * x + y * y),
                "subnormal": 5e-324 * np.rint(x * x + y * y),
                "huge": 1e308 * (x * x + y * y),
                "undefined": np.where(x > 0.5, np.nan, x * x + y * y),
                "undefined everywhere": np.nan * (x + y),
                "endless": np.where(x > 0.5, np.inf, np.where(x < -0.5, -np.inf, y)),
                "a step": np.where(x > 0, 1.0, 0.0) + 0.0 * y,
                "a needle": np.where(np.hypot(x, y) < 1e-9, 0.0, 1.0),
            }
        return shapes[self.kind]

    def gradient(self, x, y):
        return 0.0 * (x + y), 0.0 * (x + y)

    def hessian(self, x, y):
        return 0.0 * (x + y), 0.0 * (x + y), 0.0 * (x + y)


KINDS = (
    "flat",
    "flat and high",
    "almost flat",
    "tiny",
    "subnormal",
    "huge",
    "undefined",
    "undefined everywhere",
    "endless",
    "a step",
    "a needle",
)


@pytest.mark.parametrize(
    ("kind", "bounded"), [(kind, False) for kind in KINDS] + [(kind, True) for kind in KINDS if "every" not in kind]
)
def test_the_oddest_surfaces_are_drawn_without_a_warning(kind: str, bounded: bool) -> None:
    made = terrain(Odd(kind=kind, bounded=bounded), Odd.view, 41, 31)
    assert made.shades.shape == (31, 41)
    assert all(np.isfinite(line).all() for line in made.lines)
    assert len(made.lines) < 2000


VIEWS: list[View] = [
    (-1e-12, 1e-12, -1e-12, 1e-12),
    (1.0, 1.0 + 1e-15, 1.0, 1.0 + 1e-15),
    (-1e9, 1e9, -1e9, 1e9),
    (-1e100, 1e100, -1e100, 1e100),
    (-1e300, 1e300, -1e300, 1e300),
    (1e8, 1e8 + 1, 0.0, 1e-3),
]


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("surface", [cls() for cls in SURFACES], ids=lambda surface: surface.key)
def test_any_view_is_drawn_without_a_warning(surface: Surface, view: View) -> None:
    made = terrain(surface, view, 41, 31)
    assert made.view == view
    assert all(np.isfinite(line).all() for line in made.lines)
