"""Which textbook recurrence a rule follows on a quadratic, whatever its convention."""

from collections.abc import Sequence
from dataclasses import replace
from math import isclose
from typing import Any, NamedTuple

import numpy as np

from optim_core.adagrad import SquaresFamily
from optim_core.adam import AdamFamily
from optim_core.momentum import HeavyBallFamily
from optim_core.qhm import QHMFamily
from optim_core.rule import Rule
from optim_core.theory.velocity import effective_lr


class LinearForm(NamedTuple):
    """A rule's key and settings as all functions of theory take them, in the "lr outside" convention.

    QHM has the lr of its own convention, and a share ν of momentum; of other rules ν is 1.
    """

    rule: str
    lr: float
    beta: float
    nu: float = 1.0

    @property
    def effective_lr(self) -> float:
        """The lr with which plain SGD would be as fast under a constant gradient: QHM's own, lr/(1 − β) of others."""
        return self.lr if self.rule == "qhm" else effective_lr(self.lr, self.beta)


def form_of(rule: Rule) -> LinearForm | None:
    """The rule's recurrence on a quadratic; None for one that has none, as adaptive rules, or no known one.

    v ← βv + γg(θ − ρβv), θ ← θ − lr·v gives with v = γw the "lr outside" form with the learning rate lr·γ: "sgd" where
    β = 0, "momentum" where ρ = 0 and "nesterov" where ρ = lr. QHM is "qhm", or "sgd" where β or ν is 0, or "momentum"
    with the learning rate lr·(1 − β) where ν = 1. Schedules and changes do not count: for the settings at step k, hand
    over `rule.during(k, 1)`. Nor does weight decay: a coupled λ adds to the curvature, and a decoupled one is outside
    of these recurrences. Raises ValueError for a grid of settings.
    """
    family = rule.family()
    if isinstance(family, HeavyBallFamily):
        return _heavy_ball(rule, *_numbers(rule, family)[:4])
    if isinstance(family, QHMFamily):
        lr, beta, _, nu, _ = _numbers(rule, family)
        return _quasi_hyperbolic(lr, beta, nu)
    return None


def frozen_form(rule: Rule) -> LinearForm | None:
    """What the rule is while its scale stands still, per unit of scale: along a coordinate where lr is multiplied by s.

    With curvature h there, theory holds for s·h: Adam, AMSGrad and AdamW are averaged heavy ball, thus "momentum" with
    lr·(1 − β₁), and AdaGrad and RMSProp are "sgd". So Adam is stable for s·h < (2 + 2β₁)/((1 − β₁)·lr), 38/lr at
    β₁ = 0.9 (Cohen et al. 2022, preconditioned sharpness). NAdam has none, as its momentum grows for thousands of
    steps. The form of any other rule is that of `form_of`. Raises ValueError for a grid of settings.
    """
    family = rule.family()
    if isinstance(family, AdamFamily):
        lr, beta, *_ = _numbers(rule, family)
        return _quasi_hyperbolic(lr, beta, 1.0)
    if isinstance(family, SquaresFamily):
        lr, *_ = _numbers(rule, family)
        return LinearForm("sgd", lr, 0.0)
    return form_of(rule)


def _numbers(rule: Rule, family: Sequence[Any]) -> list[float]:
    """The family's coefficients. Raises ValueError for a grid of settings."""
    if any(np.size(coefficient) != 1 for coefficient in family):
        raise ValueError(f"{rule.key}: only a rule with one number in each field has one form")
    return [np.asarray(coefficient).item() for coefficient in family]


def _heavy_ball(rule: Rule, lr: float, beta: float, reach: float, gain: float) -> LinearForm | None:
    if beta == 0.0:
        return LinearForm("sgd", lr * gain, 0.0)
    if reach == 0.0 and not (lr == 0.0 and looks_ahead(rule)):
        return LinearForm("momentum", lr * gain, beta)
    return LinearForm("nesterov", lr * gain, beta) if isclose(reach, lr) else None


def _quasi_hyperbolic(lr: float, beta: float, nu: float) -> LinearForm:
    if beta == 0.0 or nu == 0.0:
        return LinearForm("sgd", lr, 0.0)
    return LinearForm("momentum", lr * (1.0 - beta), beta) if nu == 1.0 else LinearForm("qhm", lr, beta, nu)


def looks_ahead(rule: Any) -> bool:
    """Whether the rule does so when it moves: with an lr of 0 there is no way to look ahead."""
    family = replace(rule, lr=1.0).family()
    return isinstance(family, HeavyBallFamily) and bool(np.any(family.reach))
