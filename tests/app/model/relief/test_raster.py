"""Contour lines, light and strips of the picture."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from app.model.relief.camera import Camera
from app.model.relief.horizon import horizon
from app.model.relief.orbit import Orbit
from app.model.relief.picture import SmoothPicture, averaged
from app.model.relief.raster import HEIGHTS, INKS, LIGHTS, NOTHING, rasterized
from app.model.relief.relief import Relief
from app.model.relief.shading import BRIGHTEST, DARKEST, light, spread
from tests.app.model.relief.examples import HEIGHT, LEVELS, ROOM, WIDTH, cameras, relief_of, reliefs

CODES = np.arange(NOTHING + 1, dtype=np.uint32)
SLOPE = np.broadcast_to(np.linspace(0, 1, 61), (61, 61))
FROM_ABOVE = Orbit(0, 85, 2.0)


def ink(heights: np.ndarray, orbit: Orbit, room: tuple[float, float, float, float] = (0, 0, 400, 300)) -> np.ndarray:
    seen = horizon(relief_of(heights), Camera(orbit, *room), 300, range(400))
    shown = rasterized(seen, CODES, 1.0)
    return np.where(shown == NOTHING, 0, shown % INKS)


def test_contour_lines_lie_where_the_surface_is_as_high_as_they() -> None:
    inked = ink(SLOPE, FROM_ABOVE)[150]
    camera = Camera(FROM_ABOVE, 0, 0, 400, 300)
    expected = camera.pixels(np.column_stack((LEVELS, np.full((len(LEVELS), 2), 0.5))))[:, 0]
    inside = expected[(expected > 2) & (expected < 398)]
    middles = np.flatnonzero(inked > INKS // 3)
    assert len(inside) > 5
    assert all(np.abs(middles + 0.5 - x).min() < 1.0 for x in inside)
    assert all(np.abs(expected - x - 0.5).min() < 1.5 for x in middles)
    # One pixel wide, wherever it lies between two.
    assert inked.sum() == pytest.approx(len(inside) * (INKS - 1), rel=0.15)


@pytest.mark.parametrize("level", [LEVELS[0], LEVELS[1], 0.3])
def test_level_ground_is_no_contour_line(level: float) -> None:
    assert (ink(np.full((20, 20), level), FROM_ABOVE) == 0).all()


def test_contour_lines_that_would_run_into_each_other_are_not_drawn() -> None:
    cliff = np.broadcast_to(np.clip(np.linspace(-60, 61, 121), 0, 1), (121, 121))
    assert (ink(cliff, Orbit(0, 85), (150, 100, 80, 60)) == 0).all()


@given(cameras)
def test_level_ground_has_its_own_colour(camera: Camera) -> None:
    assert light(relief_of(np.full((3, 4), 0.5)), camera) == pytest.approx(1.0)


@given(reliefs(), cameras)
def test_light_and_spread_are_within_their_bounds(relief: Relief, camera: Camera) -> None:
    lit = light(relief, camera)
    assert DARKEST - 1e-6 <= lit.min() <= lit.max() <= BRIGHTEST + 1e-6
    assert np.isfinite(spread(relief, camera)).all()


@given(cameras)
def test_a_slope_towards_the_lamp_is_brighter_than_one_away_from_it(camera: Camera) -> None:
    # The lamp stands to the left of the eye.
    c, s = camera.turn
    u, v = np.meshgrid(np.linspace(-0.5, 0.5, 9), np.linspace(-0.5, 0.5, 9))
    aside = u * c + v * s
    towards, away = (light(relief_of(0.5 + sign * aside / 2), camera) for sign in (1, -1))
    assert (towards > away).all()


@given(reliefs(), cameras, st.integers(1, WIDTH - 1))
def test_a_picture_in_strips_is_the_same_picture(relief: Relief, camera: Camera, cut: int) -> None:
    whole, *strips = (
        rasterized(horizon(relief, camera, HEIGHT, columns), CODES, 1.0)
        for columns in (range(WIDTH), range(cut), range(cut, WIDTH))
    )
    assert_array_equal(np.hstack(strips), whole)


@given(st.integers(1, 4), st.integers(0, 2**32 - 1))
def test_averaged_pixels_are_the_means_of_their_channels(finer: int, seed: int) -> None:
    fine = np.random.default_rng(seed).integers(0, 2**32, (3 * finer, 2 * finer), dtype=np.uint32)
    channels = fine.view(np.uint8).reshape(3, finer, 2, finer, 4).mean(axis=(1, 3))
    found = averaged(fine, finer).view(np.uint8).reshape(3, 2, 4)
    assert np.abs(found - channels).max() <= 0.5


def test_a_smooth_picture_has_the_colours_of_the_coarse_one_with_soft_edges() -> None:
    grey = np.minimum(np.arange(NOTHING + 1) // INKS % HEIGHTS, 255).astype(np.uint32) * np.uint32(0x010101)
    grey[LIGHTS * HEIGHTS * INKS :] = 0x909090
    grey[NOTHING] = 0xFFFFFF
    relief, camera = relief_of(SLOPE), Camera(Orbit(), *ROOM)
    coarse = rasterized(horizon(relief, camera, HEIGHT, range(WIDTH)), grey, 1.0)
    smooth = SmoothPicture(relief, camera, WIDTH, HEIGHT, grey, 1.0).pixels()
    assert smooth.shape == coarse.shape
    apart = np.abs((smooth & 255).astype(int) - (coarse & 255))
    assert np.percentile(apart, 90) <= 3
    edges = (smooth & 255) > 240
    assert ((smooth & 255)[edges] < 255).any()
