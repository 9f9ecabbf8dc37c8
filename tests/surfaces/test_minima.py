"""The minima that surfaces tell, against a solver of the tests' own that knows nothing but heights."""

import numpy as np
import pytest

from surfaces import SURFACES
from tests.surfaces.independent import lowest, minima_in_view
from tests.surfaces.strategies import ends, label

each_class = pytest.mark.parametrize("cls", SURFACES, ids=label)


@each_class
def test_all_minima_in_the_view_are_told_and_no_others_at_every_end_of_the_sliders(cls):
    for surface in ends(cls, "soft"):
        told, found = np.array(surface.minima).reshape(-1, 2), minima_in_view(surface)
        apart = np.hypot(*(told[:, np.newaxis] - found).T)
        assert told.shape == found.shape, surface
        assert (apart.min(axis=0, initial=np.inf) <= 1e-6).all(), surface
        assert (apart.min(axis=1, initial=np.inf) <= 1e-6).all(), surface


@each_class
def test_nothing_in_the_view_lies_lower_than_the_first_minimum(cls):
    for surface in ends(cls, "soft"):
        left, right, bottom, top = surface.view
        heights = surface.value(np.linspace(left, right, 301)[:, np.newaxis], np.linspace(bottom, top, 301))
        for x, y in surface.minima[:1]:
            assert surface.value(x, y) <= heights.min() + 1e-12, surface


@pytest.mark.parametrize(("start", "end"), [((-1.2, 1.0), (1.0, 1.0)), ((1.5, -0.5), (1.0, 1.0))])
def test_the_solver_itself_finds_the_end_of_rosenbrocks_valley(start, end):
    found = lowest(lambda x, y: (1 - x) ** 2 + 100 * (y - x * x) ** 2, start, 0.5)
    np.testing.assert_allclose(found, end, atol=1e-7)
