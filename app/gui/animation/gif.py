"""GIF: every picture in the same 256 colours, chosen once, and of each only what is new.

Pillow's own writer keeps all pictures until the end, and looks for new colours in each; its encoder for one picture
does not.
"""

from typing import BinaryIO

import numpy as np
from PIL import Image
from PIL.GifImagePlugin import getdata, getheader

from app.errors import UseError
from app.gui.animation.changes import Change, changes
from app.gui.animation.palette import COLOURS, UNCHANGED, Palette, palette
from app.gui.animation.reel import Reel
from app.gui.animation.words import MADE_BY

UNITS = 100
"""A GIF counts in hundredths of a second."""
FASTEST = 50
"""Pictures a second; one that is shown for a single hundredth, every browser shows for ten."""
STAYS = 1
"""What becomes of a picture when its time is over."""


def write_gif(file: BinaryIO, reel: Reel) -> None:
    """Write it, to be repeated for ever. Raises UseError if there are more pictures a second than a GIF can show."""
    if reel.motion.fps > FASTEST:
        raise UseError(f"a GIF shows at most {FASTEST} frames a second, not {reel.motion.fps:g}; take a smaller fps")
    known = palette(reel)
    header, _ = getheader(_with_colours(Image.new("P", reel.size), known), info={"loop": 0, "comment": MADE_BY})
    file.writelines(header)
    for change, duration in zip(changes(reel.pictures()), reel.durations(UNITS), strict=True):
        milliseconds, picture = duration * 1000 // UNITS, _in_colours(change, known)
        file.writelines(getdata(picture, change.corner, duration=milliseconds, disposal=STAYS, transparency=UNCHANGED))
    file.write(b";")


def _in_colours(change: Change, known: Palette) -> Image.Image:
    """What is new in those colours; the rest is transparent, which costs no bytes and no encoder's time."""
    places = np.full(change.new.shape, UNCHANGED, dtype=np.uint8)
    places[change.new] = known.places(change.pixels[change.new])
    return _with_colours(Image.frombytes("P", change.size, places.tobytes()), known)


def _with_colours(picture: Image.Image, known: Palette) -> Image.Image:
    picture.putpalette(np.resize(known.colours, (COLOURS, 3)).astype(np.uint8).tobytes())
    return picture
