"""The colours of the solid: the plan's own, in light and in shadow."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from app.gui.painting.pixels import channels, packed
from app.gui.painting.plan import CONTOUR_OPACITY
from app.model.relief.raster import HEIGHTS, INKS, LIGHTS
from app.model.relief.shading import BRIGHTEST, DARKEST
from app.model.theme import Theme

Array = NDArray[np.float64]
SIDES = (0.02, 0.12)
"""How much shadow lies on the near sides of the solid, along x and along y."""
FADED = 0.4
"""How far their colour goes from that of the highest ground to that of the paper: what matters lies above them."""
SHADOW, GLOSS = 1.1, 0.7
"""How far a slope turned away from the lamp goes towards the theme's darkest ink, for each tenth of light less."""


@lru_cache(maxsize=8)
def relief_table(theme: Theme, ground: str) -> NDArray[np.uint32]:
    """A colour 0xAARRGGBB for each code of `app.model.relief.raster`; `ground` is where the solid is not."""
    heights = np.linspace(0.0, 1.0, HEIGHTS)[:, np.newaxis]
    low, high = channels(theme.map_low), channels(theme.map_high)
    lights = np.linspace(DARKEST, BRIGHTEST, LIGHTS)
    lit = np.array([_lit(low + heights * (high - low), theme, light) for light in lights])
    inks = np.linspace(0.0, CONTOUR_OPACITY, INKS)[:, np.newaxis]
    inked = lit[:, :, np.newaxis] + (channels(theme.contour) - lit[:, :, np.newaxis]) * inks
    side = high + (channels(ground) - high) * FADED
    sides = [np.broadcast_to(_lit(side, theme, 1.0 - shadow), (HEIGHTS, INKS, 3)) for shadow in SIDES]
    colours = np.vstack((inked.reshape(-1, 3), np.reshape(sides, (-1, 3)), channels(ground)))
    return packed(np.full(len(colours), 255.0), *colours.T)


def _lit(colours: Array, theme: Theme, light: float) -> Array:
    """Colours in so much light: their own at 1, nearer to the theme's darkest ink below and to its lightest above."""
    dark, bright = sorted((channels(theme.contour), channels(theme.map_low)), key=lambda ink: float(ink.sum()))
    towards, share = (dark, SHADOW * (1.0 - light)) if light < 1.0 else (bright, GLOSS * (light - 1.0))
    return colours + (towards - colours) * share
