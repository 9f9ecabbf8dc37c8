"""Shades and contour lines: on a fixed ladder, on every surface and in every view."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pytest

from app.model.height_scale import LINES
from app.model.terrain import MOST_LINES, View, terrain
from surfaces import SURFACES, Surface
from surfaces.grid import Grid
from surfaces.surface import ClosedForm
from surfaces.typed import Typed
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
    # A ring a level around each minimum, in an egg box.
    assert 5 <= len(made.lines) < 200 + 16 * len(surface.minima)
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
class Odd(ClosedForm):
    """Whatever a formula may do at its worst."""

    key: ClassVar[str] = "odd"
    title: ClassVar[str] = "Odd"
    formula: ClassVar[str] = "?"
    origin: ClassVar[str] = "nowhere"
    view: ClassVar[View] = (-1.0, 1.0, -1.0, 1.0)
    start: ClassVar[tuple[float, float]] = (0.0, 0.0)
    suggested_lr: ClassVar[float] = 1.0
    shape: str = "flat"
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
        return shapes[self.shape]

    def gradient(self, x, y):
        return 0.0 * (x + y), 0.0 * (x + y)

    def hessian(self, x, y):
        return 0.0 * (x + y), 0.0 * (x + y), 0.0 * (x + y)


SHAPES = (
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
    ("shape", "bounded"), [(name, False) for name in SHAPES] + [(name, True) for name in SHAPES if "every" not in name]
)
def test_the_oddest_surfaces_are_drawn_without_a_warning(shape: str, bounded: bool) -> None:
    made = terrain(Odd(shape, bounded), Odd.view, 41, 31)
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


PLANE: View = (-2.0, 2.0, -2.0, 2.0)


def test_what_has_no_height_is_missing_and_has_no_part_in_the_rest() -> None:
    part = terrain(Typed("(x - 1)^2 + y^2 + 0*sqrt(x)"), PLANE, 81, 61)
    whole = terrain(Typed("(x - 1)^2 + y^2"), PLANE, 81, 61)
    known = np.broadcast_to(np.linspace(-2.0, 2.0, 81) >= 0.0, (61, 81))
    assert part.missing is not None
    assert (part.missing == ~known).all()
    assert (part.shades[~known] == 255).all()
    assert part.shades[known].min() == 0
    assert part.shades[known].max() == 255
    assert all((line[:, 0] >= 0.0).all() for line in part.lines)
    assert whole.missing is None


def test_nothing_is_drawn_where_nothing_is_defined() -> None:
    made = terrain(Odd("undefined everywhere"), PLANE, 21, 11)
    assert made.missing is not None
    assert made.missing.all()
    assert made.lines == ()


POLES = (
    "1/(x^2+y^2)",
    "exp(4*x*y)",
    "tan(2*x)+y",
    "x/y",
    "1/(x*y)",
    "x^2+1/x^2+y^2",
    "exp(exp(2*x) + y)",
    "-1/(x^2+y^2)^2",
)


@pytest.mark.parametrize("text", POLES)
def test_a_pole_leaves_shades_and_lines_to_the_rest(text: str) -> None:
    # No sample on the pole itself, so that the nearest are huge.
    made = terrain(Typed(text), (-2.0, 2.001, -2.0, 2.001), 120, 100)
    assert len(set(made.shades.ravel().tolist())) > 60
    # The middle half of all cells has a fair part of the shades.
    low, high = np.percentile(made.shades, (10, 90))
    assert high - low > 40
    assert len(made.lines) >= 8


@pytest.mark.parametrize("text", [*POLES, "log(x)+y^2", "x^2-y^2", "(x-1)^2+y^2", "floor(x)+y", "abs(x)+abs(y)"])
def test_the_scale_is_what_made_the_shades(text: str) -> None:
    surface = Typed(text)
    made = terrain(surface, PLANE, 50, 40)
    x, y = np.linspace(-2.0, 2.0, 50), np.linspace(-2.0, 2.0, 40)
    heights = surface.value(x[np.newaxis, :], y[:, np.newaxis])
    known = np.isfinite(heights)
    assert (np.rint(255 * made.scale.shade(heights[known])) == made.shades[known]).all()


@pytest.mark.parametrize("text", ["sign(x)*sign(y)", "tan(2*x)+0.1*y", "9*floor(x) + y"])
def test_of_the_lines_along_a_cliff_one_is_left(text: str) -> None:
    view = (-1.997, 2.0, -1.993, 2.0)
    made = terrain(Typed(text), view, 200, 160)
    corners = [line for line in made.lines if len(line) > 40]
    cell = (view[1] - view[0]) / 199
    for line in corners:
        beside = [
            other
            for other in corners
            if other is not line
            and np.abs(other[:, 0, None] - line[:, 0]).min(axis=0).max() < 0.5 * cell
            and np.abs(other[:, 1, None] - line[:, 1]).min(axis=0).max() < 0.5 * cell
        ]
        assert not beside


def test_a_gentle_step_keeps_all_its_lines() -> None:
    assert len(terrain(Typed("floor(x) + floor(y)"), (-4.0, 4.1, -4.0, 4.1), 90, 90).lines) >= 8


@pytest.mark.parametrize("is_deep", [False, True], ids=["without a deepest pit", "with one"])
def test_rough_ground_has_no_more_lines_than_can_be_told_apart(is_deep: bool) -> None:
    x = np.linspace(-1.0, 1.0, 160)
    noise = np.random.default_rng(0).normal(size=(160, 160))
    noise[80, 80 if is_deep else 0] = -9.0
    surface = Grid.of("noise", x, x, noise)
    assert bool(surface.minima) is is_deep
    lines = terrain(surface, surface.view, 320, 320).lines
    assert MOST_LINES / 2 < len(lines) <= MOST_LINES
    # The shortest are left out, whose lengths tell nothing.
    assert np.median([len(line) for line in lines]) > 8
