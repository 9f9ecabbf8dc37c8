"""Lines as the cells of a grid that they pass through: sooner by far than Qt draws tens of thousands of faint ones."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
MOST_SAMPLES = 200_000
"""Worked on at a time, so that they stay in the processor's cache."""


def line_places(paths: Array, columns: int, rows: int) -> Iterator[tuple[NDArray[np.float32], NDArray[np.float32]]]:
    """Points on the paths (seeds, steps, 2), which are given in cells, as x and y, some thousands at a time.

    Each line has one in every column or, if it is steep, in every row that it passes; what lies outside is cut off, as
    is a path from its first NaN on.
    """
    begins, ways, counts = _clipped(paths, np.array([columns, rows], dtype=np.float64))
    most = np.array([columns, rows], dtype=np.float32) - 0.5
    pieces = np.searchsorted(np.cumsum(counts), np.arange(MOST_SAMPLES, counts.sum(), MOST_SAMPLES))
    parts = zip(np.split(begins, pieces), np.split(ways, pieces), np.split(counts, pieces), strict=True)
    for begin, way, count in parts:
        yield _samples(begin, way, count, most)


def _clipped(paths: Array, size: Array) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.intp]]:
    """Where each line enters the grid, its way per sample, and how many samples it has (Liang and Barsky 1984)."""
    with np.errstate(all="ignore"):
        begins = paths[:, :-1].reshape(-1, 2)
        ways = paths[:, 1:].reshape(-1, 2) - begins
        to_low, to_high = -begins / ways, (size - begins) / ways
        enter = np.maximum(np.fmin(to_low, to_high).max(axis=1), 0.0)
        leave = np.minimum(np.fmax(to_low, to_high).min(axis=1), 1.0)
        kept = np.flatnonzero(enter < leave)
        begins, ways, enter, leave = begins[kept], ways[kept], enter[kept], leave[kept]
        begins = begins + enter[:, np.newaxis] * ways
        ways = (leave - enter)[:, np.newaxis] * ways
    counts = np.maximum(1, np.ceil(np.abs(ways).max(axis=1, initial=0.0))).astype(np.intp)
    return begins.astype(np.float32), (ways / counts[:, np.newaxis]).astype(np.float32), counts


def _samples(
    begins: NDArray[np.float32], ways: NDArray[np.float32], counts: NDArray[np.intp], most: NDArray[np.float32]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """X and y of the middle of each of so many equal parts of the lines."""
    firsts = np.cumsum(counts) - counts
    along = (np.arange(counts.sum()) - np.repeat(firsts, counts)).astype(np.float32) + np.float32(0.5)
    x, y = (np.repeat(begins[:, axis], counts) + along * np.repeat(ways[:, axis], counts) for axis in range(2))
    return np.clip(x, 0.0, most[0]), np.clip(y, 0.0, most[1])
