"""Two maps of the same axes against each other, cell by cell."""

from dataclasses import dataclass
from enum import Enum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.model.maps.data import MapData
from app.model.maps.kinds import Measure

Array = NDArray[np.float64]
LEAST = 1e-300
"""A loss of 0 counts as this, so that the ratio of two losses is a number."""


class Outcome(Enum):
    """How the two runs of a cell compare: which of them have a number or have arrived, or whether both did the same."""

    BOTH = "both"
    NEITHER = "neither"
    FIRST = "only the first"
    SECOND = "only the second"
    SAME = "the same"
    DIFFERENT = "different"


OUTCOMES = tuple(Outcome)


@dataclass(frozen=True, eq=False)
class Difference:
    """`outcome` int8 (rows, columns) are places in `OUTCOMES`.

    `ratio` float64 (rows, columns) is log₁₀ of first over second for final losses, log₂ of it for steps, and for losses
    on a surface without a minimum their difference; negative where the first is better, NaN unless both have a number.
    `has_numbers` is whether it compares numbers.
    """

    outcome: NDArray[np.int8]
    ratio: Array
    has_numbers: bool


def difference_of(first: MapData, second: MapData, measure: Measure) -> Difference:
    """The first against the second; a coarser map counts as a finer one whose cells are alike.

    By verdict, a run alone is one that converged alone; by minimum, one that ended at a minimum alone,
    and neither where none did.
    """
    shape = max(first.verdict.shape, second.verdict.shape)
    if measure in (Measure.LOSS, Measure.STEPS):
        a, b = (_fine(_number(data, measure), shape) for data in (first, second))
        known, other = np.isfinite(a), np.isfinite(b)
        outcome = _outcomes([known & other, ~(known | other), known], (Outcome.BOTH, Outcome.NEITHER, Outcome.FIRST))
        with np.errstate(invalid="ignore", over="ignore"):
            return Difference(outcome, np.where(known & other, a - b, np.nan), has_numbers=True)
    by_verdict = measure is Measure.VERDICT
    a, b = (_fine(data.verdict if by_verdict else data.minimum, shape) for data in (first, second))
    known, other = (_fine(data.converged if by_verdict else data.minimum >= 0, shape) for data in (first, second))
    neither = ~(known | other)
    # Runs that did not converge still have their verdicts; those that ended at no minimum have none to compare.
    cases = [neither & (not by_verdict), a == b, (known & other) | neither, known]
    outcome = _outcomes(cases, (Outcome.NEITHER, Outcome.SAME, Outcome.DIFFERENT, Outcome.FIRST))
    return Difference(outcome, np.full(shape, np.nan), has_numbers=False)


def _outcomes(cases: list[NDArray[np.bool_]], names: tuple[Outcome, ...]) -> NDArray[np.int8]:
    """The first of the cases that holds; the second run alone where none does."""
    codes = [OUTCOMES.index(name) for name in names]
    return np.select(cases, codes, OUTCOMES.index(Outcome.SECOND)).astype(np.int8)


def _number(data: MapData, measure: Measure) -> Array:
    """What is compared, NaN where there is none."""
    if measure is Measure.STEPS:
        return np.where(data.steps >= 0, np.log2(np.maximum(data.steps, 1)), np.nan)
    height = np.where(data.diverged, np.nan, data.height)
    return np.log10(np.maximum(height, LEAST)) if data.has_floor else height


def _fine(cells: NDArray[Any], shape: tuple[int, ...]) -> NDArray[Any]:
    """Cells of that shape: each repeated, if there are fewer."""
    rows, columns = (np.arange(side) * count // side for side, count in zip(shape, cells.shape, strict=True))
    fine: NDArray[Any] = cells[rows[:, np.newaxis], columns]
    return fine
