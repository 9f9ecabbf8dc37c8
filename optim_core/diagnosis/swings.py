"""How a run swings through its goal: coordinates along the goal's two directions, passes, and what each swing keeps."""

from functools import cached_property
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from optim_core.diagnosis.forecast import Forecast
from optim_core.diagnosis.ground import Ground
from optim_core.parameter import Array

SMALLEST_SWING = 0.01
"""Passes of a minimum are counted where the run is this share of its farthest distance away before and after."""
SPREADS = 3.0
"""And so many standard deviations of what noise does at the largest lr of the run."""
KEPT = 0.2
"""A run swings where it keeps so much of its swing, or more."""
SHARE = 0.1
"""Of the excess loss, or of the mean square distance: so much lies along a direction that matters."""

Steps = NDArray[np.intp]


class Swings:
    """What happens along the goal's soft (0) and stiff (1) direction; nothing without a goal."""

    def __init__(self, ground: Ground, forecast: Forecast) -> None:
        self._ground = ground
        self._forecast = forecast

    @cached_property
    def modes(self) -> Array:
        """Coordinates along the soft and the stiff direction, (2, last + 1)."""
        goal = self._ground.goal
        if goal is None:
            return np.zeros((2, len(self._ground.walk.path)))
        return np.asarray(goal.curvature[2:]) @ self._ground.away.T

    @cached_property
    def along(self) -> Steps:
        """The steps that pass the goal along the soft direction."""
        return self._passes(0)

    @cached_property
    def across(self) -> Steps:
        """The steps that pass it along the stiff one."""
        return self._passes(1)

    def _passes(self, mode: int) -> Steps:
        reach = np.abs(self.modes[mode])
        least = max(SMALLEST_SWING * float(reach.max()), SPREADS * sqrt(self._forecast.largest_variances[mode]))
        kept = np.flatnonzero(reach > least)
        sides = self.modes[mode][kept] > 0.0
        passed: Steps = kept[1:][sides[1:] != sides[:-1]]
        return passed

    def kept(self, mode: int) -> float:
        """How far it swung beyond the goal, as a share of the swing before: of the last two whole swings.

        Of the first, and so much of the second as there is, if it passed once; 0 if it never passed.
        """
        passes = self.across if mode else self.along
        if not len(passes):
            return 0.0
        swings = np.maximum.reduceat(np.abs(self.modes[mode]), [0, *passes][-3:])
        return float(swings[1] / swings[0])

    @cached_property
    def mode(self) -> int | None:
        """The direction along which it swings and loses little of it, if there is one."""
        if self._ground.goal is None:
            return None
        return next((mode for mode in (0, 1) if self.kept(mode) >= KEPT and self._matters(mode)), None)

    def _matters(self, mode: int) -> bool:
        """Whether a direction has its share of the last quarter's distance or loss: where a valley bends, of one."""
        ground, quarter = self._ground, self._ground.walk.quarter
        tail, away = self.modes[mode, -quarter:], ground.distances[-quarter:]
        square = float(tail @ tail)
        loss = 0.5 * ground.goal.curvature[:2][mode] * square / quarter if ground.goal else 0.0
        return square >= SHARE * float(away @ away) or loss >= SHARE * ground.tail_excess
