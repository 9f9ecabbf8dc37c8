"""How many runs swing through their goals, followed while they run: what `Swings` says of a whole path."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from optim_core.diagnosis.swings import SMALLEST_SWING
from optim_core.parameter import Array


class SwingWatch(NamedTuple):
    """Passes of the goal along its soft (0) and stiff (1) direction so far; every array is (2, runs).

    `noise` is the largest swing that may be noise alone, `reach` the farthest, `side` on which side of the goal the
    present swing is, if any. `peak`, `last` and `before` are the heights of the present swing and of the two before.
    The smallest swing that counts is a share of the reach so far, where `Swings` takes that of the whole path.
    """

    noise: Array
    reach: Array
    side: NDArray[np.int8]
    peak: Array
    last: Array
    before: Array
    passes: NDArray[np.int32]

    @classmethod
    def begin(cls, noise: Array) -> "SwingWatch":
        """Before the first position."""
        reach, peak, last, before = np.zeros((4, *noise.shape))
        return cls(noise, reach, np.zeros(noise.shape, np.int8), peak, last, before, np.zeros(noise.shape, np.int32))

    @property
    def kept(self) -> Array:
        """How far a run swung beyond the goal, as a share of the swing before, as `Swings.kept`."""
        once, often = self.passes == 1, self.passes > 1
        return np.where(often, self.last, np.where(once, self.peak, 0.0)) / np.where(often, self.before, self.last)

    def taken(self, runs: Any) -> "SwingWatch":
        """Those of some runs."""
        parts: Iterator[Any] = (part.take(runs, axis=-1) for part in self)
        return SwingWatch(*parts)

    def restart(self, runs: Any, start: Array, noise: Array) -> None:
        """Runs are bound for another goal now, and came straight from `start`, (2, runs), as far as is known."""
        far = np.abs(start)
        side = np.where(far > noise, np.sign(start), 0.0)
        own: tuple[Any, ...] = self
        for part, value in zip(own, (noise, far, side, far, 0.0, 0.0, 0), strict=True):
            part[:, runs] = value

    def look(self, modes: Array) -> None:
        """Take in the next positions as seen from the goal, (2, steps, runs) along the two directions."""
        high, low = modes.max(axis=1), modes.min(axis=1)
        far = np.maximum(high, -low)
        np.maximum(self.reach, far, out=self.reach)
        least = np.maximum(SMALLEST_SWING * self.reach, self.noise)
        turns = ((low < -least) & (self.side >= 0)) | ((high > least) & (self.side <= 0))
        np.maximum(self.peak, far, out=self.peak, where=~turns)
        for mode, turning in enumerate(turns):
            runs = np.flatnonzero(turning)
            if len(runs):
                self._follow(mode, runs, modes[mode].take(runs, axis=1), least[mode, runs])

    def _follow(self, mode: int, runs: NDArray[np.intp], steps: Array, least: Array) -> None:
        own: tuple[Any, ...] = self[2:]
        side, peak, last, before, passes = (part[mode, runs] for part in own)
        for place, away in zip(steps, np.abs(steps), strict=True):
            now = np.where(away > least, np.sign(place), side).astype(np.int8)
            passed = (now != side) & (side != 0)
            before, last = np.where(passed, last, before), np.where(passed, peak, last)
            peak = np.where(passed, away, np.maximum(peak, away))
            passes += passed
            side = now
        for part, found in zip(own, (side, peak, last, before, passes), strict=True):
            part[mode, runs] = found
