"""APNG: a PNG whose further pictures are laid over the first, of each only what is new; no colour is lost.

The chunks are those of the PNG specification, third edition. Pillow's own writer keeps all pictures until the end; its
encoder for one picture does not.
"""

from fractions import Fraction
from itertools import count
from struct import pack
from typing import BinaryIO

import numpy as np
from PIL import Image
from PIL.PngImagePlugin import PngInfo, getchunks, putchunk

from app.gui.animation.changes import Change, changes
from app.gui.animation.reel import Reel
from app.gui.animation.words import MADE_BY

SIGNATURE = b"\x89PNG\r\n\x1a\n"
COMPRESSION = 6
"""Of zlib: half the bytes of level 3 in the same time, since nearly all pixels are transparent."""
LARGEST = 2**16 - 1
"""What a delay's numerator and denominator can be."""
KEEP = 0
REPLACE, OVER = 0, 1
"""A picture stays when its time is over; it replaces what is there, or is laid over it."""


def write_apng(file: BinaryIO, reel: Reel) -> None:
    """Write it, to be repeated for ever."""
    numbers = count()
    delay = Fraction(1 / reel.motion.fps).limit_denominator(LARGEST)
    for place, change in enumerate(changes(reel.pictures())):
        chunks = _chunks(change)
        if place == 0:
            file.write(SIGNATURE)
            putchunk(file, b"IHDR", chunks[b"IHDR"])
            putchunk(file, b"acTL", pack(">II", reel.motion.frames, 0))
            putchunk(file, b"tEXt", chunks[b"tEXt"])
        putchunk(file, b"fcTL", _control(next(numbers), change, delay, OVER if place else REPLACE))
        if place == 0:
            putchunk(file, b"IDAT", chunks[b"IDAT"])
        else:
            putchunk(file, b"fdAT", pack(">I", next(numbers)), chunks[b"IDAT"])
    putchunk(file, b"IEND")


def _chunks(change: Change) -> dict[bytes, bytes]:
    """What is new, as a PNG of its own, transparent where nothing is: the data by the names of chunks."""
    pixels = np.where(change.new, change.pixels, np.uint32(0))
    picture = Image.frombuffer("RGBA", change.size, pixels, "raw", "BGRA", 0, 1)
    made_by = PngInfo()
    made_by.add_text("Software", MADE_BY)
    joined: dict[bytes, bytes] = {}
    for name, data, _ in getchunks(picture, compress_level=COMPRESSION, pnginfo=made_by):
        joined[name] = joined.get(name, b"") + data
    return joined


def _control(number: int, change: Change, delay: Fraction, blend: int) -> bytes:
    return pack(">5I2H2B", number, *change.size, *change.corner, delay.numerator, delay.denominator, KEEP, blend)
