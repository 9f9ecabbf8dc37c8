"""Diagnosis is never at a loss: any rule, any surface, any length, and what else can happen to a run."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optim_core import Momentum, Move, NoiseKind
from optim_core.diagnosis import Verdict, diagnose, measure
from surfaces import SURFACES
from tests.optim_core.diagnosis.run import Run
from tests.optim_core.strategies import SignDescent, lrs, steered_rules
from tests.surfaces.strategies import soft

any_surface = st.sampled_from(SURFACES).flatmap(soft)
any_rule = steered_rules | st.builds(SignDescent, lr=lrs)
any_moves = st.lists(st.builds(Move, st.integers(0, 60), st.floats(-2, 2), st.floats(-2, 2)), max_size=2).map(tuple)
inside = st.tuples(st.floats(0, 1), st.floats(0, 1))


@st.composite
def runs(draw):
    surface = draw(any_surface)
    left, right, bottom, top = surface.view
    x, y = draw(inside)
    return Run(
        "",
        surface,
        draw(any_rule),
        (left + x * (right - left), bottom + y * (top - bottom)),
        draw(st.sampled_from([0, 1, 2, 3]) | st.integers(4, 90)),
        noise=draw(st.sampled_from([0.0, 0.0, 0.01, 1.0])),
        noise_kind=draw(st.sampled_from(NoiseKind)),
        moves=draw(any_moves),
    )


@settings(max_examples=200)
@given(run=runs())
def test_every_run_gets_a_diagnosis_that_holds_together(run):
    observed = run.observe()
    found = diagnose(observed, run.surface)
    assert found.measures == measure(observed, run.surface)
    assert found.cause.endswith(".")
    assert ". " not in found.cause
    assert all(0 <= step <= run.steps for step in found.steps)
    assert list(found.steps) == sorted(found.steps)
    assert len({name for name, _ in found.evidence}) == len(found.evidence) > 0
    assert found.fix is None or found.fix.words.endswith(".")
    if found.verdict is Verdict.CONVERGED:
        assert_has_arrived(run, observed)


def assert_has_arrived(run, observed):
    """Without weight decay, at one of the minima; with it, at least where the surface and its bowl bend up."""
    here = observed.positions[-1] - (0.0 if observed.offsets is None else observed.offsets[-1])
    decays = [run.rule.weight_decay, *(change.value for change in run.rule.changes if change.name == "weight_decay")]
    if not any(decays):
        nearest = min(np.hypot(*(here - minimum)) for minimum in run.surface.minima)
        left, right, bottom, top = run.surface.view
        assert nearest <= 1e-3 * np.hypot(right - left, top - bottom)
    xx, xy, yy = run.surface.hessian(*here)
    assert np.linalg.eigvalsh([[xx, xy], [xy, yy]])[0] >= -1e-6 * abs(xx + yy) - max(decays)


@settings(max_examples=50)
@given(run=runs())
def test_a_fix_can_be_applied(run):
    fix = diagnose(run.observe(), run.surface).fix
    if fix is not None:
        assert np.isfinite(fix.value).all()
        run.mended(fix).observe()


class Cone:
    """f = |θ|: its minimum is a kink, where the curvature is not a number."""

    minima = ((0.0, 0.0),)
    view = (-2.0, 2.0, -2.0, 2.0)

    def value(self, x, y):
        return np.hypot(x, y)

    def gradient(self, x, y):
        r = np.hypot(x, y)
        return np.where(r > 0, x / r, 0.0), np.where(r > 0, y / r, 0.0)

    def hessian(self, x, y):
        cube = np.hypot(x, y) ** 3
        return y * y / cube, -x * y / cube, x * x / cube


@pytest.mark.parametrize("beta", [0.0, 0.9, 0.99])
@pytest.mark.parametrize("steps", [3, 40, 400])
@pytest.mark.parametrize("noise", [0.0, 0.1])
def test_at_a_kink_nothing_converges(beta, steps, noise):
    found = Run("", Cone(), Momentum(lr=0.03, beta=beta), (1.0, 0.5), steps, noise=noise)
    with np.errstate(all="ignore"):
        observed = found.observe()
    assert diagnose(observed, Cone()).verdict is not Verdict.CONVERGED
