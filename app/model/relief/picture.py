"""The solid as a picture: at once and coarse for a hand that turns it, in its time and smooth for an eye that rests.

Example:

    quick = rasterized(horizon(seen, camera, 420, range(560)), table, line=1.0)
    *_, smooth = SmoothPicture(seen, camera, 560, 420, table, line=1.0).results(executor, checkpoint)
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.model.relief.camera import Camera
from app.model.relief.horizon import horizon
from app.model.relief.raster import rasterized
from app.model.relief.relief import Relief

Pixels = NDArray[np.uint32]
FINER = 2
"""Of a smooth picture, a pixel is the mean of so many by so many."""
MOST_PIXELS = 30_000_000
"""A larger picture is for a press whose dots nobody sees: its pixels are what they are."""
PORTION = 300_000
"""Pixels that are worked on at a time: more would be much memory."""


@dataclass(frozen=True, eq=False)
class SmoothPicture:
    """A picture of `width` × `height` pixels; see `rasterized` for the others. A job for `app.gui.workshop`."""

    relief: Relief
    camera: Camera
    width: int
    height: int
    table: Pixels
    line: float

    def results(self, executor: Executor, checkpoint: Callable[[], None]) -> Iterator[Pixels]:
        """The one result: (height, width) of 0xAARRGGBB."""

        def strip(columns: range) -> Pixels:
            checkpoint()
            return self.strip(columns)

        yield np.hstack(list(executor.map(strip, self.strips())))

    def pixels(self) -> Pixels:
        """The same without helpers."""
        return np.hstack([self.strip(columns) for columns in self.strips()])

    def strips(self) -> Iterator[range]:
        """The columns of the picture, in portions."""
        most = max(1, PORTION // (self.height * self.finer**2))
        for first in range(0, self.width, most):
            yield range(first, min(self.width, first + most))

    def strip(self, columns: range) -> Pixels:
        """Some columns of it."""
        finer = self.finer
        camera, fine = self.camera.magnified(finer), range(finer * columns.start, finer * columns.stop)
        seen = horizon(self.relief, camera, finer * self.height, fine)
        return averaged(rasterized(seen, self.table, finer * self.line), finer)

    @property
    def finer(self) -> int:
        """How many pixels make one, along each side."""
        return FINER if self.width * self.height <= MOST_PIXELS else 1


def averaged(fine: Pixels, finer: int) -> Pixels:
    """Each square of so many by so many pixels as one, their mean; at most 16 by 16."""
    rows, columns = (side // finer for side in fine.shape)
    apart = fine.reshape(rows, finer, columns, finer)
    even, odd = np.uint32(0x00FF00FF), np.uint32(8)
    # Two channels are added up at a time: between them there is room for what is carried over.
    sums = [((apart >> shift) & even).sum(axis=(1, 3), dtype=np.uint32) for shift in (np.uint32(0), odd)]
    low, high = (_divided(both, np.uint32(finer * finer)) for both in sums)
    return low | high << odd


def _divided(both: Pixels, count: np.uint32) -> Pixels:
    """Two sums of 16 bits, each divided."""
    half = count // np.uint32(2)
    upper, lower = ((both >> np.uint32(16)) + half) // count, ((both & np.uint32(0xFFFF)) + half) // count
    return upper << np.uint32(16) | lower
