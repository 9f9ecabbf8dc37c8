"""A walk on ground that may take any time for a step: it is taken in pieces that nobody waits for."""

from dataclasses import replace
from itertools import count

import numpy as np
import pytest

import surfaces
from app.model import walk
from app.model.experiment import Experiment
from app.model.pace import UNTRIED
from app.model.walk import Paths, Walk

FORMULA = surfaces.get("expr:(1 - x)^2 + 9*(y - x^2)^2")
USUAL = replace(Experiment(), surface=FORMULA, start=(-1.0, 1.0), lr=0.001, steps=300)


def steps_of(experiment: Experiment) -> list[int]:
    """How many steps have been taken after each slice."""
    made = Walk(experiment, range(1), Paths.blank(experiment, 1))
    return [made.step for _ in iter(lambda: made.done or made.advance(), True)]


@pytest.mark.parametrize(("seconds", "following"), [(1e-5, 250), (0.008, UNTRIED // 2), (5.0, 1)])
def test_the_first_steps_tell_how_many_may_follow(
    monkeypatch: pytest.MonkeyPatch, seconds: float, following: int
) -> None:
    monkeypatch.setattr(walk, "perf_counter", map(seconds.__mul__, count()).__next__)
    steps = steps_of(USUAL)
    assert steps[:2] == [UNTRIED, UNTRIED + following]
    assert steps[-1] == 300


def test_slices_change_no_step(monkeypatch: pytest.MonkeyPatch) -> None:
    paths = []
    for seconds in (1e-5, 1.0):
        monkeypatch.setattr(walk, "perf_counter", map(seconds.__mul__, count()).__next__)
        made = Walk(USUAL, range(1), Paths.blank(USUAL, 1))
        while not made.done:
            made.advance()
        paths.append(made.paths)
    np.testing.assert_array_equal(paths[0].positions, paths[1].positions)
    np.testing.assert_array_equal(paths[0].loss, paths[1].loss)


def test_the_catalogue_is_known_to_be_cheap() -> None:
    assert steps_of(replace(USUAL, surface=surfaces.get("rosenbrock")))[0] == 250
