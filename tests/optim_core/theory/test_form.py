"""A rule's form walks as the rule does, whatever its convention."""

from typing import NamedTuple

import numpy as np
import pytest

import surfaces
from optim_core import SGD, Cosine, Momentum, Nesterov, simulate
from optim_core.momentum import Convention, HeavyBallFamily
from optim_core.theory import LinearForm, form_of
from tests.optim_core.strategies import SignDescent
from tests.optim_core.theory.motion import make

SURFACE = surfaces.get("ravine", condition=20.0, angle=25.0)


@pytest.mark.parametrize("convention", Convention)
@pytest.mark.parametrize("dampening", [0.0, 0.4])
@pytest.mark.parametrize("rule", [Momentum, Nesterov])
def test_the_form_of_every_convention_walks_the_same_path(rule, convention, dampening):
    given = rule(lr=0.03, beta=0.7, dampening=dampening, convention=convention)
    form = form_of(given)
    assert form.rule == rule.key
    rules = [given, make(*form[:3])]
    found, expected = simulate(SURFACE.gradient, rules, start=(-3.5, 1.5), steps=200).positions[:, 0]
    np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-13)


def test_the_forms_of_plain_rules_are_their_fields():
    assert form_of(SGD(lr=0.1)) == LinearForm("sgd", 0.1, 0.0)
    assert form_of(Momentum(lr=0.1, beta=0.9)) == LinearForm("momentum", 0.1, 0.9)
    assert form_of(Nesterov(lr=0.1, beta=0.9)) == LinearForm("nesterov", 0.1, 0.9)


@pytest.mark.parametrize("rule", [Momentum, Nesterov])
def test_without_momentum_all_are_sgd(rule):
    assert form_of(rule(lr=0.1, beta=0.0, dampening=0.5)) == LinearForm("sgd", 0.05, 0.0)


@pytest.mark.parametrize("convention", Convention)
@pytest.mark.parametrize("rule", [SGD, Momentum, Nesterov])
def test_a_rule_that_stands_still_is_the_rule_that_it_is(rule, convention):
    """As at the end of a cosine: its limit is still its own."""
    own = {} if rule is SGD else {"beta": 0.9, "convention": convention}
    found = form_of(rule(lr=0.1, schedule=Cosine(period=10), **own).during(10, 1))
    assert found == form_of(rule(lr=0.0, **own)) == LinearForm(rule.key, 0.0, own.get("beta", 0.0))


def test_the_form_at_one_step_is_that_of_its_settings_then():
    rule = Momentum(lr=0.1, beta=0.9, changes=((5, "lr", 0.02), (7, "beta", 0.5)))
    found = [form_of(rule.during(step, 1)) for step in (4, 5, 6, 7)]
    assert found == [LinearForm("momentum", *now) for now in ((0.1, 0.9), (0.02, 0.9), (0.02, 0.9), (0.02, 0.5))]
    assert form_of(rule) == found[0]


class Elsewhere(NamedTuple):
    """A rule whose look-ahead reaches further than its step."""

    key: str = "elsewhere"

    def family(self):
        return HeavyBallFamily(lr=0.1, beta=0.9, reach=0.3, gain=1.0)


def test_rules_that_are_none_of_the_three_have_no_form():
    assert form_of(SignDescent(lr=0.1)) is None
    assert form_of(Elsewhere()) is None


def test_a_grid_of_settings_is_refused():
    with pytest.raises(ValueError, match=r"^momentum: only a rule with one number in each field has one form$"):
        form_of(Momentum.grid(lr=[0.1, 0.2], beta=0.5))
