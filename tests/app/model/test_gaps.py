"""The outlines of what is missing close, and enclose it and nothing else."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from app.model.gaps import gap_outlines, gaps

VIEW = (-3.0, 5.0, 10.0, 14.0)
masks = arrays(np.bool_, st.tuples(st.integers(2, 12), st.integers(2, 12)))


def crossings(outlines, x, y):
    """How many outlines' edges a ray from a point to the right meets."""
    count = 0
    for line in outlines:
        (x0, y0), (x1, y1) = line[:-1].T, line[1:].T
        spans = (y0 > y) != (y1 > y)
        at = x0[spans] + (y - y0[spans]) / (y1[spans] - y0[spans]) * (x1[spans] - x0[spans])
        count += int((at > x).sum())
    return count


@settings(max_examples=60, deadline=None)
@given(masks)
def test_outlines_enclose_what_is_missing(missing):
    outlines = gap_outlines(missing, VIEW)
    rows, columns = missing.shape
    for line in outlines:
        np.testing.assert_array_equal(line[0], line[-1])
        assert ((line >= (-3.0, 10.0)) & (line <= (5.0, 14.0))).all()
    # Inside the view: on its edge lie outlines themselves.
    for row in range(1, rows - 1):
        for column in range(1, columns - 1):
            x = -3.0 + 8.0 * column / (columns - 1) + 1e-7
            y = 10.0 + 4.0 * row / (rows - 1) + 1e-7
            assert crossings(outlines, x, y) % 2 == missing[row, column]


@settings(max_examples=60, deadline=None)
@given(masks)
def test_gaps_are_whole_cells(missing):
    wide = gaps(missing)
    assert not (wide & ~missing).any()
    assert (gaps(wide) == wide).all()


@pytest.mark.parametrize("axis", [0, 1])
def test_the_line_of_a_pole_is_no_gap(axis):
    line = np.zeros((9, 9), dtype=bool)
    line[(slice(None), 4) if axis else (4, slice(None))] = True
    assert not gaps(line).any()
