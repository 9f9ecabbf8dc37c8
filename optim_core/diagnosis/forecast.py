"""What theory says of a run: how lr·λ compares with the limit, what noise allows, what a swing keeps."""

from cmath import phase
from functools import cached_property
from math import isfinite, pi

from optim_core import theory
from optim_core.diagnosis.ground import Ground
from optim_core.diagnosis.observed import Observed
from optim_core.diagnosis.setting import Setting, largest_lr
from optim_core.surroundings import NoiseKind

RELAXED = 0.1
"""A run has had time when theory's slowest direction leaves so much of the start, or less."""
CRITICAL_UP_TO = {"momentum": 4.0, "nesterov": 1.0, "qhm": 1.0}
"""The largest lr·h at which there is a critical β."""
REASONABLE = 0.5
"""The share of the limit that a well chosen lr would take."""


class Forecast:
    """Theory applied to the setting of the last step, at the goal and where the run ended.

    Without a setting or without a goal all numbers are 0: theory then says nothing, and no verdict is built on it.
    """

    def __init__(self, observed: Observed, ground: Ground, setting: Setting | None) -> None:
        self._rule, self._noise, self._noise_kind = observed.rule, observed.noise, observed.noise_kind
        self._ground = ground
        self.setting = setting

    @cached_property
    def product(self) -> float:
        """lr·λ around the end, along the stiff direction."""
        return self.setting.form.lr * self._ground.stiffness if self.setting else 0.0

    @cached_property
    def overstep(self) -> float:
        """That as a share of the limit."""
        return self.product / self.setting.limit if self.setting else 0.0

    @cached_property
    def overstep_between(self) -> float:
        """The same halfway between the last positions."""
        setting = self.setting
        return setting.form.lr * self._ground.stiffness_between / setting.limit if setting else 0.0

    @cached_property
    def products(self) -> tuple[float, float]:
        """lr·λ at the goal, along its soft and its stiff direction."""
        if self.setting is None or self._ground.goal is None:
            return 0.0, 0.0
        soft, stiff, *_ = self._ground.goal.curvature
        return self.setting.form.lr * soft, self.setting.form.lr * stiff

    @property
    def oversteps(self) -> tuple[float, float]:
        """Those as shares of the limit."""
        limit = self.setting.limit if self.setting else 1.0
        return self.products[0] / limit, self.products[1] / limit

    @cached_property
    def soft_rate(self) -> float:
        """What a step leaves of the distance along the goal's soft direction."""
        return self._rate(self._ground.goal.curvature.soft) if self._ground.goal else 0.0

    @cached_property
    def end_product(self) -> float:
        """lr·λ along the soft direction at the end; negative where the surface bends down."""
        return self.setting.form.lr * self._ground.end_bends[0] if self.setting else 0.0

    @cached_property
    def end_rate(self) -> float:
        """What a step leaves of the distance along that direction."""
        return self._rate(self._ground.end_bends[0])

    def _rate(self, curvature: float) -> float:
        if self.setting is None or not isfinite(self.setting.form.lr * curvature):
            return 0.0
        rule, lr, beta, nu = self.setting.form
        return theory.rate(rule, lr, curvature, beta, nu)

    @property
    def has_had_time(self) -> bool:
        """Whether little of the start can be left."""
        return 0.0 < self.soft_rate < 1.0 and self.soft_rate**self._ground.walk.last <= RELAXED

    @cached_property
    def soft_swing(self) -> float:
        """What is left of a swing along the goal's soft direction at its next pass; 0 where that is damped."""
        if self.setting is None or self._ground.goal is None:
            return 0.0
        (rule, lr, beta, nu), soft = self.setting.form, self._ground.goal.curvature.soft
        if not isfinite(lr * soft):
            return 0.0
        root, _ = theory.characteristic_roots(rule, lr, soft, beta, nu)
        return float(abs(root) ** (pi / phase(root))) if root.imag else 0.0

    def critical_beta(self, mode: int) -> float | None:
        """The critical β along the goal's soft (0) or stiff (1) direction, if there is one below the present β."""
        if self.setting is None or self._ground.goal is None:
            return None
        rule, lr, beta, nu = self.setting.form
        if rule == "sgd" or not 0.0 < self.products[mode] < CRITICAL_UP_TO[rule]:
            return None
        critical = theory.critical_beta(lr, self._ground.goal.curvature[:2][mode], rule, nu)
        return critical if critical < beta else None

    @cached_property
    def variances(self) -> tuple[float, float]:
        """The stationary variance along the goal's soft and stiff direction; 0 without noise or where there is none."""
        return self._variances(self.setting)

    @cached_property
    def largest_variances(self) -> tuple[float, float]:
        """The same with the largest lr of the run: what noise may have done before a schedule cooled it down."""
        if self.setting is None:
            return 0.0, 0.0
        _, lr = largest_lr(self._rule, self._ground.walk.last)
        soft, stiff = self._variances(self.setting._replace(form=self.setting.form._replace(lr=lr)))
        return max(soft, self.variances[0]), max(stiff, self.variances[1])

    def _variances(self, setting: Setting | None) -> tuple[float, float]:
        if not self._noise or setting is None or self._ground.goal is None:
            return 0.0, 0.0
        soft, stiff = self._ground.goal.curvature[:2]
        return self._variance(setting, soft), self._variance(setting, stiff)

    def _variance(self, setting: Setting, curvature: float) -> float:
        rule, lr, beta, nu = setting.form
        if not 0.0 < lr * curvature < setting.limit:
            return 0.0
        # Jitter of the point by σ is, to first order, noise of the gradient by h·σ.
        bend = abs(curvature - setting.pull) if self._noise_kind is NoiseKind.JITTER else 1.0
        return theory.stationary_variance(rule, lr, curvature, bend * self._noise, beta, nu)

    @cached_property
    def floor(self) -> float:
        """The mean excess loss that the noise allows: tr(H·Var)/2."""
        if self._ground.goal is None:
            return 0.0
        (soft, stiff), bends = self.variances, self._ground.goal.curvature
        return 0.5 * (bends.soft * soft + bends.stiff * stiff)

    def reach(self, slope: float) -> float:
        """How far all steps would lead along a constant slope, with an lr well chosen for the goal's curvature."""
        if self.setting is None or self._ground.goal is None or not self._ground.goal.curvature.stiff > 0.0:
            return 0.0
        lr = REASONABLE * self.setting.limit / self._ground.goal.curvature.stiff
        return self._ground.walk.last * self.setting.form._replace(lr=lr).effective_lr * slope
