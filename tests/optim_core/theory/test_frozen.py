"""An adaptive rule whose scale stands still is the linear rule that theory says, and breaks where that one does."""

from dataclasses import replace

import numpy as np
import pytest

from optim_core import (
    QHM,
    SGD,
    AdaGrad,
    Adam,
    AdamW,
    AMSGrad,
    Change,
    Lion,
    Momentum,
    NAdam,
    Nesterov,
    RMSProp,
    simulate,
)
from optim_core.theory import LinearForm, form_of, frozen_form, stability_limit
from tests.optim_core.strategies import SignDescent
from tests.optim_core.textbook import KNOWN
from tests.optim_core.theory.motion import make

FLOOR = 1e8
"""An ε beside which no root of squares counts: the scale is 1/ε."""
FULL = 600
"""After so many steps an average is full."""
ADAPTIVE = [
    Adam(lr=1.0, beta=0.9, eps=FLOOR),
    Adam(lr=1.0, beta=0.5, eps=FLOOR),
    Adam(lr=1.0, beta=0.0, eps=FLOOR),
    AMSGrad(lr=1.0, beta=0.9, eps=FLOOR),
    AdamW(lr=1.0, beta=0.8, eps=FLOOR, weight_decay=0.0),
    AdaGrad(lr=1.0, eps=FLOOR),
    RMSProp(lr=1.0, eps=FLOOR),
]
each_adaptive = pytest.mark.parametrize("rule", ADAPTIVE, ids=lambda rule: f"{rule.key} {vars(rule).get('beta', 0.0)}")


def path_of(rule, curvature, steps=3000, start=1e-14):
    return simulate(lambda x, y: (curvature * x, y), [rule], start=(start, 0.0), steps=steps).positions[0, 0, :, 0]


def in_full_swing(rule):
    """The same rule, which stands still until its averages are full: what makes up for their start is 1 by then."""
    return replace(rule, changes=(Change(0, "lr", 0.0), Change(FULL, "lr", rule.lr)))


@each_adaptive
def test_runs_settle_just_below_the_limit_and_leave_just_above(rule):
    form = frozen_form(rule)
    edge = FLOOR * stability_limit(form.rule, form.beta, form.nu) / form.lr
    below, above = (np.abs(path_of(in_full_swing(rule), share * edge))[FULL:] for share in (0.98, 1.02))
    assert below[-1] < 0.1 * below.max()
    # Far out the roots of squares count again, and hold it.
    assert above.max() > 1000.0 * below.max()


@pytest.mark.parametrize("rule", ADAPTIVE[:5], ids=str)
def test_once_averages_are_full_adam_walks_as_its_form(rule):
    """Two successive positions and the form's own recurrence give the third."""
    form, curvature = frozen_form(rule), 3e6
    late = path_of(in_full_swing(rule), curvature, FULL + 300)[FULL:]
    total, product = linear_recurrence(make(form.rule, form.lr / FLOOR, form.beta), curvature)
    np.testing.assert_allclose(late[2:], total * late[1:-1] - product * late[:-2], atol=1e-11 * np.abs(late).max())


def linear_recurrence(rule, curvature):
    """The two numbers of e″ = p·e′ − q·e, from the first steps of a run."""
    a, b, c, d = path_of(rule, curvature, 3)
    if form_of(rule).beta == 0.0:
        return b / a, 0.0
    return np.linalg.solve(np.array([[b, -a], [c, -b]]), np.array([c, d]))


def test_the_threshold_of_adam_is_38_over_lr():
    for lr in (1e-3, 0.1, 1.0):
        form = frozen_form(Adam(lr=lr, beta=0.9))
        assert stability_limit(form.rule, form.beta) / form.lr == pytest.approx(38.0 / lr)
        form = frozen_form(AdamW(lr=lr, beta=0.5))
        assert stability_limit(form.rule, form.beta) / form.lr == pytest.approx((2 + 2 * 0.5) / (0.5 * lr))


def test_forms_are_those_of_the_linear_rules():
    assert frozen_form(Adam(lr=0.1, beta=0.75)) == LinearForm("momentum", 0.025, 0.75)
    assert frozen_form(AMSGrad(lr=0.1, beta=0.75)) == frozen_form(AdamW(lr=0.1, beta=0.75))
    assert frozen_form(RMSProp(lr=0.1)) == frozen_form(AdaGrad(lr=0.1)) == LinearForm("sgd", 0.1, 0.0)
    assert [frozen_form(rule) for rule in (NAdam(), Lion(), SignDescent())] == [None] * 3
    for rule in (SGD(), Momentum(), Nesterov(), QHM(), Momentum(convention="averaged", dampening=0.5)):
        assert frozen_form(rule) == form_of(rule) is not None


def test_only_rules_without_a_scale_have_a_form_of_their_own():
    assert {cls for cls in KNOWN if form_of(cls()) is not None} == {SGD, Momentum, Nesterov, QHM}


def test_a_grid_of_settings_is_refused():
    for rule in (Adam.grid(lr=[0.1, 0.2]), AdaGrad.grid(eps=[0.1, 0.2]), RMSProp.grid(rho=[0.1, 0.2])):
        with pytest.raises(ValueError, match=rf"^{rule.key}: only a rule with one number in each field has one form$"):
            frozen_form(rule)
