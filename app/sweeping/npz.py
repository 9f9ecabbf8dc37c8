"""A sweep as NPZ, the same bytes whenever it is written."""

from typing import BinaryIO
from zipfile import ZipFile

import numpy as np

from app.npz import add_array, add_pieces
from app.sweeping.block import start_points
from app.sweeping.columns import COLUMNS
from app.sweeping.dense import dense
from app.sweeping.journal import Journal
from app.sweeping.plan import Plan
from app.sweeping.setup import axis_arrays

SEEDS = 2**20
"""Seeds written at once."""


def write_npz(journal: Journal, file: BinaryIO) -> None:
    """Write a complete sweep, a piece at a time."""
    with ZipFile(file, "w") as archive:
        for name, array in axis_arrays(journal.plan).items():
            add_array(archive, name, array)
        _add_starts(archive, journal.plan)
        _add_seeds(archive, journal.plan)
        for column in COLUMNS:
            shape = (*journal.plan.shape, *column.tail)
            add_pieces(archive, column.name, np.dtype(column.dtype), shape, dense(journal, column))


def _add_starts(archive: ZipFile, plan: Plan) -> None:
    """The starts (surfaces, starts, 2), a surface at a time: they may be as many as the runs."""
    _, grounds, _, _, starts, _ = plan.shape
    points = (start_points(plan.starts, surface).tobytes() for surface in plan.surfaces)
    add_pieces(archive, "start", np.dtype("<f8"), (grounds, starts, 2), points)


def _add_seeds(archive: ZipFile, plan: Plan) -> None:
    """The seeds (seeds,), some at a time for the same reason."""
    pieces = (plan.seeds[at : at + SEEDS] for at in range(0, len(plan.seeds), SEEDS))
    numbers = (np.arange(piece.start, piece.stop, dtype="<i8").tobytes() for piece in pieces)
    add_pieces(archive, "seed", np.dtype("<i8"), (len(plan.seeds),), numbers)
