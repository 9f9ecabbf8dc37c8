"""What is to be seen, against a look along every line of sight by itself."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.model.relief.camera import PLINTH, Camera
from app.model.relief.horizon import Horizon, horizon
from app.model.relief.orbit import Orbit
from app.model.relief.raster import HEIGHTS, INKS, LIGHTS, NOTHING, rasterized
from app.model.relief.relief import Relief
from tests.app.model.relief.examples import HEIGHT, ROOM, WIDTH, cameras, profile, relief_of, reliefs

CODES = np.arange(NOTHING + 1, dtype=np.uint32)
"""A table whose colours are the codes themselves."""
NEAR = 0.7
"""Pixels up and down within which all must be alike, so that a pixel can be told beyond doubt."""
ALIKE = 0.08
CLEARLY = 2.5
"""Pixels from which on a point is below another beyond doubt."""
BESIDE = 0.02
"""Depths so near to each other are the same place."""


def look(relief: Relief, camera: Camera, width: int = WIDTH) -> Horizon:
    return horizon(relief, camera, HEIGHT, range(width))


def codes(relief: Relief, camera: Camera) -> np.ndarray:
    """What each pixel shows, row 0 at the lower edge."""
    return rasterized(look(relief, camera), CODES, 1.0)[::-1].astype(np.int64)


def met(relief: Relief, camera: Camera, column: int) -> Callable[[float], tuple[str, float]]:
    """What a line of sight meets first in that column, for each row above the lower edge of the picture."""
    depth, rows, heights = profile(relief, camera, column + 0.5)
    if not len(depth):
        return lambda _: ("nothing", 0.0)
    upright, flat = camera.tilt
    foot = HEIGHT - camera.middle[1] + camera.scale * (depth[0] * flat - PLINTH * upright)

    def at(row: float) -> tuple[str, float]:
        above = np.flatnonzero(rows >= row)
        if row < foot or not len(above):
            return "nothing", 0.0
        return ("side", 0.0) if above[0] == 0 else ("surface", float(heights[above[0]]))

    return at


def compare(relief: Relief, camera: Camera, column: int) -> list[bool]:
    """Assert that the picture shows what is met there; which of its pixels could be told apart beyond doubt."""
    at, shown, told = met(relief, camera, column), codes(relief, camera)[:, column], []
    for row in range(HEIGHT):
        kinds, heights = zip(*(at(row + 0.5 + off) for off in (-NEAR, 0.0, NEAR)), strict=True)
        told.append(len(set(kinds)) == 1 and np.ptp(heights) < ALIKE)
        if told[-1]:
            light = shown[row] // (HEIGHTS * INKS)
            assert kinds[1] == ("nothing" if shown[row] == NOTHING else "side" if light >= LIGHTS else "surface")
            if kinds[1] == "surface":
                assert shown[row] // INKS % HEIGHTS / (HEIGHTS - 1) == pytest.approx(heights[1], abs=ALIKE)
    return told


@settings(max_examples=40)
@given(reliefs(), cameras, st.integers(0, WIDTH - 1))
def test_every_pixel_shows_what_its_line_of_sight_meets_first(relief: Relief, camera: Camera, column: int) -> None:
    compare(relief, camera, column)


def test_hardly_a_pixel_of_a_hilly_solid_is_in_doubt() -> None:
    u, v = np.meshgrid(np.linspace(0, 1, 41), np.linspace(0, 1, 41))
    hilly = relief_of(0.5 + 0.25 * np.sin(7 * u) + 0.25 * np.cos(9 * v))
    told = [compare(hilly, Camera(Orbit(30, 30), *ROOM), column) for column in range(45, 130, 5)]
    assert np.mean(told) > 0.9


@given(reliefs(), cameras, st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=20))
def test_a_point_is_hidden_by_what_clearly_stands_before_it(
    relief: Relief, camera: Camera, places: list[tuple[float, float]]
) -> None:
    solid = np.array([(u, v, relief.at(np.array([u]), np.array([v]))[0]) for u, v in places])
    pixels, depths = camera.pixels(solid), camera.depth(solid)
    hidden = look(relief, camera).hides(solid)
    for (x, y), depth, is_hidden in zip(pixels, depths, hidden, strict=True):
        if not 1 < x < WIDTH - 1:
            continue
        rows = HEIGHT - y
        walls = [profile(relief, camera, x + off) for off in (-0.5, 0.0, 0.5)]
        before = [row[far < depth - BESIDE].max(initial=-np.inf) - rows for far, row, _ in walls]
        if max(before) < 0:
            assert not is_hidden or max(row[far < depth].max(initial=-np.inf) - rows for far, row, _ in walls) > 0
        if min(before) > CLEARLY:
            assert is_hidden


@given(cameras)
def test_nothing_of_level_ground_is_hidden(camera: Camera) -> None:
    u, v = (side.ravel() for side in np.meshgrid(np.linspace(0, 1, 9), np.linspace(0, 1, 9)))
    level = relief_of(np.full((5, 5), 0.3))
    assert not look(level, camera).hides(np.column_stack((u, v, np.full(81, 0.3)))).any()


def test_a_wall_hides_what_is_behind_it_and_not_what_is_before_it() -> None:
    heights = np.zeros((41, 41))
    heights[18:23] = 1.0
    places = np.array([(0.5, 0.25, 0.0), (0.5, 0.5, 1.0), (0.5, 0.62, 0.0), (0.5, 0.98, 0.0)])
    seen = look(relief_of(heights), Camera(Orbit(0, 40), *ROOM))
    assert seen.hides(places).tolist() == [False, False, True, False]


@given(cameras)
def test_beside_the_solid_there_is_nothing(camera: Camera) -> None:
    aside = replace(camera, left=10_000.0)
    seen = look(relief_of(np.zeros((4, 4))), aside)
    assert (rasterized(seen, CODES, 1.0) == NOTHING).all()
    assert not seen.hides(np.array([(0.5, 0.5, 0.0)])).any()
    assert seen.hides(np.empty((0, 3))).shape == (0,)
