"""WebP: Pillow's writer asks for one picture after the other and finds by itself what is new; no colour is lost."""

from collections.abc import Iterator
from typing import BinaryIO

from PIL import ExifTags, Image, features

from app.errors import FaultError, UseError
from app.gui.animation.reel import Pixels, Reel
from app.gui.animation.words import MADE_BY

LARGEST = 16_383
"""Pixels of a side."""
UNITS = 1000
"""A WebP counts in thousandths of a second."""
METHOD, EFFORT = 2, 20
"""The sooner of the settings with which a picture after the first is a few thousand bytes."""


def write_webp(file: BinaryIO, reel: Reel) -> None:
    """Write it, to be repeated for ever. Raises UseError for a size that the format cannot have."""
    if max(reel.size) > LARGEST:
        raise UseError(f"a side of a WebP has at most {LARGEST:,} pixels, not {max(reel.size):,}; take a smaller size")
    if not features.check("webp"):
        raise FaultError("this Pillow was built without WebP; install another, or write a GIF, APNG or MP4")
    made_by = Image.Exif()
    made_by[ExifTags.Base.Software] = MADE_BY
    _Film(reel).save(
        file,
        "WEBP",
        save_all=True,
        duration=reel.durations(UNITS),
        loop=0,
        lossless=True,
        method=METHOD,
        quality=EFFORT,
        # Nobody looks into the middle of it, so no picture needs to be whole but the first.
        kmin=0,
        kmax=0,
        exif=made_by,
    )
    reel.report(reel.share(reel.motion.frames))


class _Film(Image.Image):
    """A picture of many frames in Pillow's sense, of which each is painted when it is sought."""

    def __init__(self, reel: Reel) -> None:
        super().__init__()
        self.n_frames = reel.motion.frames
        self._pictures: Iterator[Pixels] = reel.pictures()
        self._at = -1
        self.seek(0)

    def tell(self) -> int:
        return self._at

    def seek(self, frame: int) -> None:
        # At the end Pillow goes back to where it began, which nobody looks at any more.
        if frame == self._at + 1:
            pixels = next(self._pictures)
            picture = Image.frombuffer("RGB", pixels.shape[::-1], pixels, "raw", "BGRX", 0, 1)
            self.im, self._mode, self._size = picture.im, picture.mode, picture.size
            self._at = frame
