"""Animations read back by programs that are not ours: Pillow, and ffmpeg."""

import re
import subprocess
from pathlib import Path
from typing import NamedTuple

import numpy as np
from imageio_ffmpeg import get_ffmpeg_exe
from numpy.typing import NDArray
from PIL import Image

Pictures = NDArray[np.uint8]
"""Red, green and blue: (pictures, rows, columns, 3)."""


class Played(NamedTuple):
    """All pictures, and how many seconds each is shown."""

    pictures: Pictures
    seconds: list[float]
    loops_for_ever: bool = True

    def at(self, fps: float) -> Pictures:
        """What is to be seen so many times a second: a picture that is shown for longer is seen more than once."""
        return np.repeat(self.pictures, [round(seconds * fps) for seconds in self.seconds], axis=0)


def play(path: Path) -> Played:
    """What a player shows of it."""
    return _by_ffmpeg(path) if path.suffix == ".mp4" else _by_pillow(path)


def _by_pillow(path: Path) -> Played:
    with Image.open(path) as film:
        pictures, seconds = [], []
        for place in range(film.n_frames):
            film.seek(place)
            film.load()
            pictures.append(np.asarray(film.convert("RGB")))
            seconds.append(film.info["duration"] / 1000)
        return Played(np.stack(pictures), seconds, film.info["loop"] == 0)


def _by_ffmpeg(path: Path) -> Played:
    columns, rows = (int(side) for side in re.search(r"Video: .*?(\d{2,})x(\d{2,})", described(path)).groups())
    pictures = decoded(path).reshape(-1, rows, columns, 3)
    fps = float(re.search(r"([\d.]+) fps", described(path)).group(1))
    return Played(pictures, [1 / fps] * len(pictures))


def decoded(path: Path) -> Pictures:
    """The bytes of all pictures as ffmpeg sees them."""
    words = ["-v", "error", "-i", str(path), "-fps_mode", "passthrough", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
    done = subprocess.run([get_ffmpeg_exe(), *words], capture_output=True, check=True)
    assert done.stderr == b""
    return np.frombuffer(done.stdout, dtype=np.uint8)


def described(path: Path) -> str:
    """What ffmpeg says of a file."""
    done = subprocess.run([get_ffmpeg_exe(), "-hide_banner", "-i", str(path)], capture_output=True, check=False)
    return done.stderr.decode()
