"""The surface as heights: the plan's shades, its contour lines, and whatever a surface may be."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.relief.camera import Camera
from app.model.relief.drape import draped
from app.model.relief.horizon import horizon
from app.model.relief.orbit import Orbit
from app.model.relief.raster import INKS, NOTHING, rasterized
from app.model.relief.relief import Relief, relief
from app.model.terrain import View, terrain
from surfaces import SURFACES, Surface, get
from surfaces.typed import Typed
from tests.app.model.relief.examples import HEIGHT, ROOM, WIDTH, relief_of

CODES = np.arange(NOTHING + 1, dtype=np.uint32)
WHOLE = (-2.0, 2.0, -2.0, 2.0)
ODD = {
    "a number on one side": "sqrt(x) + y^2",
    "a pole": "1/(x^2 + y^2)",
    "poles of both signs": "1/(x*y)",
    "beyond all numbers": "exp(exp(x^2 + 5*y))",
    "level": "3 + 0*x",
    "a step": "floor(x) + 0*y",
    "of both signs": "exp(5*x) - exp(5*y)",
}


def picture(solid: Relief) -> np.ndarray:
    return rasterized(horizon(solid, Camera(Orbit(), *ROOM), HEIGHT, range(WIDTH)), CODES, 1.0)


@pytest.mark.parametrize("surface", [kind() for kind in SURFACES], ids=lambda surface: surface.key)
def test_heights_are_the_shades_of_the_plan(surface: Surface) -> None:
    solid = relief(surface, surface.view)
    rows, columns = solid.heights.shape
    shades = terrain(surface, surface.view, columns, rows).shades / 255.0
    assert 0.0 <= solid.heights.min() <= solid.heights.max() <= 1.0
    # The floor of a gorge is smoothed, and no more.
    assert np.median(np.abs(solid.heights - shades)) < 0.005
    assert np.percentile(np.abs(solid.heights - shades), 98) < 0.1


@pytest.mark.parametrize("surface", [kind() for kind in SURFACES], ids=lambda surface: surface.key)
def test_contour_lines_are_those_of_the_plan(surface: Surface) -> None:
    solid = relief(surface, surface.view)
    rows, columns = solid.heights.shape
    places = solid.places(np.concatenate(terrain(surface, surface.view, columns, rows).lines))
    numbers = solid.numbered(solid.at(*places.T).astype(np.float32))
    away = np.abs(numbers - np.rint(numbers))
    assert np.median(away) < 0.02
    assert np.percentile(away, 80) < 0.15


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_whatever_a_surface_may_be_there_is_a_picture(text: str) -> None:
    solid = relief(Typed(text), WHOLE)
    assert np.isfinite(solid.heights).all()
    assert all(0.0 <= height <= 1.0 and label for height, label in solid.measure.ticks)
    assert len({label for _, label in solid.measure.ticks}) == len(solid.measure.ticks)
    assert (picture(solid) != NOTHING).any()
    assert draped(solid, np.array([(-1.0, -1.0), (1.0, 1.0)]))


def test_where_the_surface_is_nowhere_a_number_there_is_high_ground() -> None:
    nowhere = relief(Typed("sqrt(x) + y^2"), (-3.0, -1.0, -1.0, 1.0))
    assert (nowhere.heights == 1.0).all()
    assert (picture(nowhere) != NOTHING).any()


def test_level_ground_has_no_contour_lines() -> None:
    shown = picture(relief(Typed("3 + 0*x"), WHOLE))
    assert (shown[shown != NOTHING] % INKS == 0).all()


@pytest.mark.parametrize("view", [(1.0, 1.0 + 1e-9, 1.0, 1.0 + 1e-9), (-1e6, 1e6, -1e6, 1e6), (0.0, 1e-3, -5.0, 90.0)])
def test_any_view_has_a_picture(view: View) -> None:
    assert (picture(relief(get("rosenbrock"), view)) != NOTHING).any()


def test_one_cell_is_enough() -> None:
    assert (picture(relief(get("rosenbrock"), WHOLE, cells=1)) != NOTHING).any()
    assert (picture(relief_of(np.array([[0.0, 1.0], [1.0, 0.0]]))) != NOTHING).any()


@pytest.mark.parametrize(
    ("surface", "words", "labels"),
    [
        (get("rosenbrock"), "log loss above the minimum", {"10⁰", "10²"}),
        (get("saddle"), "loss", {"0"}),
        (Typed("1/(x^2 + y^2)"), "log loss", {"10⁰", "10¹"}),
        (Typed("1/(x*y)"), "± log loss", {"0", "−10¹", "10¹"}),
    ],
    ids=["logarithmic", "linear", "a pole", "both signs"],
)
def test_the_measure_tells_heights(surface: Surface, words: str, labels: set[str]) -> None:
    measure = relief(surface, WHOLE).measure
    assert measure.words == words
    assert labels <= {label for _, label in measure.ticks}
    heights = [height for height, _ in measure.ticks]
    assert heights == sorted(heights)
    assert 2 <= len(heights) <= 10


def test_a_tick_stands_where_the_surface_has_that_loss() -> None:
    solid = relief(get("sphere"), WHOLE)
    (height,) = (height for height, label in solid.measure.ticks if label == "10⁰")
    value = get("sphere").value
    x = np.linspace(0, 1.9, 400)
    at_one = x[np.abs(value(x, 0 * x) - 1.0).argmin()]
    u, v = solid.places(np.array([[at_one, 0.0]])).T
    assert solid.at(u, v)[0] == pytest.approx(height, abs=0.02)


@given(st.tuples(st.floats(-1, 1), st.floats(-1, 1)))
def test_a_surface_that_has_moved_is_the_same_one_elsewhere(offset: tuple[float, float]) -> None:
    dx, dy = offset
    x0, x1, y0, y1 = WHOLE
    moved = relief(get("sphere"), WHOLE, offset, cells=8)
    own = relief(get("sphere"), (x0 - dx, x1 - dx, y0 - dy, y1 - dy), cells=8)
    assert moved.heights == pytest.approx(own.heights)
    assert moved.view == WHOLE


@given(
    st.lists(st.floats(0.02, 0.98), unique_by=lambda level: round(level, 2), max_size=9),
    st.lists(st.floats(0, 1), min_size=1, max_size=9),
)
def test_only_contour_lines_have_whole_numbers(levels: list[float], heights: list[float]) -> None:
    ladder = np.array(sorted(levels), dtype=np.float32)
    solid = replace(relief_of(np.zeros((2, 2))), levels=ladder)
    assert solid.numbered(ladder) == pytest.approx(np.arange(len(ladder)), abs=1e-3)
    asked = np.array(sorted(heights), dtype=np.float32)
    numbers = solid.numbered(asked)
    assert (np.diff(numbers) >= 0).all()
    for number, height in zip(numbers, asked, strict=True):
        if abs(number - round(float(number))) < 1e-6 and len(ladder):
            assert np.abs(ladder - height).min() < 1e-3
