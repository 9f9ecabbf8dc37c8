"""A small film without Qt: squares in the colours of lanes that wander over a shaded ground."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from PIL import ImageColor

from app.gui.animation.reel import Pixels, Reel
from app.model.motion import Motion
from app.model.theme import LIGHT, Theme

SIDE = 8
"""Pixels of a square's side."""
STILL = 3
"""The picture at this place is the one before once more."""


def squares(place: int, lanes: int) -> list[tuple[int, int]]:
    """The upper left corner (row, column) of each lane's square in a picture."""
    seen = place - (place == STILL)
    return [(2 + 10 * (lane % 4) + seen % 3, 3 + 30 * (lane // 4) + 2 * seen) for lane in range(lanes)]


def packed(name: str) -> int:
    red, green, blue = ImageColor.getrgb(name)
    return 0xFF000000 | red << 16 | green << 8 | blue


def painted(place: int, size: tuple[int, int], theme: Theme) -> Pixels:
    columns, rows = size
    picture = np.full((rows, columns), packed(theme.panel), dtype=np.uint32)
    shades = np.arange(columns - 12, dtype=np.uint32) % 256
    picture[4:-4, 6:-6] = 0xFF000000 | shades << 16 | shades << 8 | shades
    for (top, left), name in zip(squares(place, len(theme.lanes)), theme.lanes, strict=True):
        picture[top : top + SIDE, left : left + SIDE] = packed(name)
    return picture


@dataclass
class Told:
    """What was reported; raises what it is given once so many reports have come."""

    end: BaseException | None = None
    after: int = 0
    shares: list[float] = field(default_factory=list)

    def __call__(self, share: float) -> None:
        self.shares.append(share)
        if self.end is not None and len(self.shares) > self.after:
            raise self.end


def reel(
    frames: int = 9,
    fps: float = 25.0,
    size: tuple[int, int] = (96, 64),
    theme: Theme = LIGHT,
    report: Callable[[float], None] = lambda share: None,
) -> Reel:
    return Reel(size, theme, Motion(frames, fps), lambda place: painted(place, size, theme), report)
