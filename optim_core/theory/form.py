"""Which textbook recurrence a rule follows on a quadratic, whatever its convention."""

from dataclasses import replace
from math import isclose
from typing import Any, NamedTuple

import numpy as np

from optim_core.momentum import HeavyBallFamily
from optim_core.rule import Rule


class LinearForm(NamedTuple):
    """A rule's key and settings as all functions of theory take them, in the "lr outside" convention."""

    rule: str
    lr: float
    beta: float


def form_of(rule: Rule) -> LinearForm | None:
    """The rule's recurrence on a quadratic; None for one that is not of the heavy-ball family.

    v ← βv + γg(θ − ρβv), θ ← θ − lr·v gives with v = γw the "lr outside" form with the learning rate lr·γ: "sgd" where
    β = 0, "momentum" where ρ = 0 and "nesterov" where ρ = lr. Schedules and changes do not count: for the settings at
    step k, hand over `rule.during(k, 1)`. Nor does weight decay: a coupled λ adds to the curvature, and a decoupled one
    is outside of these recurrences. Raises ValueError for a grid of settings.
    """
    family = rule.family()
    if not isinstance(family, HeavyBallFamily):
        return None
    if any(np.size(coefficient) != 1 for coefficient in family):
        raise ValueError(f"{rule.key}: only a rule with one number in each field has one form")
    lr, beta, reach, gain = (np.asarray(c).item() for c in (family.lr, family.beta, family.reach, family.gain))
    if beta == 0.0:
        return LinearForm("sgd", lr * gain, 0.0)
    if reach == 0.0 and not (lr == 0.0 and _looks_ahead(rule)):
        return LinearForm("momentum", lr * gain, beta)
    return LinearForm("nesterov", lr * gain, beta) if isclose(reach, lr) else None


def _looks_ahead(rule: Any) -> bool:
    """Whether the rule does so when it moves: with an lr of 0 there is no way to look ahead."""
    return bool(np.any(replace(rule, lr=1.0).family().reach))
