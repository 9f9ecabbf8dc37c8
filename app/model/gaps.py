"""Where a picture of a surface has nothing to show: the outlines of what is missing on a grid."""

from typing import cast

import contourpy
import numpy as np
from numpy.typing import NDArray

from app.model.terrain import View

Array = NDArray[np.float64]


def gaps(missing: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """What of all that is missing has an extent: a whole cell of the grid, and not the line of a pole."""
    cells = missing[1:, 1:] & missing[1:, :-1] & missing[:-1, 1:] & missing[:-1, :-1]
    wide = np.zeros_like(missing)
    for rows in (slice(1, None), slice(None, -1)):
        for columns in (slice(1, None), slice(None, -1)):
            wide[rows, columns] |= cells
    return wide


def gap_outlines(missing: NDArray[np.bool_], view: View) -> tuple[Array, ...]:
    """Closed lines, each (points, 2) in data units, around all that is missing, half a cell from what is not.

    Those around holes are among them: what lies within an odd number of lines is missing.
    """
    rows, columns = missing.shape
    # A frame of places that are not missing closes every line; it falls onto the view's edge.
    framed = np.pad(missing, 1).astype(np.float64)
    x, y = (np.pad(np.linspace(*ends, count), 1, mode="edge") for ends, count in _axes(view, rows, columns))
    generator = contourpy.contour_generator(x, y, framed, name="serial", line_type=contourpy.LineType.Separate)
    return tuple(cast(Array, line) for line in generator.lines(0.5))


def _axes(view: View, rows: int, columns: int) -> tuple[tuple[tuple[float, float], int], ...]:
    x0, x1, y0, y1 = view
    return ((x0, x1), columns), ((y0, y1), rows)
