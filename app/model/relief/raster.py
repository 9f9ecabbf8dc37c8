"""The solid as pixels: what the horizon lets be seen, with light and contour lines.

What a pixel shows is a code: light, height and ink of a contour line, each in a few levels. A table has the colours.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.model.relief.horizon import Horizon
from app.model.relief.shading import BRIGHTEST, DARKEST, spread

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]
LIGHTS, HEIGHTS, INKS = 64, 256, 16
"""Levels of each."""
SIDES = 2
"""Behind the levels of light come the near sides of the solid: those along x, and those along y."""
NOTHING = (LIGHTS + SIDES) * HEIGHTS * INKS
"""The last code: no solid there."""
CROWDED, ROOMY = 2.0, 6.0
"""Contour lines so many pixels from each other are not drawn; from the other distance on they have all of their ink."""
LONELY, EMPTY = 2000.0, 4000.0
"""And where they lie very far from each other they fade again: level ground that is as high as a line is no line."""


def rasterized(horizon: Horizon, table: NDArray[np.uint32], line: float) -> NDArray[np.uint32]:
    """The picture (rows, columns), row 0 at the top, in colours from a table that has one for each code.

    Contour lines are `line` pixels wide.
    """
    bottom, tops = (_whole(edge, horizon.height) for edge in (horizon.bottom, horizon.highest))
    counts = np.diff(tops, axis=1, prepend=bottom[:, np.newaxis]).ravel()
    seen = np.flatnonzero(counts)
    totals = tops[:, -1] - bottom
    # Row by row above the lower edge, one column of the picture after the other.
    rows = np.arange(totals.sum(), dtype=np.int32)
    rows -= np.repeat((np.cumsum(totals) - totals - bottom).astype(np.int32), totals)
    stretch = np.repeat(np.arange(len(seen)), counts[seen])
    colours = table.take(_codes(*_stretches(horizon, seen), stretch, rows, line))
    picture = np.full((len(horizon.columns), horizon.height), table[NOTHING])
    rows += np.repeat((np.arange(len(totals)) + horizon.beside).astype(np.int32) * np.int32(horizon.height), totals)
    picture.reshape(-1)[rows] = colours
    return np.ascontiguousarray(picture.T[::-1])


def _whole(rows: Floats, height: int) -> Ints:
    """How many of the picture's pixels have their middle below these rows."""
    pixels: Ints = np.clip(rows + np.float32(0.5), np.float32(0.0), np.float32(height)).astype(np.int32)
    return pixels


class Stretches(NamedTuple):
    """Stretches of the surface between one sample and the next, each as all its pixels have it.

    `height` is that at row 0 and `rise` from row to row, and `number` and `advance` the same in contour lines;
    `gap` are the pixels from contour line to contour line, which have so much `ink`.
    """

    height: Floats
    rise: Floats
    number: Floats
    advance: Floats
    gap: Floats
    ink: Floats


def _stretches(horizon: Horizon, seen: NDArray[np.intp]) -> tuple[Stretches, Ints]:
    """Those that end at one of these samples, and their kinds: codes without height and ink."""
    columns, samples = np.divmod(seen, horizon.rows.shape[1])
    enters = samples == 0
    before = seen - ~enters
    rows, heights = horizon.rows.ravel(), horizon.heights.ravel()
    row, height = rows[before], heights[before]
    way = np.maximum(rows[seen] - row, np.float32(1e-6))
    number = horizon.relief.numbered(height)
    rise, advance = (heights[seen] - height) / way, (horizon.relief.numbered(heights[seen]) - number) / way
    row -= np.float32(0.5)
    gap = horizon.relief.rung * spread(horizon.relief, horizon.camera).ravel()[horizon.cells.ravel()[seen]]
    ink = np.clip((gap - CROWDED) / (ROOMY - CROWDED), 0.0, 1.0) * np.clip((EMPTY - gap) / (EMPTY - LONELY), 0.0, 1.0)
    ink[enters] = 0.0
    shade = (horizon.light.ravel()[seen] - DARKEST) * ((LIGHTS - 1) / (BRIGHTEST - DARKEST)) + np.float32(0.5)
    kind = np.where(enters, LIGHTS + horizon.side[columns], shade).astype(np.int32) * np.int32(HEIGHTS * INKS)
    return Stretches(height - rise * row, rise, number - advance * row, advance, gap, ink), kind


def _codes(stretches: Stretches, kinds: Ints, stretch: NDArray[np.intp], rows: Ints, line: float) -> Ints:
    """What each pixel shows, which lies on that stretch in that row."""
    # The mode spares a look at each place: all of them exist.
    height, rise, number, advance, gap, most = (part.take(stretch, mode="clip") for part in stretches)
    advance *= rows
    number += advance
    off = np.abs(number - np.rint(number))
    off *= gap
    ink = np.clip(np.float32(line / 2 + 0.5) - off, np.float32(0.0), np.float32(1.0))
    ink *= most
    rise *= rows
    height += rise
    height *= np.float32(HEIGHTS - 1)
    codes: Ints = np.clip(height + np.float32(0.5), np.float32(0.0), np.float32(HEIGHTS - 1)).astype(np.int32)
    codes *= np.int32(INKS)
    codes += (ink * np.float32(INKS - 1) + np.float32(0.5)).astype(np.int32)
    codes += kinds.take(stretch, mode="clip")
    return codes
