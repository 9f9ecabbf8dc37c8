"""What a rule is set to, in the terms of theory."""

from dataclasses import replace
from math import log
from typing import Any, NamedTuple

import numpy as np

from optim_core import theory
from optim_core.momentum import Convention, HeavyBallFamily, Momentum
from optim_core.nesterov import Nesterov
from optim_core.parameter import Array
from optim_core.qhm import QHM
from optim_core.rule import Rule

JUMP = 1.5
"""By which factor lr jumps in one step, where it does; smooth schedules stay below."""
COLD = 0.1
"""A schedule that leaves less than this share of lr is what makes a run slow."""
NAMES = {"sgd": "SGD", "momentum": "heavy ball", "nesterov": "Nesterov", "qhm": "QHM"}


class Setting(NamedTuple):
    """The rule's form at a step, and λ of the bowl λ/2·‖θ‖² that weight decay adds."""

    form: theory.LinearForm
    pull: float

    @property
    def name(self) -> str:
        """What the rule is called in a sentence."""
        return NAMES[self.form.rule]

    @property
    def limit(self) -> float:
        """The largest stable lr · h."""
        return theory.stability_limit(self.form.rule, self.form.beta, self.form.nu)


def setting_at(rule: Rule, step: int) -> Setting | None:
    """The setting in the update from that step on; None for a rule of which theory knows nothing."""
    now = rule if rule.is_steady else rule.during(step, 1)
    form = theory.form_of(now)
    if form is None or not np.isfinite(form.lr):
        return None
    coupled, shrink = (float(np.asarray(part).item()) for part in now.decays())
    # Decoupled decay balances the gradient where lr/(1 − β)·g = −lr·λ·θ: with momentum its bowl is less steep.
    return Setting(form, coupled if not shrink or not form.lr else shrink / form.effective_lr)


def at_beta(rule: Rule, form: theory.LinearForm, beta: float) -> theory.LinearForm:
    """The rule's present form with another β and all else as it is; SGD gets a velocity by it."""
    if isinstance(rule, QHM):
        return theory.LinearForm("qhm", form.effective_lr, beta, rule.nu)
    averages = isinstance(rule, Momentum | Nesterov) and rule.convention is Convention.AVERAGED
    times = (1.0 - beta) / (1.0 - form.beta) if averages else 1.0
    return theory.LinearForm("momentum" if form.rule == "sgd" else form.rule, times * form.lr, beta)


def largest_lr(rule: Rule, steps: int) -> tuple[float, float]:
    """The rule's lr as a person set it last, and what the form's lr is at most where that one holds.

    A schedule varies what is one setting; a change of lr in mid-run is another setting, which the last step has. For
    a rule that has a form.
    """
    lr, most = set_lr(rule, steps)
    now: Any = rule if rule.is_steady else rule.during(max(steps - 1, 0), 1)
    form = theory.form_of(replace(now, lr=1.0))
    assert form is not None
    return float(lr), form.lr * float(lr * most)


def set_lr(rule: Rule, steps: int) -> tuple[Any, float]:
    """The rule's lr as a person set it last, which may be an array, and the schedule's largest factor since then."""
    length = max(steps, 1)
    changed = [change for change in rule.changes if change.name == "lr" and change.step < length]
    since, lr = (changed[-1].step, changed[-1].value) if changed else (0, rule.lr)
    return lr, float(rule.schedule.factor(np.arange(since, length)).max())


def cooled(rule: Rule, steps: int) -> float:
    """What a schedule has left of lr at the end of a run of that length, as a share of the largest it was."""
    factors = rule.schedule.factor(np.arange(max(steps, 1)))
    most = float(factors.max())
    return float(factors[-1]) / most if most else 1.0


def lr_jumps(rule: Rule, steps: int) -> tuple[int, ...]:
    """The steps of a run of that length at which lr jumps by a factor of at least `JUMP`, up or down."""
    if rule.is_steady or steps < 2:
        return ()
    now: Any = rule.during(0, steps)
    family = now.family()
    rates = family.lr * family.gain if isinstance(family, HeavyBallFamily) else now.lr
    lr: Array = np.broadcast_to(np.asarray(rates, dtype=np.float64), steps)
    turns = np.abs(np.diff(np.log(np.clip(lr, 1e-300, 1e300))))
    return tuple((np.flatnonzero(turns >= log(JUMP)) + 1).tolist())
