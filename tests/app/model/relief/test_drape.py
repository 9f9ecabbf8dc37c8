"""Lines that lie on the solid, and how they part into what is seen and what is hidden."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.relief.camera import Camera
from app.model.relief.drape import GLIMPSE, MOST, SIDE, draped, parted
from app.model.relief.horizon import Sight, horizon
from app.model.relief.orbit import Orbit
from app.model.relief.relief import Relief
from tests.app.model.relief.examples import HEIGHT, ROOM, VIEW, WIDTH, cameras, relief_of, reliefs

x0, x1, y0, y1 = VIEW
walks = st.lists(st.tuples(st.floats(x0 - 3, x1 + 3), st.floats(y0 - 3, y1 + 3)), min_size=2, max_size=12).map(np.array)
LEVEL = relief_of(np.full((4, 4), 0.25))


def look(relief: Relief, camera: Camera) -> Sight:
    return Sight(camera, horizon(relief, camera, HEIGHT, range(WIDTH)))


def length(pieces: list[np.ndarray]) -> float:
    return sum(float(np.hypot(*np.diff(piece[:, :2], axis=0).T).sum()) for piece in pieces)


@given(reliefs(), walks)
def test_a_draped_line_lies_on_the_surface_within_the_view(relief: Relief, walk: np.ndarray) -> None:
    for piece in draped(relief, walk):
        u, v, w = piece.T
        assert min(u.min(), v.min()) >= 0
        assert max(u.max(), v.max()) <= 1
        assert w == pytest.approx(relief.at(u, v))
        assert np.hypot(*np.diff(piece[:, :2], axis=0).T).max(initial=0) <= SIDE + 1e-9


@given(walks)
def test_a_draped_line_goes_the_way_of_the_line_on_the_plan(walk: np.ndarray) -> None:
    places = LEVEL.places(walk)
    for piece in draped(LEVEL, walk):
        begin, way = places[:-1, np.newaxis], np.diff(places, axis=0)[:, np.newaxis]
        share = ((piece[:, :2] - begin) * way).sum(axis=2) / np.maximum((way**2).sum(axis=2), 1e-30)
        nearest = begin + np.clip(share, 0, 1)[..., np.newaxis] * way
        assert np.hypot(*(nearest - piece[:, :2]).transpose(2, 0, 1)).min(axis=0).max() < 2e-3


def test_a_line_ends_where_it_is_no_number_and_comes_back_from_far_away() -> None:
    inside, far, none = (0.0, 12.0), (1e300, 12.0), (np.nan, np.nan)
    (piece,) = draped(LEVEL, np.array([inside, (1.0, 12.0), none, inside]))
    assert piece[-1, 0] == pytest.approx((1.0 - x0) / (x1 - x0))
    assert len(draped(LEVEL, np.array([inside, far, (1.0, 11.0)]))) <= 2
    assert draped(LEVEL, np.array([none, inside])) == []
    assert draped(LEVEL, np.array([inside])) == []


def test_a_line_that_goes_to_and_fro_has_not_too_many_points() -> None:
    walk = np.array([(x0, 12.0), (x1, 12.01)] * 2000)
    assert sum(len(piece) for piece in draped(LEVEL, walk)) < 2 * (MOST + len(walk))


@given(reliefs(), cameras, walks)
def test_seen_and_hidden_parts_make_up_the_whole_line(relief: Relief, camera: Camera, walk: np.ndarray) -> None:
    pieces = draped(relief, walk)
    parts = parted(look(relief, camera), pieces)
    whole = length([camera.pixels(piece) for piece in pieces])
    assert length(parts.seen) + length(parts.hidden) == pytest.approx(whole, abs=1e-6)
    assert all(length([piece]) > GLIMPSE for piece in parts.hidden)


@given(cameras, walks)
def test_nothing_on_level_ground_is_hidden(camera: Camera, walk: np.ndarray) -> None:
    pieces = draped(LEVEL, walk)
    parts = parted(look(LEVEL, camera), pieces)
    assert parts.hidden == []
    assert len(parts.seen) == len(pieces)


def test_a_line_over_a_wall_is_hidden_behind_it() -> None:
    heights = np.zeros((41, 41))
    heights[18:23] = 1.0
    wall = relief_of(heights)
    seen = look(wall, Camera(Orbit(0, 40), *ROOM))
    parts = parted(seen, draped(wall, np.array([(0.5, y0), (0.5, y1)])))
    assert len(parts.seen) == 2
    assert len(parts.hidden) == 1
