"""A map, computed: how the run of every cell ended."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.model.maps.boundary import Boundary
from app.model.maps.kinds import Measure
from optim_core.diagnosis import VERDICTS, Verdict

if TYPE_CHECKING:
    # A request computes its own data.
    from app.model.maps.request import MapRequest

Array = NDArray[np.float64]
Cell = tuple[int, int]
"""Row and column; row 0 is the lowest."""


class Readout(NamedTuple):
    """One cell in words and numbers. `x` and `y` are the settings it was run with.

    `height` is the final loss, above the minimum where there is one; `steps` those to tolerance, None if it never got
    there; `minimum` the place among the surface's minima, None if it ended at none.
    """

    x: float
    y: float
    verdict: Verdict
    height: float
    steps: int | None
    minimum: int | None


@dataclass(frozen=True, eq=False)
class MapData:
    """Every array is (rows, side), row 0 at the lowest y, column 0 at the lowest x.

    `verdict` int8 are places in `VERDICTS`; `loss` float64 is that of the last position, +inf where the run diverged;
    `steps` int64 are those to tolerance, −1 where it never got there; `minimum` int64 is the place among the surface's
    minima, −1 where the run ended at none. `floor` (rows,) is the loss of each row's deepest minimum, NaN without one.
    `boundaries` come with the data since they may take as long: where each row has a typed surface of its own.
    """

    request: "MapRequest"
    side: int
    verdict: NDArray[np.int8]
    loss: Array
    steps: NDArray[np.int64]
    minimum: NDArray[np.int64]
    floor: Array
    boundaries: tuple[Boundary, ...] = ()

    @property
    def rows(self) -> int:
        """How many cells it is high; `side` is how many it is wide."""
        return len(self.verdict)

    @property
    def has_floor(self) -> bool:
        """Whether every row's surface has a minimum."""
        return not np.isnan(self.floor).any()

    @cached_property
    def height(self) -> Array:
        """The loss above the minimum, or the loss itself where there is none; +inf where the run diverged."""
        if not self.has_floor:
            return self.loss
        above: Array = np.maximum(self.loss - self.floor[:, np.newaxis], 0.0)
        return above

    @cached_property
    def diverged(self) -> NDArray[np.bool_]:
        """Where the run diverged."""
        found: NDArray[np.bool_] = self.verdict == VERDICTS.index(Verdict.DIVERGED)
        return found

    @cached_property
    def converged(self) -> NDArray[np.bool_]:
        """Where the run arrived."""
        found: NDArray[np.bool_] = self.verdict == VERDICTS.index(Verdict.CONVERGED)
        return found

    def best(self, measure: Measure) -> Cell | None:
        """The cell with the lowest final loss; unless that is the measure, the one that is soonest within tolerance.

        Where several are equal, the lowest loss decides. None where every run diverged.
        """
        return _best(self, measure)

    def values_at(self, cell: Cell) -> tuple[float, float]:
        """X and y of a cell's middle, with which it was run."""
        row, column = cell
        return float(self.request.x.values(self.side)[column]), float(self.request.y.values(self.rows)[row])

    def at(self, x: float, y: float) -> Readout:
        """What the cell there says."""
        row, column = self.request.y.cell(y, self.rows), self.request.x.cell(x, self.side)
        steps, minimum = int(self.steps[row, column]), int(self.minimum[row, column])
        return Readout(
            *self.values_at((row, column)),
            VERDICTS[self.verdict[row, column]],
            float(self.height[row, column]),
            steps if steps >= 0 else None,
            minimum if minimum >= 0 else None,
        )


@lru_cache(maxsize=8)
def _best(data: MapData, measure: Measure) -> Cell | None:
    # Kept: the star is painted anew wherever the cross moves.
    finite = ~data.diverged & np.isfinite(data.height)
    if not finite.any():
        return None
    arrived = finite & (data.steps >= 0)
    if measure is not Measure.LOSS and arrived.any():
        finite = arrived & (data.steps == data.steps[arrived].min())
    row, column = np.unravel_index(np.where(finite, data.height, np.inf).argmin(), finite.shape)
    return int(row), int(column)
