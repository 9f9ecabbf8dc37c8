"""A picture as a map of heights: black is 0 and white is 1.

The height of a coloured pixel is its luminance (ITU-R BT.601: 0.299 red + 0.587 green + 0.114 blue); transparency is
ignored. Samples are the pixels' middles; the longer side is 0 to 1, pixels are square, and y points up. A large picture
is averaged down. Grey of 16 bits is kept as it is; colours and grey of 8 bits are smoothed, for what they know of a
slope is a staircase, on whose steps a walker would stand still.
"""

import warnings
from io import BytesIO

import numpy as np
from PIL import Image, ImageOps

from app.errors import on_a_line
from app.heights.samples import Array, Samples

MOST_PIXELS = 32_000_000
"""Of a picture that is decoded; a camera's have less."""
SIDE = 256
"""Pixels of the longer side; of larger pictures each height is the mean of an area."""
PASSES = 8
"""Each is the mean of neighbours with the weights 1, 2, 1; all are a bell with a standard deviation of 2 samples."""
_FORMATS = ("PNG", "JPEG", "WEBP", "TIFF")
"""That is all that is decoded: Pillow knows others, and gives some of them to other programs."""
_MAGIC = (b"\x89PNG", b"\xff\xd8\xff", b"RIFF", b"II*\0", b"MM\0*")
_RED, _GREEN, _BLUE = 0.299, 0.587, 0.114
_DEEP = ("I;16", "I;16B", "I;16L")
"""Pillow's modes of 16-bit grey."""


def is_picture(data: bytes) -> bool:
    """Whether the bytes begin as those of a picture that can be read."""
    return data.startswith(_MAGIC)


def picture_samples(data: bytes) -> Samples:
    """What the picture shows. Raises ValueError with one sentence if it cannot be read."""
    image = _decoded(data)
    width, height = image.size
    if min(width, height) < 2:
        raise ValueError(f"it has {width} × {height} pixels, and a surface needs at least 2 × 2")
    size = _reduced(width, height)
    note = "" if size == (width, height) else f", averaged from {width} × {height} pixels"
    heights = _heights(image, size)
    if image.mode not in _DEEP:
        note, heights = f"{note}, smoothed", _smoothed(heights)
    x, y = (np.linspace(0.0, (count - 1) / (max(size) - 1), count) for count in size)
    return Samples(x, y, heights[::-1], note=note)


def _decoded(data: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            # What it only warns of, a picture too large, is refused below.
            warnings.simplefilter("ignore")
            image = Image.open(BytesIO(data), formats=_FORMATS)
            if image.width * image.height <= MOST_PIXELS:
                return ImageOps.exif_transpose(image)
    except Exception as error:  # Pillow's decoders raise whatever comes of broken data.
        raise ValueError(f"the picture is damaged or no picture: {on_a_line(str(error), 80)}") from error
    raise ValueError(f"it has {image.width:,} × {image.height:,} pixels, and {MOST_PIXELS:,} are the most")


def _reduced(width: int, height: int) -> tuple[int, int]:
    longer = max(width, height)
    if longer <= SIDE:
        return width, height
    return max(2, round(width * SIDE / longer)), max(2, round(height * SIDE / longer))


def _heights(image: Image.Image, size: tuple[int, int]) -> Array:
    """Grey values (rows, columns) from 0 to 1, the uppermost row first."""
    if image.mode in _DEEP:
        return _band(image, size) / (2**16 - 1)
    if image.mode in ("I", "F"):
        raise ValueError("its pixels have 32 bits, and no white is known for them: save the heights as NPZ")
    # From a palette by way of its transparency, which would else be complained of.
    colours = (image.convert("RGBA") if image.mode == "P" else image).convert("RGB")
    red, green, blue = (_band(band, size) for band in colours.split())
    return (_RED * red + _GREEN * green + _BLUE * blue) / (2**8 - 1)


def _band(band: Image.Image, size: tuple[int, int]) -> Array:
    """One number of each pixel, as floating-point numbers, averaged to that size."""
    numbers = Image.fromarray(np.asarray(band, dtype=np.float32))
    return np.asarray(numbers.resize(size, Image.Resampling.BOX), dtype=np.float64)


def _smoothed(heights: Array) -> Array:
    for _ in range(PASSES):
        for _ in heights.shape:
            # Beyond the edge it goes on as through a mirror and upside down, which keeps slopes as they are.
            wide = np.pad(heights, ((1, 1), (0, 0)), mode="reflect", reflect_type="odd")
            heights = ((wide[:-2] + 2.0 * wide[1:-1] + wide[2:]) / 4.0).T
    return heights
