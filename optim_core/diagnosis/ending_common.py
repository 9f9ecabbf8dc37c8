"""What many runs on one surface share."""

from math import hypot
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from optim_core.diagnosis.ending_forms import Forms
from optim_core.diagnosis.ending_goals import Bowl, Goals
from optim_core.diagnosis.observed import Landscape
from optim_core.parameter import Array
from optim_core.surroundings import NoiseKind


class Common(NamedTuple):
    """What all runs share.

    The landscape, the count of steps, noise σ/√B of its kind, and where a surface that moves stood at every step,
    (steps + 1, 2).
    """

    landscape: Landscape
    steps: int
    noise: float = 0.0
    noise_kind: NoiseKind = NoiseKind.GAUSSIAN
    offsets: Array | None = None

    @property
    def span(self) -> float:
        """The diagonal of the view."""
        left, right, bottom, top = self.landscape.view
        return hypot(right - left, top - bottom)

    @property
    def last_move(self) -> int:
        """The last step at which the surface moved, or 0."""
        if self.offsets is None:
            return 0
        moved = np.flatnonzero((self.offsets[1:] != self.offsets[:-1]).any(axis=1))
        return int(moved[-1]) + 1 if len(moved) else 0

    def is_seen(self, x: Array, y: Array) -> NDArray[np.bool_]:
        """Which points lie within the view."""
        left, right, bottom, top = self.landscape.view
        seen: NDArray[np.bool_] = (x >= left) & (x <= right) & (y >= bottom) & (y <= top)
        return seen

    def in_frame(self, first: int, trace: Array) -> Array:
        """Positions (steps, 2, runs) from step `first` on as the surface sees them."""
        if self.offsets is None:
            return trace
        steps = np.clip(np.arange(first, first + len(trace)), 0, self.steps)
        return trace - self.offsets[steps][:, :, np.newaxis]

    def bowl(self, forms: Forms) -> Bowl | None:
        """What weight decay adds, if there is any."""
        x, y = (0.0, 0.0) if self.offsets is None else self.offsets[-1].tolist()
        return Bowl(forms.pull, x, y) if forms.pull.any() else None

    def variances(self, forms: Forms, lr: Array, goals: Goals) -> tuple[Array, Array]:
        """The stationary variances along the two directions of each run's goal; 0 without noise, as in `Forecast`."""
        if not self.noise:
            nothing = np.zeros(lr.shape)
            return nothing, nothing
        soft, stiff = (forms.variance(lr, bend, self.noise * self._strength(bend - forms.pull)) for bend in goals[3:5])
        return soft, stiff

    def _strength(self, curvature: Array) -> Array | float:
        """Jitter is noise that follows the surface's own curvature."""
        return np.abs(curvature) if self.noise_kind is NoiseKind.JITTER else 1.0
