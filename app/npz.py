"""NPZ files: named arrays, without pickles or compression, and the same bytes whenever and wherever they are written.

Example:

    with ZipFile(file, "w") as archive:
        add_array(archive, "lr", np.array([1e-3, 1e-2]))
        add_pieces(archive, "loss", np.dtype("<f8"), (1000, 1001), pieces)
"""

from collections.abc import Iterable
from math import prod
from typing import Any
from zipfile import ZipFile, ZipInfo

import numpy as np
from numpy.lib.format import dtype_to_descr, write_array_header_1_0
from numpy.typing import NDArray

LARGE = 2**31
"""Members from this size on need the larger form of the format."""
ON_UNIX = 3
"""What the format calls the system that made a member; else it would differ from one to the other."""


def add_array(archive: ZipFile, name: str, array: np.ndarray[Any, Any]) -> None:
    """Add an array, little-endian."""
    plain = array.astype(array.dtype.newbyteorder("<"))
    add_pieces(archive, name, plain.dtype, plain.shape, [plain.tobytes()])


def little_endian(values: NDArray[Any], dtype: str = "<f8") -> NDArray[Any]:
    """The values in one stretch of memory, of that type, with one kind of NaN."""
    found = np.array(values, dtype=dtype, order="C")
    if found.dtype.kind == "f":
        # There are many NaNs, and which one a processor makes is its own affair.
        found[np.isnan(found)] = np.nan
    return found


def add_pieces(
    archive: ZipFile, name: str, dtype: np.dtype[Any], shape: tuple[int, ...], data: Iterable[bytes]
) -> None:
    """Add an array whose bytes come in pieces, the last axis fastest."""
    # A ZipInfo has a time of its own, 1980, where a plain name would take the present one.
    info = ZipInfo(f"{name}.npy")
    info.create_system = ON_UNIX
    with archive.open(info, "w", force_zip64=dtype.itemsize * prod(shape) >= LARGE) as member:
        header = {"descr": dtype_to_descr(dtype), "fortran_order": False, "shape": shape}
        write_array_header_1_0(member, header)
        for piece in data:
            member.write(piece)
