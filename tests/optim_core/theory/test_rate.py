"""Predicted rates are the ones that runs on ravines have."""

import numpy as np
import pytest

import surfaces
from optim_core import Momentum, simulate
from optim_core.theory import best_tuning, characteristic_roots, rate
from tests.optim_core.theory.motion import KEYS, make, step_matrix

STEPS = 20_000
CONDITIONS = [10.0, 100.0, 1e4]
# lr · L and β. Critical damping is not among them: there the two eigenvectors of a step are one (the matrix is
# defective), the error is about t·rateᵗ, and no finite run shows the rate alone. See the last test.
SETTINGS = [
    *[("sgd", step, 0.0) for step in (0.1, 0.5, 1.0, 1.9)],
    *[("momentum", step, beta) for step in (0.1, 1.0, 1.8) for beta in (0.3, 0.8, 0.9, 0.99)],
    *[("nesterov", step, beta) for step in (0.1, 0.5, 1.0, 1.3) for beta in (0.3, 0.8, 0.9, 0.99)],
]
IDS = [f"{key} {step:g} {beta:g}" for key, step, beta in SETTINGS]


def log_rate(path):
    """The slope of log|error| per step once transients are gone, for paths (lanes, steps + 1, 2).

    −inf where the minimum is met within a few steps.
    """
    distance = np.hypot(path[..., 0], path[..., 1])
    slopes = []
    # Two successive errors: one alone may be about 0 where a run passes the minimum.
    for state in np.hypot(distance[:, 1:], distance[:, :-1]):
        last = np.argmax(state < 1e-280) or len(state)
        window = np.arange(last // 3, last)
        slopes.append(np.polyfit(window, np.log(state[window]), 1)[0] if last > 5 else -np.inf)
    return np.array(slopes)


@pytest.fixture(scope="module", params=CONDITIONS, ids="κ {:g}".format)
def ravine(request):
    """A condition number with the measured log rates of all settings: along the soft axis, the stiff one, and askew."""
    condition = request.param
    rules = [make(key, step / condition, beta) for key, step, beta in SETTINGS]
    straight, askew = (surfaces.get("ravine", condition=condition, angle=angle) for angle in (0.0, 30.0))
    starts = [(straight, (1.0, 0.0)), (straight, (0.0, 1.0)), (askew, (-3.5, 1.5))]
    runs = [simulate(surface.gradient, rules, start=start, steps=STEPS) for surface, start in starts]
    return condition, [log_rate(run.positions[:, 0]) for run in runs]


@pytest.mark.parametrize("setting", range(len(SETTINGS)), ids=IDS)
def test_predicted_and_measured_rates_agree_within_one_percent(ravine, setting):
    condition, measured = ravine
    key, step, beta = SETTINGS[setting]
    along = [rate(key, step / condition, curvature, beta) for curvature in (1.0, condition)]
    for predicted, slopes in zip((*along, max(along)), measured, strict=True):
        if predicted == 0.0:
            assert np.exp(slopes[setting]) < 1e-7  # but for a rounded lr, exactly 0
            continue
        assert np.exp(slopes[setting]) == pytest.approx(predicted, rel=0.01)
        # The sharper claim, as a rate of 0.9999 is within one percent of 1: the time to converge is right too.
        assert slopes[setting] == pytest.approx(np.log(predicted), rel=0.01)


@pytest.mark.parametrize(("beta", "growth"), [(0.0, 1.1), (0.5, None), (0.9, 1.316)])
@pytest.mark.parametrize("key", ["momentum", "nesterov"])
def test_the_growth_on_a_saddle_is_the_rate_of_its_negative_curvature(key, beta, growth):
    saddle = surfaces.get("saddle")
    curvature = saddle.hessian(0.0, 0.0)[2]
    lr = -0.1 / curvature
    path = simulate(saddle.gradient, [make(key, lr, beta)], start=(0.0, 1e-6), steps=400).positions[0, 0]
    predicted = rate(key, lr, curvature, beta)
    assert path[-1, 1] / path[-2, 1] == pytest.approx(predicted, rel=1e-9)
    if key == "momentum" and growth:
        assert predicted == pytest.approx(growth, abs=5e-4)


def test_beyond_the_limit_runs_grow_at_the_rate():
    lr, curvature, beta = 3.9, 1.0, 0.9
    surface = surfaces.get("ravine", condition=1.0)
    path = simulate(surface.gradient, [Momentum(lr=lr, beta=beta)], start=(1.0, 0.0), steps=300).positions[0, 0, :, 0]
    assert -path[-1] / path[-2] == pytest.approx(rate("momentum", lr, curvature, beta), rel=1e-9)
    assert abs(path[-1]) > 1e6


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("beta", [0.0, 0.2, 0.9, 0.999])
def test_the_roots_are_the_eigenvalues_of_a_step(key, beta):
    for step in (-3.0, -0.1, 0.0, 1e-7, 1e-3, 0.3, 0.7, 1.1, 1.9, 3.0, 5.0, 70.0):
        lr, curvature = 0.7, step / 0.7
        roots = characteristic_roots(key, lr, curvature, beta)
        expected = np.linalg.eigvals(step_matrix(key, lr, curvature, beta))
        assert np.sort_complex(roots) == pytest.approx(np.sort_complex(expected), abs=1e-7 * max(1.0, abs(step)))
        assert abs(roots[0]) >= abs(roots[1])
        assert roots[0].imag >= 0.0
        assert rate(key, lr, curvature, beta) == abs(roots[0])


@pytest.mark.parametrize("key", KEYS)
def test_enormous_steps_have_enormous_roots(key):
    step = 1e300
    assert rate(key, step, 1.0, 0.0) == pytest.approx(step)
    assert rate(key, 1.0, -step, 0.0) == pytest.approx(step)


def test_at_critical_damping_the_error_is_a_line_times_a_power():
    soft, stiff = 1.0, 100.0
    lr, beta, best = best_tuning("momentum", soft, stiff)
    surface = surfaces.get("ravine", condition=stiff / soft)
    path = simulate(surface.gradient, [Momentum(lr=lr, beta=beta)], start=(1.0, 0.0), steps=120).positions[0, 0, :, 0]
    steps = np.arange(len(path))
    line = path / best**steps
    slope = (line[-1] - line[0]) / steps[-1]
    np.testing.assert_allclose(line, line[0] + slope * steps, rtol=1e-6)
    assert slope > 0.1  # an error of pure rateᵗ would be flat


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("adam", 0.1, 1.0), "no recurrence is known for the rule 'adam'; known: sgd, momentum, nesterov, qhm"),
        (("sgd", -0.1, 1.0), "lr must be 0 or more and finite, not -0.1"),
        (("sgd", np.inf, 1.0), "lr must be 0 or more and finite, not inf"),
        (("momentum", 0.1, np.nan, 0.9), "curvature must be finite, not nan"),
        (("momentum", 1e200, 1e200, 0.9), "lr · curvature must be finite, not inf"),
        (("nesterov", 0.1, 1.0, 1.0), r"beta must lie in \[0, 1\), not 1.0"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_sentence(arguments, sentence):
    for function in (rate, characteristic_roots):
        with pytest.raises(ValueError, match=f"^{sentence}$"):
            function(*arguments)
