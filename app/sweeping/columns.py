"""What is kept of every run: the columns of a sweep, each an array of one kind of number in the order of the runs."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.npz import little_endian
from optim_core import Outcomes

Outcome = NDArray[np.float64] | NDArray[np.integer]


class Column(NamedTuple):
    """One outcome. `dtype` is that of a run's entry, which has `tail` numbers (none: it is one); little-endian."""

    name: str
    dtype: str
    tail: tuple[int, ...]
    note: str

    @property
    def size(self) -> int:
        """Bytes of one run."""
        return np.dtype((self.dtype, self.tail)).itemsize


COLUMNS = (
    Column("final", "<f8", (2,), "x and y of the last position; NaN where the run diverged"),
    Column("loss", "<f8", (), "f at the last position; inf where the run diverged"),
    Column("diverged_at", "<i4", (), "the first step that was no number; -1 where there is none"),
    Column("steps_to_tolerance", "<i4", (), "steps until the loss stays within the tolerance; -1 where it never does"),
    Column("verdict", "|i1", (), "place in verdicts"),
    Column("minimum", "<i2", (), "place in minima of the nearest one; -1 where the run is at none"),
)
RUN_SIZE = sum(column.size for column in COLUMNS)
"""Bytes of one run in all columns."""


def columns_of(outcomes: Outcomes) -> tuple[bytes, ...]:
    """The bytes of every column, of all runs in order. The outcomes need an ending."""
    ending = outcomes.ending
    if ending is None:
        raise ValueError("a sweep without a landscape judges nothing")
    found: dict[str, Outcome] = {
        "final": outcomes.final,
        "loss": ending.loss,
        "diverged_at": outcomes.diverged_at,
        "steps_to_tolerance": ending.steps_to_tolerance,
        "verdict": ending.verdict,
        "minimum": ending.minimum,
    }
    return tuple(little_endian(found[column.name], column.dtype).tobytes() for column in COLUMNS)
