"""Theory for many settings at once: what `Setting` and `Forecast` say of one run, elementwise.

SGD is heavy ball with β = 0 here, and so is Nesterov's method then: their formulas agree.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from optim_core.momentum import HeavyBallFamily
from optim_core.parameter import Array
from optim_core.rule import Rule

quiet = np.errstate(all="ignore")
"""Where theory says nothing its formulas may divide by 0."""


class Forms(NamedTuple):
    """Settings in the "lr outside" convention, each array of shape (runs,).

    `ahead` is where a rule looks ahead as Nesterov's does, `pull` λ of the bowl that weight decay adds, `largest` the
    largest lr of the whole run. Where theory knows nothing of a rule, `known` is False and the numbers are 0.
    """

    known: NDArray[np.bool_]
    lr: Array
    beta: Array
    ahead: NDArray[np.bool_]
    pull: Array
    largest: Array

    def taken(self, runs: Any) -> "Forms":
        """Those of some runs."""
        return Forms(*(part.take(runs) for part in self))

    @property
    def limit(self) -> Array:
        """The largest stable lr · h, as `theory.stability_limit`."""
        both: Array = 2.0 * (1.0 + self.beta)
        return np.where(self.ahead, both / (1.0 + 2.0 * self.beta), both)

    def rate(self, curvature: Array) -> Array:
        """What the error is multiplied by per step along a curvature, as `theory.rate`."""
        return self._roots(curvature)[0]

    @quiet
    def swing(self, curvature: Array) -> Array:
        """What is left of a swing along a curvature at its next pass; 0 where that is damped."""
        modulus, angle = self._roots(curvature)
        return np.where(angle > 0.0, modulus ** (np.pi / angle), 0.0)

    @quiet
    def variance(self, lr: Array, curvature: Array, noise: Array | float) -> Array:
        """The variance in the long run, as `theory.stationary_variance`; 0 where nothing becomes stationary."""
        step, beta = lr * curvature, self.beta
        kept = beta * (1.0 - step)
        ball = (1.0 + beta) / ((1.0 - beta) * (2.0 * (1.0 + beta) - step))
        ahead = (1.0 + kept) / ((1.0 - kept) * (2.0 - step + 2.0 * kept))
        found = lr * noise * noise / curvature * np.where(self.ahead, ahead, ball)
        return np.where((step > 0.0) & (step < self.limit), found, 0.0)

    def _roots(self, curvature: Array) -> tuple[Array, Array]:
        """The modulus of the larger root of the error's recurrence, and its angle where the roots are complex, or 0.

        The formulas of `theory.recurrence` and `theory.characteristic_roots`.
        """
        beta, step, root = self.beta, self.lr * curvature, np.sqrt(self.beta)
        both = 1.0 + beta
        total = np.where(self.ahead, both * (1.0 - step), both - step)
        low = ((1.0 - beta) / np.where(self.ahead, both, 1.0 + root)) ** 2
        high = np.where(self.ahead, 1.0, (1.0 + root) ** 2)
        spread = np.where(self.ahead, both, 1.0) * np.sqrt(np.abs(low - step)) * np.sqrt(np.abs(high - step))
        turns = (low < step) & (step < high)
        modulus = 0.5 * np.where(turns, np.hypot(total, spread), np.abs(total) + spread)
        return modulus, np.where(turns, np.arctan2(spread, total), 0.0)


def forms_of(rule: Rule, lanes: int, steps: int) -> Forms:
    """The settings in the last of so many steps, of a rule whose numbers are single or arrays (lanes,)."""
    last = max(steps - 1, 0)
    now = rule if rule.is_steady else rule.during(last, 1, 1)
    family: Any = now.family()
    if not isinstance(family, HeavyBallFamily):
        nothing = np.zeros(lanes)
        return Forms(nothing > 0.0, nothing, nothing, nothing > 0.0, nothing, nothing)
    with np.errstate(all="ignore"):
        lr, beta, reach, gain, coupled, shrink = (_flat(part, lanes) for part in (*family[:4], *now.decays()))
        known = np.isfinite(lr * gain) & ((reach == 0.0) | np.isclose(reach, lr) | (beta == 0.0))
        lr = np.where(known, lr * gain, 0.0)
        # As in `setting_at`.
        pull = np.where((shrink == 0.0) | (lr == 0.0), coupled, shrink * (1.0 - beta) / lr)
        return Forms(known, lr, beta, reach != 0.0, np.where(known, pull, 0.0), _largest(rule, now, lr, steps))


def _largest(rule: Rule, now: Rule, lr: Array, steps: int) -> Array:
    """The largest lr of the run, as `largest_lr` has it."""
    changed = any(change.name == "lr" and change.step < steps for change in rule.changes)
    if changed or not rule.schedule.parts:
        return lr
    most = _flat(rule.lr, len(lr)) * rule.schedule.factor(np.arange(max(steps, 1))).max()
    present = _flat(now.lr, len(lr))
    return np.asarray(np.where(present == 0.0, most, lr * most / present))


def _flat(value: Any, lanes: int) -> Array:
    flat: Array = np.broadcast_to(np.asarray(value, dtype=np.float64).reshape(-1), lanes)
    return flat
