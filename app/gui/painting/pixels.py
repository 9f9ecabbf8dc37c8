"""Pictures made of numbers: colours as channels, pixels as arrays."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from app.gui.painting.style import color

MOST_COLOURS = 256
"""Of an image whose pixels are places among its colours."""


def argb_image(pixels: NDArray[np.uint32], layout: QImage.Format = QImage.Format.Format_ARGB32) -> QImage:
    """0xAARRGGBB (rows, columns), not premultiplied unless the layout is, as an image that owns its memory."""
    rows, columns = pixels.shape
    data = np.ascontiguousarray(pixels)
    return QImage(data.data, columns, rows, 4 * columns, layout).copy()


def channels(name: str) -> NDArray[np.float64]:
    """Red, green and blue of a colour, 0 to 255."""
    ink = color(name)
    return np.array([ink.red(), ink.green(), ink.blue()], dtype=np.float64)


def packed(*argb: NDArray[np.float64]) -> NDArray[np.uint32]:
    """Alpha, red, green and blue (0 to 255) as 0xAARRGGBB."""
    a, r, g, b = (np.rint(channel).astype(np.uint32) for channel in argb)
    return (a << 24 | r << 16 | g << 8 | b).astype(np.uint32)


def indexed_image(places: NDArray[np.uint8], colours: NDArray[np.uint32]) -> QImage:
    """Places (rows, columns) among at most MOST_COLOURS 0xAARRGGBB, as an image that owns its memory.

    Files encode it several times sooner than one that has a colour in every pixel.
    """
    rows, columns = places.shape
    data = np.ascontiguousarray(places)
    image = QImage(data.data, columns, rows, columns, QImage.Format.Format_Indexed8)
    image.setColorTable(colours.tolist())
    return image.copy()
