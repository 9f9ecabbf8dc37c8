"""A sweep as NPZ: named arrays, without pickles or compression, and the same bytes whenever it is written."""

from collections.abc import Iterable
from math import prod
from typing import Any, BinaryIO
from zipfile import ZipFile, ZipInfo

import numpy as np
from numpy.lib.format import dtype_to_descr, write_array_header_1_0

from app.sweeping.block import start_points
from app.sweeping.columns import COLUMNS
from app.sweeping.dense import dense
from app.sweeping.journal import Journal
from app.sweeping.plan import Plan
from app.sweeping.setup import axis_arrays

LARGE = 2**31
"""Members from this size on need the larger form of the format."""
SEEDS = 2**20
"""Seeds written at once."""
ON_UNIX = 3
"""What the format calls the system that made a member; else it would differ from one to the other."""


def write_npz(journal: Journal, file: BinaryIO) -> None:
    """Write a complete sweep, a piece at a time."""
    with ZipFile(file, "w") as archive:
        for name, array in axis_arrays(journal.plan).items():
            _add(archive, name, array.dtype, array.shape, [array.tobytes()])
        _add_starts(archive, journal.plan)
        _add_seeds(archive, journal.plan)
        for column in COLUMNS:
            shape = (*journal.plan.shape, *column.tail)
            _add(archive, column.name, np.dtype(column.dtype), shape, dense(journal, column))


def _add_starts(archive: ZipFile, plan: Plan) -> None:
    """The starts (surfaces, starts, 2), a surface at a time: they may be as many as the runs."""
    _, grounds, _, _, starts, _ = plan.shape
    points = (start_points(plan.starts, surface).tobytes() for surface in plan.surfaces)
    _add(archive, "start", np.dtype("<f8"), (grounds, starts, 2), points)


def _add_seeds(archive: ZipFile, plan: Plan) -> None:
    """The seeds (seeds,), some at a time for the same reason."""
    pieces = (plan.seeds[at : at + SEEDS] for at in range(0, len(plan.seeds), SEEDS))
    numbers = (np.arange(piece.start, piece.stop, dtype="<i8").tobytes() for piece in pieces)
    _add(archive, "seed", np.dtype("<i8"), (len(plan.seeds),), numbers)


def _add(archive: ZipFile, name: str, dtype: np.dtype[Any], shape: tuple[int, ...], data: Iterable[bytes]) -> None:
    # A ZipInfo has a time of its own, 1980, where a plain name would take the present one.
    info = ZipInfo(f"{name}.npy")
    info.create_system = ON_UNIX
    with archive.open(info, "w", force_zip64=dtype.itemsize * prod(shape) >= LARGE) as member:
        header = {"descr": dtype_to_descr(dtype), "fortran_order": False, "shape": shape}
        write_array_header_1_0(member, header)
        for piece in data:
            member.write(piece)
