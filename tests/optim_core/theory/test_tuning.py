"""The best tunings are better than all others near them, and have the rates that are printed in the lessons."""

import numpy as np
import pytest

from optim_core.theory import best_tuning, condition_number, standard_nesterov
from tests.optim_core.theory.motion import KEYS, spectral_radius

SOFT = 0.3


def slowest(key, lr, beta, condition):
    """The spectral radius in the slowest direction, for arrays of settings."""
    curvatures = np.geomspace(SOFT, SOFT * condition, 7)
    return spectral_radius(key, np.asarray(lr)[..., np.newaxis], curvatures, np.asarray(beta)[..., np.newaxis]).max(-1)


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("condition", [10.0, 100.0])
def test_no_setting_near_the_best_is_better(key, condition):
    best = best_tuning(key, SOFT, SOFT * condition)
    assert slowest(key, best.lr, best.beta, condition) == pytest.approx(best.rate, abs=1e-6)
    for width in (0.3, 1e-2, 1e-4):
        lr = best.lr * (1.0 + np.linspace(-width, width, 81))[:, np.newaxis]
        beta = np.clip(best.beta + (1.0 - best.beta) * np.linspace(-width, width, 81), 0.0, 0.999)
        others = slowest(key, *np.broadcast_arrays(lr, beta), condition)
        assert others.min() >= best.rate - 1e-6
        # And it is a place, not a plain: the far corners of the grid are slower.
        assert others.max() > best.rate + 0.1 * width * (1.0 - best.rate)


def test_the_rates_at_condition_100_are_those_of_the_lessons():
    tunings = [
        *(best_tuning(key, 1.0, 100.0) for key in ("momentum", "nesterov", "sgd")),
        standard_nesterov(1.0, 100.0),
    ]
    assert [f"{tuning.rate:.3f}" for tuning in tunings] == ["0.818", "0.885", "0.980", "0.900"]


@pytest.mark.parametrize("condition", [1.0, 10.0, 100.0, 1e4])
def test_the_promised_rates_are_those_of_the_matrices(condition):
    tunings = [(key, best_tuning(key, SOFT, SOFT * condition)) for key in KEYS]
    for key, (lr, beta, rate) in [*tunings, ("nesterov", standard_nesterov(SOFT, SOFT * condition))]:
        assert slowest(key, lr, beta, condition) == pytest.approx(rate, abs=1e-6)


def test_a_round_bowl_takes_one_step():
    for key in KEYS:
        assert best_tuning(key, 2.0, 2.0) == pytest.approx((0.5, 0.0, 0.0))
    assert standard_nesterov(2.0, 2.0) == pytest.approx((0.5, 0.0, 0.0))


def test_the_condition_number_is_stiff_over_soft():
    assert condition_number(0.5, 25.0) == 50.0
    assert condition_number(3.0, 3.0) == 1.0


@pytest.mark.parametrize(
    "curvatures", [(0.0, 1.0), (-1.0, 1.0), (2.0, 1.0), (1.0, np.inf), (np.nan, 1.0), (1e-320, 1e9)]
)
def test_curvatures_that_are_no_bowl_are_refused(curvatures):
    functions = (condition_number, standard_nesterov, lambda *of: best_tuning("sgd", *of))
    for function in functions:
        with pytest.raises(ValueError, match=r"^curvatures need 0 < soft ≤ stiff and a finite ratio, not [^\n]*$"):
            function(*curvatures)


def test_an_unknown_rule_has_no_best_tuning():
    with pytest.raises(ValueError, match=r"^no best tuning is known for the rule 'adam'; known: sgd, momentum, nest"):
        best_tuning("adam", 1.0, 2.0)
