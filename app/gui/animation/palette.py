"""The colours of a GIF: those of lines and letters, the surface's shades, and as many mixtures as there is room for."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageColor

from app.gui.animation.reel import Pixels, Reel
from app.model.theme import Theme

COLOURS = 256
UNCHANGED = COLOURS - 1
"""The colour that stands for none: the pixel stays as it was."""
SHADES = 32
"""Of the surface; between two of them no eye sees an edge."""
SAMPLES = 3
"""So many pictures are looked at for mixtures, evenly from the first to the last."""
CLOSE = 8
"""Levels within which a mixture is as good as one of the others."""
BITS = 6
"""Of each channel are looked up: colours that differ by less than four levels become the same."""
BLOCK = 4096
"""Colours compared with all of the palette at a time, which the processor's cache holds."""
Colours = NDArray[np.float32]
"""Red, green and blue, 0 to 255: (colours, 3)."""


class Palette:
    """Colours (at most UNCHANGED, 3), of which the first are exact: whatever is drawn in one of them has it."""

    def __init__(self, colours: Colours, exact: int) -> None:
        self.colours = colours
        self._nearest = np.full(2 ** (3 * BITS), UNCHANGED, dtype=np.uint8)
        self._nearest[_cells(_packed(colours[:exact]))] = np.arange(exact)

    def places(self, pixels: Pixels) -> NDArray[np.uint8]:
        """For each pixel the place of the colour that is nearest; looked for once, when it is first met."""
        cells = _cells(pixels)
        unknown = np.unique(cells[self._nearest[cells] == UNCHANGED])
        for block in np.split(unknown, range(BLOCK, len(unknown), BLOCK)):
            self._nearest[block] = _nearest(self.colours, block)
        places: NDArray[np.uint8] = self._nearest[cells]
        return places


def palette(reel: Reel) -> Palette:
    """The palette of these pictures."""
    exact = _colours(reel.theme.panel, reel.theme.text, reel.theme.quiet, reel.theme.halo, *reel.theme.lanes)
    known = np.concatenate((exact, _shades(reel.theme)))
    mixed = _mixtures(reel, UNCHANGED - len(known))
    apart = np.abs(mixed[:, np.newaxis] - known).max(axis=2).min(axis=1) > CLOSE
    return Palette(np.concatenate((known, mixed[apart])), len(exact))


def _colours(*names: str) -> Colours:
    return np.array([ImageColor.getrgb(name) for name in names], dtype=np.float32)


def _shades(theme: Theme) -> Colours:
    low, high = _colours(theme.map_low, theme.map_high)
    return np.rint(np.linspace(low, high, SHADES))


def _mixtures(reel: Reel, most: int) -> Colours:
    """So many colours of some of the pictures, at most."""
    places = np.linspace(0, reel.motion.frames - 1, SAMPLES).round().astype(int).tolist()
    pixels = np.concatenate([reel.picture(place) for place in places])
    sample = Image.frombuffer("RGB", pixels.shape[::-1], pixels, "raw", "BGRX", 0, 1)
    # Pillow's other methods spend their colours on the surface and leave none to the lines.
    found = sample.quantize(most, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    return np.array(found.getpalette(), dtype=np.float32).reshape(-1, 3)


def _cells(pixels: Pixels) -> Pixels:
    """The upper bits of each channel as one number."""
    return np.asarray(pixels >> 6 & 0x3F000 | pixels >> 4 & 0xFC0 | pixels >> 2 & 0x3F, dtype=np.uint32)


def _packed(colours: Colours) -> Pixels:
    red, green, blue = colours.astype(np.uint32).T
    return np.asarray(red << 16 | green << 8 | blue, dtype=np.uint32)


def _nearest(colours: Colours, cells: Pixels) -> NDArray[np.intp]:
    """The place of the colour that is nearest to the middle of each cell."""
    shifts = np.array([2 * BITS, BITS, 0], dtype=np.uint32)
    upper = (cells[:, np.newaxis] >> shifts & 2**BITS - 1).astype(np.float32)
    middles = (upper + 0.5) * 2 ** (8 - BITS)
    # The squared distance, without what is the same for all colours.
    places: NDArray[np.intp] = ((colours**2).sum(axis=1) - 2 * middles @ colours.T).argmin(axis=1)
    return places
