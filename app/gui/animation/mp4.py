"""MP4: H.264 as every player shows it, made by an ffmpeg that gets one raw picture after the other."""

from fractions import Fraction
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from app.gui.animation.ffmpeg import encode, find_ffmpeg
from app.gui.animation.reel import Reel
from app.gui.animation.words import MADE_BY

PIECE = 2**20
"""Bytes that are copied at a time."""
FINEST = 100_000
"""The largest denominator of a number of frames a second."""
QUALITY, CHROMA = "4", "chroma-qp-offset=-12"
"""Of x264 (crf, and how much more is kept of colours): of all heads' centres in a film of eight lanes none is off by
more than 6 levels of 255; with the usual 18 half of them are by more than 8. The files are of hundreds of kilobytes."""
PRESET = "veryfast"
"""Of x264: the soonest with small files; those after it take longer for files of the same size."""


def write_mp4(file: BinaryIO, reel: Reel) -> None:
    """Write it. Raises FaultError without an ffmpeg, and with its own words where it fails."""
    program = find_ffmpeg()
    # ffmpeg puts the table of contents before the pictures at the end: it needs a file in which it can go back.
    with TemporaryDirectory(prefix="ravine-") as folder:
        made = Path(folder) / "film.mp4"
        encode([program, *_source(reel), *_picture(reel), *_video()], made, reel)
        with open(made, "rb") as film:
            for piece in iter(partial(film.read, PIECE), b""):
                file.write(piece)
                reel.report(reel.share(reel.motion.frames))


def _source(reel: Reel) -> tuple[str, ...]:
    columns, rows = reel.size
    rate = Fraction(reel.motion.fps).limit_denominator(FINEST)
    raw = ("-f", "rawvideo", "-pixel_format", "bgr0", "-video_size", f"{columns}x{rows}", "-framerate", str(rate))
    return ("-hide_banner", "-loglevel", "error", *raw, "-i", "pipe:0")


def _picture(reel: Reel) -> tuple[str, ...]:
    """Even sides, an odd one a pixel longer, and the colours of BT.709, which players take for what is not said."""
    even = f"pad=ceil(iw/2)*2:ceil(ih/2)*2:color={reel.theme.panel}"
    halved = "scale=out_color_matrix=bt709:out_range=tv:flags=area+accurate_rnd"
    said = "setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709:range=tv"
    return ("-vf", f"{even},{halved},{said}", "-pix_fmt", "yuv420p")


def _video() -> tuple[str, ...]:
    coder = ("-c:v", "libx264", "-preset", PRESET, "-crf", QUALITY, "-x264-params", CHROMA)
    return (*coder, "-movflags", "+faststart", "-metadata", f"comment={MADE_BY}")
