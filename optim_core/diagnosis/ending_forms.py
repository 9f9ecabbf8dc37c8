"""Theory for many settings at once: what `Setting` and `Forecast` say of one run, elementwise.

SGD is heavy ball with β = 0 here, and so is Nesterov's method then: their formulas agree.
"""

from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from optim_core.diagnosis.setting import set_lr
from optim_core.momentum import HeavyBallFamily
from optim_core.parameter import Array
from optim_core.qhm import QHMFamily
from optim_core.rule import Rule

quiet = np.errstate(all="ignore")
"""Where theory says nothing its formulas may divide by 0."""


class Forms(NamedTuple):
    """Settings in the "lr outside" convention, each array of shape (runs,).

    `ahead` is where a rule looks ahead as Nesterov's does, `mixes` where it is QHM with a share `nu` of momentum; there
    lr is in its own convention. `pull` is λ of the bowl that weight decay adds, `largest` the largest lr since it was
    set last. Where theory knows nothing of a rule, `known` is False and the numbers are 0.
    """

    known: NDArray[np.bool_]
    lr: Array
    beta: Array
    nu: Array
    ahead: NDArray[np.bool_]
    mixes: NDArray[np.bool_]
    pull: Array
    largest: Array

    def taken(self, runs: Any) -> "Forms":
        """Those of some runs."""
        return Forms(*(part.take(runs) for part in self))

    @property
    def limit(self) -> Array:
        """The largest stable lr · h, as `theory.stability_limit`."""
        both, carried = 2.0 * (1.0 + self.beta), 2.0 * self.beta
        mixed = both / (1.0 + self.beta - self.nu * carried)
        return self._of_each(both, both / (1.0 + carried), mixed)

    @property
    def slowing(self) -> Array:
        """What lr is divided by in the long run under a constant gradient, for `LinearForm.effective_lr`."""
        return np.where(self.mixes, 1.0, 1.0 - self.beta)

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
        kept, left = beta * (1.0 - step), beta * (1.0 - (1.0 - self.nu) * step)
        ball = (1.0 + beta) / ((1.0 - beta) * (2.0 * (1.0 + beta) - step))
        ahead = (1.0 + kept) / ((1.0 - kept) * (2.0 - step + 2.0 * kept))
        own = 2.0 * beta * (1.0 - self.nu) * (1.0 - self.nu * beta) * step
        room = 2.0 * (1.0 + beta) - (1.0 + beta - 2.0 * self.nu * beta) * step
        mixed = ((1.0 + left) * (1.0 - beta) + own) / ((1.0 - left) * room)
        found = lr * noise * noise / curvature * self._of_each(ball, ahead, mixed)
        return np.where((step > 0.0) & (step < self.limit), found, 0.0)

    def _of_each(self, ball: Array | float, ahead: Array | float, mixed: Array) -> Array:
        """What holds for heavy ball, for a look-ahead and for QHM, each where that is the rule."""
        found: Array = np.where(self.mixes, mixed, np.where(self.ahead, ahead, ball))
        return found

    def _roots(self, curvature: Array) -> tuple[Array, Array]:
        """The modulus of the larger root of the error's recurrence, and its angle where the roots are complex, or 0.

        The formulas of `theory.recurrence` and `theory.characteristic_roots`.
        """
        beta, nu, step, root = self.beta, self.nu, self.lr * curvature, np.sqrt(self.beta)
        both, own, mean = 1.0 + beta, 1.0 - nu * beta, np.sqrt(nu * beta)
        total = self._of_each(both - step, both * (1.0 - step), both - own * step)
        of_two = ((1.0 - beta) / (1.0 + root)) ** 2, ((1.0 - beta) / both) ** 2
        low = self._of_each(*of_two, (1.0 - beta) / (1.0 + mean) ** 2)
        high = self._of_each((1.0 + root) ** 2, 1.0, (1.0 - beta) * ((1.0 + mean) / own) ** 2)
        spread = self._of_each(1.0, both, own) * np.sqrt(np.abs(low - step)) * np.sqrt(np.abs(high - step))
        turns = (low < step) & (step < high)
        modulus = 0.5 * np.where(turns, np.hypot(total, spread), np.abs(total) + spread)
        return modulus, np.where(turns, np.arctan2(spread, total), 0.0)


def forms_of(rule: Rule, lanes: int, steps: int) -> Forms:
    """The settings in the last of so many steps, of a rule whose numbers are single or arrays (lanes,)."""
    last = max(steps - 1, 0)
    now = rule if rule.is_steady else rule.during(last, 1, 1)
    with np.errstate(all="ignore"):
        return _with_events(_of_family(now.family(), lanes), rule, now, steps)


def _of_family(family: Any, lanes: int) -> Forms:
    if isinstance(family, HeavyBallFamily):
        return _of_heavy_ball(*(_flat(part, lanes) for part in family[:4]))
    if isinstance(family, QHMFamily):
        return _of_mixed(*(_flat(part, lanes) for part in (family.lr, family.beta, family.nu)))
    return _of_nothing(np.zeros(lanes))


def _of_nothing(nothing: Array) -> Forms:
    never = nothing > 0.0
    return Forms(never, nothing, nothing, nothing, never, never, nothing, nothing)


def _of_heavy_ball(lr: Array, beta: Array, reach: Array, gain: Array) -> Forms:
    """As `theory.form_of`; what looks ahead has a reach of lr."""
    known = (reach == 0.0) | np.isclose(reach, lr) | (beta == 0.0)
    return _of_nothing(0.0 * beta)._replace(known=known, lr=lr * gain, beta=beta, ahead=reach != 0.0)


def _of_mixed(lr: Array, beta: Array, nu: Array) -> Forms:
    """As `theory.form_of`: without a share of momentum SGD, and with nothing else heavy ball."""
    plain, whole = nu == 0.0, (nu == 1.0) & (beta != 0.0)
    mixes = ~(plain | whole | (beta == 0.0))
    lr, beta = np.where(whole, lr * (1.0 - beta), lr), np.where(plain, 0.0, beta)
    return _of_nothing(0.0 * beta)._replace(known=lr == lr, lr=lr, beta=beta, nu=nu, mixes=mixes)


def _with_events(forms: Forms, rule: Rule, now: Rule, steps: int) -> Forms:
    """The same with weight decay and with what a schedule does; an lr beyond all numbers is not known."""
    known = forms.known & np.isfinite(forms.lr)
    lr = np.where(known, forms.lr, 0.0)
    coupled, shrink = (_flat(part, len(lr)) for part in now.decays())
    # As in `setting_at`.
    pull = np.where((shrink == 0.0) | (lr == 0.0), coupled, shrink / (lr / forms.slowing))
    largest = np.where(known, _largest(rule, now, len(lr), steps), 0.0)
    return forms._replace(known=known, lr=lr, pull=np.where(known, pull, 0.0), largest=largest)


def _largest(rule: Rule, now: Any, lanes: int, steps: int) -> Array:
    """The largest lr since it was set last, as `largest_lr` has it."""
    lr, most = set_lr(rule, steps)
    return _of_family(replace(now, lr=1.0).family(), lanes).lr * (_flat(lr, lanes) * most)


def _flat(value: Any, lanes: int) -> Array:
    flat: Array = np.broadcast_to(np.asarray(value, dtype=np.float64).reshape(-1), lanes)
    return flat
