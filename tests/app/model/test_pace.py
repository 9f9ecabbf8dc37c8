"""On ground that may take any time for a step, the first few steps tell how many others may follow at a time."""

import pytest

import surfaces
from app.model.pace import PATIENCE, UNTRIED, Pace

SLOW = surfaces.get("expr:(1 - x)^2 + 9*(y - x^2)^2")


def test_the_catalogue_is_walked_in_the_largest_slices() -> None:
    pace = Pace(surfaces.get("rosenbrock"), 250)
    pace.learn(10.0)
    assert pace.steps == 250


@pytest.mark.parametrize(
    ("seconds", "steps"), [(0.0, 250), (PATIENCE / 2, 2 * UNTRIED), (PATIENCE * UNTRIED, 1), (5.0, 1)]
)
def test_the_first_slice_tells_how_long_the_others_are(seconds: float, steps: int) -> None:
    pace = Pace(SLOW, 250)
    assert pace.steps == UNTRIED
    pace.learn(seconds)
    assert pace.steps == steps
    pace.learn(1e-6)
    assert pace.steps == steps


def test_no_slice_is_longer_than_the_longest() -> None:
    assert Pace(SLOW, 5).steps == 5
