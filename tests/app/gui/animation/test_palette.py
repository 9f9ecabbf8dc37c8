"""The colours of a GIF: what is drawn undiluted is exact, and everything else near."""

import numpy as np
import pytest
from PIL import ImageColor

from app.gui.animation.palette import UNCHANGED, palette
from app.model.theme import THEMES, Theme
from tests.app.gui.animation.reels import packed, reel


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_undiluted_colours_are_exact(theme: Theme) -> None:
    names = (theme.panel, theme.text, theme.quiet, theme.halo, *theme.lanes)
    found = palette(reel(theme=theme))
    places = found.places(np.array([[packed(name) for name in names]], dtype=np.uint32))
    wanted = [ImageColor.getrgb(name) for name in names]
    assert np.abs(found.colours[places[0]] - wanted).max() <= 3


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_shades_of_the_surface_are_near(theme: Theme) -> None:
    low, high = (np.array(ImageColor.getrgb(name)) for name in (theme.map_low, theme.map_high))
    shades = np.rint(np.linspace(low, high, 256)).astype(np.uint32)
    found = palette(reel(theme=theme))
    places = found.places(shades[:, 0] << 16 | shades[:, 1] << 8 | shades[:, 2])
    assert np.abs(found.colours[places] - shades).max() <= 8


def test_a_pixel_gets_the_nearest_colour_to_within_its_cell() -> None:
    found, generator = palette(reel()), np.random.default_rng(0)
    pixels = generator.integers(0, 256, (500, 3))
    distances = np.linalg.norm(pixels[:, np.newaxis] - found.colours, axis=2)
    places = found.places((pixels[:, 0] << 16 | pixels[:, 1] << 8 | pixels[:, 2]).astype(np.uint32))
    chosen = distances[np.arange(500), places]
    # A cell's corner lies 2√3 from its middle, for which the colour is chosen.
    assert (chosen <= distances.min(axis=1) + 4 * np.sqrt(3)).all()
    assert len(found.colours) <= UNCHANGED
    assert places.max() < UNCHANGED
