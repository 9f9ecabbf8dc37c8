"""Maps as images: tones and levels in a theme's colours.

Ramps are even to the eye: their anchors are joined in Oklab (Ottosson 2020), at equal steps of its distance.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from app.gui.painting.pixels import MOST_COLOURS, argb_image, channels, indexed_image, packed
from app.model.maps.shading import Role, Shading, Tone
from app.model.theme import Theme

Array = NDArray[np.float64]
SHADES = 256
"""Colours of a ramp."""
LATE = 0.55
"""What is left of a minimum's colour where a run took all its steps, or never came within tolerance."""
CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def oklab(colours: Array) -> Array:
    """Red, green and blue (…, 3), 0 to 255, as lightness and the two opponent colours (…, 3)."""
    share = colours / 255.0
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    lab: Array = np.cbrt(linear @ CONES.T) @ LAB.T
    return lab


def _from_oklab(lab: Array) -> Array:
    linear = np.clip((lab @ np.linalg.inv(LAB).T) ** 3 @ np.linalg.inv(CONES).T, 0.0, 1.0)
    share = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    return np.rint(255.0 * share)


@lru_cache(maxsize=32)
def ramp(anchors: tuple[str, ...]) -> Array:
    """Red, green and blue of all shades from the first anchor to the last, (SHADES, 3)."""
    lab = oklab(np.array([channels(anchor) for anchor in anchors]))
    way = np.concatenate(([0.0], np.cumsum(np.linalg.norm(np.diff(lab, axis=0), axis=1))))
    even = np.linspace(0.0, way[-1], SHADES)
    return _from_oklab(np.column_stack([np.interp(even, way, part) for part in lab.T]))


def ramp_of(tone: Tone, theme: Theme) -> tuple[str, ...] | None:
    """The anchors of a tone's ramp, None where its levels do not matter."""
    match tone.role:
        case Role.NUMBER:
            return theme.sequence
        case Role.RATIO:
            return theme.difference
    return None


def tone_colour(tone: Tone, theme: Theme) -> str:
    """The colour of a tone at full strength."""
    match tone.role:
        case Role.VERDICT:
            return theme.verdicts[tone.place]
        case Role.MINIMUM:
            return theme.minima[tone.place % len(theme.minima)]
        case Role.APART:
            return theme.apart[tone.place]
        case Role.SAME:
            return theme.difference[1]
    return theme.never


def map_image(shading: Shading, theme: Theme, times: int = 1) -> QImage:
    """A pixel a cell, or `times` × `times` of them; row 0 of the image is the highest y."""
    table = np.concatenate([_shades(tone, theme) for tone in shading.tones])
    levels = np.rint(shading.levels * (SHADES - 1)).astype(np.intp)
    cells = (shading.codes * np.intp(SHADES) + levels)[::-1].repeat(times, axis=0).repeat(times, axis=1)
    used = np.flatnonzero(np.bincount(cells.ravel()))
    if len(used) > MOST_COLOURS:
        return argb_image(table[cells]).convertToFormat(QImage.Format.Format_RGB32)
    places = np.zeros(len(table), dtype=np.uint8)
    places[used] = np.arange(len(used))
    return indexed_image(places[cells], table[used])


def _shades(tone: Tone, theme: Theme) -> NDArray[np.uint32]:
    """The colour of a tone at every level, as 0xAARRGGBB."""
    anchors = ramp_of(tone, theme)
    if anchors is not None:
        colours = ramp(anchors)
    else:
        full, faint = channels(tone_colour(tone, theme)), channels(theme.panel)
        late = np.linspace(0.0, 1.0 - LATE if tone.role is Role.MINIMUM else 0.0, SHADES)[:, np.newaxis]
        colours = full + late * (faint - full)
    return packed(np.full(SHADES, 255.0), *colours.T)
