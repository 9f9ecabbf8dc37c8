"""Paths made fit for drawing, against a clip that is slow and plain."""

from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.model.polyline import finite_part, pieces_within, thinned

BOX = (0.0, 100.0, 0.0, 80.0)
NAN, INF = float("nan"), float("inf")

near = st.floats(-300, 300).map(lambda v: round(v, 1))
wild = st.one_of(near, st.floats(), st.sampled_from((NAN, INF, -INF)))
tame_paths = st.lists(st.tuples(near, near), max_size=12)
wild_paths = st.lists(st.tuples(wild, wild), max_size=12)


def array(points: list[tuple[float, float]]) -> np.ndarray:
    return np.array(points, dtype=np.float64).reshape(-1, 2)


def plain_clip(a: np.ndarray, b: np.ndarray) -> tuple[Fraction, Fraction] | None:
    """The share of the segment at which it enters and leaves the box, in exact arithmetic; None if it never does."""
    enter, leave = Fraction(0), Fraction(1)
    for axis, (low, high) in enumerate((BOX[:2], BOX[2:])):
        start, step = Fraction(float(a[axis])), Fraction(float(b[axis])) - Fraction(float(a[axis]))
        if step == 0:
            if not low <= start <= high:
                return None
            continue
        bounds = sorted(((Fraction(low) - start) / step, (Fraction(high) - start) / step))
        enter, leave = max(enter, bounds[0]), min(leave, bounds[1])
    return (enter, leave) if enter < leave else None


def length(points: np.ndarray) -> float:
    return float(np.hypot(*np.diff(points, axis=0).T).sum()) if len(points) > 1 else 0.0


@given(tame_paths)
@example([(-10, 40), (110, 40)])
@example([(50, 40), (50, 40)])
@example([(0, 0), (100, 0), (100, 80)])
@example([(-50, 40), (50, 130)])
def test_the_pieces_are_those_of_the_plain_clip(path: list[tuple[float, float]]) -> None:
    points = array(path)
    expected = 0.0
    for a, b in pairwise(points):
        shares = plain_clip(a, b)
        if shares is not None:
            expected += float(shares[1] - shares[0]) * float(np.hypot(*(b - a)))
    pieces = pieces_within(points, BOX)
    assert sum(map(length, pieces)) == pytest.approx(expected, abs=1e-6)
    assert all(on_path(point, points) for piece in pieces for point in piece)


def on_path(point: np.ndarray, path: np.ndarray) -> bool:
    a, step = path[:-1], np.diff(path, axis=0)
    share = ((point - a) * step).sum(axis=1) / np.maximum((step**2).sum(axis=1), 1e-300)
    nearest = a + np.clip(share, 0, 1)[:, np.newaxis] * step
    return bool(np.hypot(*(nearest - point).T).min() < 1e-6)


@given(wild_paths)
@example([(50, 40), (1e300, -1e300)])
@example([(1e300, 1e300), (50, 40)])
@example([(-1e20, 40), (1e20, 41)])
@example([(-1e308, 1), (1e308, 2)])
@example([(50, 40), (INF, 40)])
@example([(NAN, 40), (50, 40)])
@example([(0, 5e-324), (-5e-324, 0)])
def test_whatever_comes_only_finite_points_of_the_box_are_drawn(path: list[tuple[float, float]]) -> None:
    for piece in pieces_within(array(path), BOX):
        assert len(piece) >= 2
        assert np.isfinite(piece).all()
        assert ((piece >= (0.0, 0.0)) & (piece <= (100.0, 80.0))).all()


@given(tame_paths)
def test_a_path_that_stays_inside_is_one_piece_untouched(path: list[tuple[float, float]]) -> None:
    points = np.clip(array(path), (0.0, 0.0), (100.0, 80.0))
    pieces = pieces_within(points, BOX)
    if len(points) < 2:
        assert pieces == []
    else:
        np.testing.assert_array_equal(pieces, [points])


def test_a_path_that_leaves_and_returns_is_two_pieces() -> None:
    first, second = pieces_within(array([(50, 40), (150, 40), (150, 20), (50, 20)]), BOX)
    np.testing.assert_allclose(first, [(50, 40), (100, 40)])
    np.testing.assert_allclose(second, [(100, 20), (50, 20)])


def test_what_comes_from_far_away_arrives_where_it_should() -> None:
    (piece,) = pieces_within(array([(-1e15, 40), (50, 40), (1e300, 40)]), BOX)
    np.testing.assert_allclose(piece, [(0, 40), (50, 40), (100, 40)], atol=1e-6)


@given(wild_paths)
def test_the_finite_part_ends_before_the_first_bad_point(path: list[tuple[float, float]]) -> None:
    points = array(path)
    part = finite_part(points)
    assert np.isfinite(part).all()
    np.testing.assert_array_equal(part, points[: len(part)])
    assert len(part) == len(points) or not np.isfinite(points[len(part)]).all()


@given(st.lists(st.tuples(st.floats(0, 6), st.floats(0, 6)), max_size=40), st.sampled_from((0.25, 0.5, 1.0)))
def test_thinning_keeps_the_ends_and_all_that_an_eye_can_tell_apart(path, grain: float) -> None:
    points = array(path)
    thin = thinned(points, grain)
    rows = [tuple(point) for point in points]
    kept = [tuple(point) for point in thin]
    assert kept[:1] == rows[:1]
    assert kept[-1:] == rows[-1:]
    walk = iter(rows)
    assert all(point in walk for point in kept), "in their order"
    for point in points:
        assert np.abs(thin - point).max(axis=1).min() <= grain
