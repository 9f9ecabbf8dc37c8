"""Small pictures of surfaces leave what the large picture keeps alone."""

import pytest

from app.model.terrain import terrain
from app.model.thumbnail import GRAIN, thumbnail_terrain
from surfaces import SURFACES
from surfaces.rosenbrock import Rosenbrock


@pytest.mark.parametrize("surface", SURFACES, ids=lambda surface: surface.key)
def test_a_thumbnail_is_the_terrain_of_the_whole_view_with_few_samples(surface) -> None:
    small = thumbnail_terrain(surface(), 112, 76)
    assert small.view == surface.view
    assert small.shades.shape == (76 // GRAIN + 1, 112 // GRAIN + 1)
    assert small.lines
    assert small.shades.max() - small.shades.min() > 100


def test_a_catalogue_of_thumbnails_takes_nothing_from_the_large_picture() -> None:
    large = terrain(Rosenbrock(), Rosenbrock.view, 40, 30)
    before = terrain.cache_info()
    for width in range(20, 80, 2):
        thumbnail_terrain(Rosenbrock(), width, 20)
    assert terrain.cache_info() == before
    assert terrain(Rosenbrock(), Rosenbrock.view, 40, 30) is large
