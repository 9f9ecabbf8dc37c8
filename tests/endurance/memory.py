"""How much memory the process holds, and how fast that grows."""

import ctypes
import os
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

import numpy as np

KIB = 1024


class Mallinfo2(ctypes.Structure):
    """What glibc (since 2.33) knows of its memory, as it declares it."""

    _fields_: ClassVar = [
        *((name, ctypes.c_size_t) for name in ("arena", "ordblks", "smblks", "hblks", "hblkhd")),
        *((name, ctypes.c_size_t) for name in ("usmblks", "fsmblks", "uordblks", "fordblks", "keepcost")),
    ]


_C = ctypes.CDLL(None)
_give_back = getattr(_C, "malloc_trim", lambda _: 0)
_mallinfo2 = getattr(_C, "mallinfo2", None)
if _mallinfo2 is not None:
    _mallinfo2.restype = Mallinfo2


def resident() -> int:
    """Bytes in memory, but for those that are free and that the allocator can give back."""
    _give_back(0)
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def allocated() -> int:
    """Bytes that Qt, NumPy and Python's larger objects hold; those in memory, which go up and down, if nobody knows."""
    if _mallinfo2 is None:
        return resident()
    known = _mallinfo2()
    return int(known.uordblks + known.hblkhd)


def slope(values: Sequence[float]) -> float:
    """By how much each value exceeds the one before, as a straight line through all of them has it."""
    return float(np.polyfit(np.arange(len(values)), values, 1)[0])
