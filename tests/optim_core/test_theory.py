"""The stability limits are where runs on quadratics really begin to grow."""

import numpy as np
import pytest

import optim_core
import surfaces
from optim_core import SGD, Momentum, Nesterov, sweep
from optim_core.theory import stability_limit

BETAS = np.array([0.0, 0.3, 0.5, 0.9, 0.95, 0.99])
STEPS = 6000
QUADRATICS = [
    (surfaces.get("sphere"), 2.0),
    (surfaces.get("ravine", condition=1.0), 1.0),
    (surfaces.get("ravine", condition=50.0, angle=30.0), 50.0),
    (surfaces.get("ravine", condition=1000.0, angle=-70.0), 1000.0),
]


def growth(surface, rule):
    """How far from the minimum each run is at its end, in units of its start."""
    start = (0.6, 0.8)
    final = sweep(surface.gradient, rule, start=start, steps=STEPS).final[..., 0, :]
    return np.hypot(*np.moveaxis(final, -1, 0))


def grid(rule, surface_curvature, factor):
    limits = np.array([stability_limit(rule.key, beta) for beta in BETAS])
    lr = factor * limits / surface_curvature
    return SGD.grid(lr=lr[:1]) if rule is SGD else rule.grid(lr=lr, beta=BETAS)


@pytest.mark.parametrize("rule", [SGD, Momentum, Nesterov])
@pytest.mark.parametrize(("surface", "curvature"), QUADRATICS)
def test_runs_settle_just_below_the_limit_and_leave_just_above(rule, surface, curvature):
    assert (growth(surface, grid(rule, curvature, 0.999)) < 1e-2).all()
    above = growth(surface, grid(rule, curvature, 1.001))
    assert (np.isnan(above) | (above > 1e2)).all()


@pytest.mark.parametrize("beta", BETAS.tolist())
def test_the_limit_is_where_the_largest_root_leaves_the_unit_circle(beta):
    polynomials = {
        "momentum": lambda h: [1.0, -(1 + beta - h), beta],
        "nesterov": lambda h: [1.0, -(1 + beta) * (1 - h), beta * (1 - h)],
    }
    for rule, polynomial in polynomials.items():
        limit = stability_limit(rule, beta)
        assert np.abs(np.roots(polynomial(0.999 * limit))).max() < 1.0
        assert np.abs(np.roots(polynomial(1.001 * limit))).max() > 1.0


def test_the_limits_people_meet():
    assert stability_limit("sgd") == 2.0
    assert optim_core.theory.stability_limit("nesterov", beta=0.9) == pytest.approx(1.357, abs=5e-4)
    assert stability_limit("momentum", beta=0.9) == pytest.approx(3.8)
    assert stability_limit("nesterov", beta=1 - 1e-9) == pytest.approx(4 / 3)
    stiff = np.linalg.eigvalsh(np.array(hessian_matrix(surfaces.get("rosenbrock"), 1.0, 1.0)))[1]
    limits = [stability_limit(key, beta) / stiff for key, beta in (("sgd", 0), ("momentum", 0.9), ("nesterov", 0.9))]
    assert [f"{limit:.5f}" for limit in limits] == ["0.00200", "0.00379", "0.00135"]


def hessian_matrix(surface, x, y):
    fxx, fxy, fyy = surface.hessian(x, y)
    return [[fxx, fxy], [fxy, fyy]]


def test_every_linear_rule_has_its_limit_and_without_momentum_it_is_that_of_sgd():
    for key in ("sgd", "momentum", "nesterov", "qhm"):
        assert stability_limit(key) == 2.0


@pytest.mark.parametrize("beta", [-0.1, 1.0, np.nan, np.inf])
def test_beta_out_of_range_is_refused(beta):
    with pytest.raises(ValueError, match=r"^beta must lie in \[0, 1\), not"):
        stability_limit("momentum", beta)


def test_an_unknown_rule_is_refused():
    with pytest.raises(ValueError, match=r"^no stability limit is known for the rule 'adam'; known: sgd, mom"):
        stability_limit("adam")
