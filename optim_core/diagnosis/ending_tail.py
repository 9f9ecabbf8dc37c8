"""What is gathered of the second half of many runs while they run, so that no path need be kept."""

from typing import Any, NamedTuple

import numpy as np

from optim_core.diagnosis.ending_runs import Flags
from optim_core.diagnosis.judge import FEW
from optim_core.parameter import Array


class Strip(NamedTuple):
    """Some steps of many runs, in the frame of the surface.

    `x` and `y` (2 + steps, runs) begin with the two positions before. `heights` (steps, runs) are losses with decay
    included, and `modes` (2, steps, runs) positions as seen from the goal along its soft and its stiff direction: of
    fewer steps before they are needed.
    """

    x: Array
    y: Array
    heights: Array
    modes: Array

    def strides(self, first: int, end: int) -> tuple[Array, Array]:
        """The strides that lead to some of the steps."""
        x, y = self.x[first + 1 : end + 2], self.y[first + 1 : end + 2]
        return x[1:] - x[:-1], y[1:] - y[:-1]


class Tail(NamedTuple):
    """Sums over the last steps; every array is (runs,) or (2, runs).

    Of the last quarter: the sum and the most of the heights (`late`, `late_most`), the sum of squares along both
    directions, how many strides go against the one before (in `FEW` steps at least). Of the quarter before: `early` and
    `early_most`. Of the last tenth: `far`, the largest squared distance from the goal, and `walked`. Sums of positions
    in three windows, and the position at half time.
    """

    late: Array
    late_most: Array
    early: Array
    early_most: Array
    squares: Array
    against: Array
    far: Array
    walked: Array
    half_window: Array
    tenth_window: Array
    last_window: Array
    half: Array

    @classmethod
    def begin(cls, runs: int) -> "Tail":
        """Before the first position."""
        pairs = ("squares", "half_window", "tenth_window", "last_window", "half")
        tail = cls(*(np.zeros((2, runs) if name in pairs else runs) for name in cls._fields))
        for most in (tail.late_most, tail.early_most):
            most[:] = -np.inf
        return tail

    def taken(self, runs: Any) -> "Tail":
        """Those of some runs."""
        return Tail(*(part.take(runs, axis=-1) for part in self))

    def look(self, spans: "Spans", first: int, strip: Strip) -> None:
        """Take in the steps from `first` on."""
        count = len(strip.x) - 2
        for span, gather in zip(spans, GATHERINGS, strict=True):
            begin, end = max(span[0] - first, 0), min(span[1] + 1 - first, count)
            if begin < end:
                gather(self, strip, begin, end)

    def _gather_late(self, strip: Strip, begin: int, end: int) -> None:
        heights = strip.heights[begin:end]
        _add(self.late, heights)
        np.maximum(self.late_most, heights.max(axis=0), out=self.late_most)
        for square, mode in zip(self.squares, strip.modes, strict=True):
            square += np.einsum("sr,sr->r", mode[begin:end], mode[begin:end])

    def _gather_early(self, strip: Strip, begin: int, end: int) -> None:
        heights = strip.heights[begin:end]
        _add(self.early, heights)
        np.maximum(self.early_most, heights.max(axis=0), out=self.early_most)

    def _gather_far(self, strip: Strip, begin: int, end: int) -> None:
        soft, stiff = strip.modes[:, begin:end]
        np.maximum(self.far, (soft * soft + stiff * stiff).max(axis=0), out=self.far)

    def _gather_walked(self, strip: Strip, begin: int, end: int) -> None:
        dx, dy = strip.strides(begin, end)
        _add(self.walked, np.sqrt(dx * dx + dy * dy))

    def _gather_against(self, strip: Strip, begin: int, end: int) -> None:
        dx, dy = strip.strides(begin - 1, end)
        _add(self.against, dx[1:] * dx[:-1] + dy[1:] * dy[:-1] < 0.0)

    def _gather_half_window(self, strip: Strip, begin: int, end: int) -> None:
        _add_positions(self.half_window, strip, begin, end)

    def _gather_tenth_window(self, strip: Strip, begin: int, end: int) -> None:
        _add_positions(self.tenth_window, strip, begin, end)

    def _gather_last_window(self, strip: Strip, begin: int, end: int) -> None:
        _add_positions(self.last_window, strip, begin, end)

    def _gather_half(self, strip: Strip, begin: int, end: int) -> None:
        _add_positions(self.half, strip, begin, end)


GATHERINGS = (
    Tail._gather_late,
    Tail._gather_early,
    Tail._gather_far,
    Tail._gather_walked,
    Tail._gather_against,
    Tail._gather_half_window,
    Tail._gather_tenth_window,
    Tail._gather_last_window,
    Tail._gather_half,
)
"""What is gathered, in the order of `Spans`."""

Span = tuple[int, int]
"""A first and a last step."""


class Spans(NamedTuple):
    """The steps of which each thing is gathered, in a run of so many steps."""

    late: Span
    early: Span
    far: Span
    walked: Span
    against: Span
    half_window: Span
    tenth_window: Span
    last_window: Span
    half: Span

    @classmethod
    def of(cls, steps: int) -> "Spans":
        """As `Walk`, `Ground` and `judge` cut a whole run of so many steps."""
        quarter, tenth, half, width = max(1, steps // 4), max(1, steps // 10), steps // 2, max(1, steps // 20)
        half_from, tenth_from = (max(0, since - width // 2) for since in (half, steps - tenth))
        return cls(
            late=(steps - quarter + 1, steps),
            early=(steps - 2 * quarter + 1, steps - quarter),
            far=(steps + 1 - max(2, steps // 10), steps),
            walked=(max(1, steps - tenth + 1), steps),
            against=(max(2, steps + 1 - max(quarter, FEW)), steps),
            half_window=(half_from, half_from + width - 1),
            tenth_window=(tenth_from, tenth_from + width - 1),
            last_window=(steps - width + 1, steps),
            half=(half, half),
        )


def _add(total: Array, rows: Array | Flags) -> None:
    total += rows.sum(axis=0)


def _add_positions(total: Array, strip: Strip, begin: int, end: int) -> None:
    for row, part in zip(total, (strip.x, strip.y), strict=True):
        row += part[begin + 2 : end + 2].sum(axis=0)
