"""How strongly a surface bends, and what that allows."""

from dataclasses import replace

import numpy as np
import pytest

import surfaces
from app.model.curvature import largest_stable_lr, stable_lr, steepest_curvature
from optim_core import (
    QHM,
    RULES,
    SGD,
    AdaGrad,
    Adam,
    AdamW,
    AMSGrad,
    Convention,
    Decay,
    Lion,
    Momentum,
    NAdam,
    Nesterov,
    RMSProp,
    Rule,
    simulate,
)
from surfaces import SURFACES
from tests.optim_core.strategies import SignDescent

BOWL = surfaces.get("ravine", condition=20)


@pytest.mark.parametrize("surface", SURFACES, ids=lambda surface: surface.key)
def test_the_largest_eigenvalue_at_the_minimum(surface) -> None:
    found = steepest_curvature(surface())
    assert (found is None) is (not surface().minima)
    if found is not None:
        xx, xy, yy = surface().hessian(*np.array(surface().minima[0]))
        assert found == pytest.approx(np.linalg.eigvalsh([[xx, xy], [xy, yy]])[-1])


def test_limits_on_rosenbrock_are_those_of_the_lessons() -> None:
    surface = surfaces.get("rosenbrock")
    limits = [largest_stable_lr(surface, rule) for rule in (SGD(), Momentum(beta=0.9), Nesterov(beta=0.9))]
    assert limits == pytest.approx([0.001997, 0.003794, 0.001355], rel=1e-3)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_where_theory_has_nothing_to_say_there_is_no_mark(rule) -> None:
    assert largest_stable_lr(surfaces.get("saddle"), rule()) is None
    flat = largest_stable_lr(surfaces.get("rosenbrock", b=0.0), rule())
    assert flat is None or np.isfinite(flat)


@pytest.mark.parametrize(
    "rule",
    [SignDescent(), Momentum(weight_decay=0.1, decay=Decay.DECOUPLED), Nesterov(weight_decay=0.1, decay="decoupled")],
)
def test_there_is_no_mark_for_rules_that_theory_does_not_know(rule) -> None:
    assert largest_stable_lr(BOWL, rule) is None


@pytest.mark.parametrize(
    "rule",
    [
        SGD(weight_decay=3.0),
        SGD(weight_decay=3.0, decay=Decay.DECOUPLED),
        Momentum(beta=0.8, weight_decay=3.0, dampening=0.5),
        Momentum(beta=0.0, weight_decay=3.0, dampening=0.5, decay=Decay.DECOUPLED),
        *(Momentum(beta=0.8, convention=convention) for convention in Convention),
        *(Nesterov(beta=0.8, convention=convention, weight_decay=1.0) for convention in Convention),
    ],
)
def test_just_below_the_mark_a_run_comes_home_and_just_above_it_does_not(rule) -> None:
    limit = largest_stable_lr(BOWL, rule)
    ends = []
    for lr in (0.99 * limit, 1.01 * limit):
        run = simulate(BOWL.gradient, [replace(rule, lr=lr)], start=(0.0, 1.0), steps=4000)
        ends.append(float(np.abs(run.positions[0, 0, -1]).max()))
    assert ends[0] < 1e-6
    assert not ends[1] < 1.0


@pytest.mark.parametrize("nu", [0.0, 0.7, 0.9, 1.0])
def test_quasi_hyperbolic_momentum_leaves_just_beyond_its_mark(nu: float) -> None:
    lr = stable_lr(QHM(beta=0.9, nu=nu), 50.0)
    rules = [QHM(lr=share * lr, beta=0.9, nu=nu) for share in (0.99, 1.01)]
    ends = simulate(lambda x, y: (50.0 * x, 0.0 * y), rules, start=(1.0, 0.0), steps=3000).positions[:, 0, -1, 0]
    assert abs(ends[0]) < 1e-3
    assert not abs(ends[1]) < 1e3


@pytest.mark.parametrize("rule", [AdaGrad(), RMSProp(), Adam(), AMSGrad(), AdamW(), NAdam(), Lion()])
def test_a_rule_that_is_not_linear_has_no_mark(rule: Rule) -> None:
    assert stable_lr(rule, 50.0) is None
