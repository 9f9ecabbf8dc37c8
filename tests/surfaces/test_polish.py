"""Minima by Newton's method from guesses: to machine precision, each once, and only what is a minimum to the eye."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surfaces import get
from surfaces.polish import NARROW, polished

drawn = settings(deadline=None)


@drawn
@given(at=st.integers(0, 3), dx=st.floats(-0.5, 0.5), dy=st.floats(-0.5, 0.5))
def test_a_guess_nearby_leads_to_its_minimum(at, dx, dy):
    surface = get("styblinski-tang")
    x, y = surface.minima[at]
    np.testing.assert_allclose(polished(surface, [(x + dx, y + dy)]), [(x, y)], rtol=1e-15)


@pytest.mark.parametrize("key", ["himmelblau", "styblinski-tang", "six-hump-camel", "rastrigin", "two-wells"])
def test_minima_are_as_exact_as_numbers_are(key):
    surface = get(key)
    x, y = np.array(surface.minima).T
    gx, gy = surface.gradient(x, y)
    xx, _, yy = surface.hessian(x, y)
    step = np.finfo(float).eps * np.abs(surface.view).max()
    assert (np.hypot(gx, gy) <= 4 * step * (xx + yy)).all()


def test_the_deepest_comes_first_and_equally_deep_ones_as_they_were_guessed():
    surface = get("styblinski-tang")
    guesses = [(2.7, 2.7), (2.7, -2.9), (-2.9, 2.7), (-2.9, -2.9)]
    for mixed, middle in ((guesses, (1, 2)), ([guesses[2], guesses[0], guesses[3], guesses[1]], (2, 1))):
        found = np.round(polished(surface, mixed), 1).tolist()
        assert found == [[-2.9, -2.9], *(np.round(guesses[k], 1).tolist() for k in middle), [2.7, 2.7]]


def test_each_is_told_once_however_many_guesses_lead_there():
    turn = np.linspace(0.0, 2 * np.pi, 30)
    guesses = list(zip(0.2 * np.cos(turn), 0.2 * np.sin(turn), strict=True))
    ((x, y),) = polished(get("matyas"), guesses)
    assert (x, y) == pytest.approx((0.0, 0.0), abs=1e-14)


def test_guesses_that_lead_to_no_minimum_are_passed_over():
    assert polished(get("saddle"), [(0.0, 0.0), (1.0, 0.0), (0.3, -0.2)]) == ()
    # A saddle, a point without a slope, and one beyond the view.
    assert polished(get("himmelblau"), [(-0.127961, -1.953715)]) in [(point,) for point in get("himmelblau").minima]
    assert polished(get("monkey-saddle"), [(0.0, 0.0)]) == ()
    assert polished(get("plateau"), [(100.0, 100.0)]) == ()
    assert polished(get("sphere"), []) == ()


def test_dents_come_one_after_another_as_they_grow_wide_enough_to_be_seen():
    """Rastrigin's, out of a smooth bowl: a minimum is told from where its dent is wider than a 500th of the view."""
    amplitudes = np.linspace(0.0, 10.0, 201)
    bowls = [get("rastrigin", amplitude=amplitude) for amplitude in amplitudes]
    counts = [len(bowl.minima) for bowl in bowls]
    assert (counts[0], counts[-1]) == (1, 121)
    assert all(fewer <= more for fewer, more in pairwise(counts))
    radius = NARROW * (bowls[0].view[1] - bowls[0].view[0])
    turn = np.linspace(0.0, 2 * np.pi, 60)[:, np.newaxis]
    for bowl in bowls:
        x, y = np.array(bowl.minima).T
        around = bowl.value(x + radius * np.cos(turn), y + radius * np.sin(turn))
        assert (bowl.value(x, y) < around + 1e-5).all()
