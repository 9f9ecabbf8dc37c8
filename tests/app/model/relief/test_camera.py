"""The projection: parallel, the same size from all sides, and with all of the solid in its room."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.relief.camera import PLINTH, Camera
from app.model.relief.orbit import Orbit
from tests.app.model.relief.examples import ROOM, cameras, orbits

points = st.lists(st.tuples(*(st.floats(0, 1),) * 3), min_size=2, max_size=2).map(np.array)


@given(orbits)
def test_all_of_the_solid_has_room_unless_it_is_zoomed(orbit: Orbit) -> None:
    camera = Camera(Orbit(orbit.azimuth, orbit.elevation, 1.0, orbit.exaggeration), *ROOM)
    corners = np.array(list(product((0, 1), (0, 1), (-PLINTH / camera.rise, 1))))
    x, y = camera.pixels(corners).T
    left, top, width, height = ROOM
    assert left - 1e-6 <= x.min() <= x.max() <= left + width + 1e-6
    assert top - 1e-6 <= y.min() <= y.max() <= top + height + 1e-6


@given(cameras, points)
def test_parallels_stay_parallel(camera: Camera, ends: np.ndarray) -> None:
    middle = camera.pixels(ends.mean(axis=0, keepdims=True))[0]
    assert middle == pytest.approx(camera.pixels(ends).mean(axis=0), abs=1e-9)


@given(cameras, points)
def test_what_is_higher_stands_higher_and_what_is_behind_is_deeper(camera: Camera, ends: np.ndarray) -> None:
    low, high = ends[:1], ends[:1] + np.array([0.0, 0.0, 0.5])
    rise = camera.pixels(low) - camera.pixels(high)
    assert rise[0] == pytest.approx((0.0, 0.5 * camera.rise * camera.tilt[0] * camera.scale), abs=1e-9)
    c, s = camera.turn
    behind = low + np.array([-0.1 * s, 0.1 * c, 0.0])
    assert camera.depth(behind) - camera.depth(low) == pytest.approx(0.1)
    assert camera.pixels(behind)[0, 0] == pytest.approx(camera.pixels(low)[0, 0])
    assert camera.pixels(behind)[0, 1] < camera.pixels(low)[0, 1]


@given(cameras, points, st.floats(0.5, 4))
def test_a_magnified_picture_is_the_same_one(camera: Camera, ends: np.ndarray, factor: float) -> None:
    assert camera.magnified(factor).pixels(ends) == pytest.approx(factor * camera.pixels(ends), rel=1e-9, abs=1e-6)
    assert camera.magnified(factor).depth(ends) == pytest.approx(camera.depth(ends))


def test_at_azimuth_0_x_points_right_and_after_a_quarter_turn_the_eye_is_where_x_is_highest() -> None:
    from_front, from_right = (Camera(Orbit(azimuth, 45.0), *ROOM) for azimuth in (0.0, 90.0))
    along_x = np.array([[0.0, 0.5, 0.0], [1.0, 0.5, 0.0]])
    (x0, y0), (x1, y1) = from_front.pixels(along_x)
    assert x1 > x0
    assert y1 == pytest.approx(y0)
    nearer = from_right.depth(along_x)
    assert nearer[1] < nearer[0]


@given(cameras)
def test_a_room_without_any_is_survived(camera: Camera) -> None:
    assert np.isfinite(Camera(camera.orbit, 5.0, 5.0, -3.0, 0.0).pixels(np.zeros((1, 3)))).all()
