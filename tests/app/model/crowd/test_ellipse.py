"""Regions that hold nine of ten points."""

from math import pi

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.crowd.ellipse import Ellipse, measured_region, region_of
from tests.app.model.crowd.inside import share_inside

COVARIANCE = np.array([[4.0, 1.5], [1.5, 1.0]])


def test_nine_of_ten_points_of_a_normal_distribution_lie_within() -> None:
    points = np.random.default_rng(5).multivariate_normal((3.0, -1.0), COVARIANCE, 40_000)
    for region in (region_of(np.array([3.0, -1.0]), COVARIANCE), measured_region(points)):
        assert region is not None
        assert share_inside(region, points) == pytest.approx(0.9, abs=0.006)


def test_the_edge_is_where_the_distance_in_standard_deviations_is_that_of_nine_tenths() -> None:
    region = region_of(np.array([3.0, -1.0]), COVARIANCE)
    assert region is not None
    away = region.points(100) - (3.0, -1.0)
    distances = np.einsum("ni,ij,nj->n", away, np.linalg.inv(COVARIANCE), away)
    # The chi-squared distribution with two degrees of freedom: 4.605 is its 90 % quantile.
    np.testing.assert_allclose(distances, 4.605170186)


@given(long=st.floats(1.0, 9.0), angle=st.floats(-1.5, 1.5))
def test_axes_and_angle_are_those_of_the_distribution(long: float, angle: float) -> None:
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    region = region_of(np.zeros(2), turn @ np.diag([(long + 0.5) ** 2, 1.0]) @ turn.T)
    assert region is not None
    assert region.axes == pytest.approx((2.145966 * (long + 0.5), 2.145966), rel=1e-6)
    assert (region.angle - angle + pi / 2) % pi == pytest.approx(pi / 2, abs=1e-6)


def test_points_go_once_around_at_the_centre() -> None:
    points = Ellipse((1.0, 2.0), (3.0, 0.5), 0.0).points(4)
    np.testing.assert_allclose(points, [(4.0, 2.0), (1.0, 2.5), (-2.0, 2.0), (1.0, 1.5)])


@pytest.mark.parametrize(
    "points",
    [np.zeros((0, 2)), np.zeros((2, 2)), np.ones((9, 2)), np.full((4, 2), np.nan), [(1e300, 0), (-1e300, 1), (0, 2)]],
    ids=["none", "two", "all the same", "not numbers", "beyond all numbers"],
)
def test_points_without_a_spread_have_no_region(points) -> None:
    assert measured_region(np.asarray(points, dtype=float)) is None


def test_what_theory_does_not_know_has_no_region() -> None:
    assert region_of(np.zeros(2), None) is None
