"""What an encoder is given: pictures that are painted when it asks for them, and how long each of them is shown."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from app.model.motion import Motion
from app.model.theme import Theme

Pixels = NDArray[np.uint32]
"""A picture: 0xffRRGGBB (rows, columns)."""


@dataclass(frozen=True)
class Reel:
    """`picture` paints the one at a place, 0 to `motion.frames` − 1; `size` is its columns and rows.

    `report` is told the share that is done, and raises CancelledError to end the work.
    """

    size: tuple[int, int]
    theme: Theme
    motion: Motion
    picture: Callable[[int], Pixels]
    report: Callable[[float], None]

    def pictures(self) -> Iterator[Pixels]:
        """All of them; as soon as the next one is asked for, the one before counts as done."""
        for place in range(self.motion.frames):
            yield self.picture(place)
            self.report(self.share(place + 1))

    def share(self, pictures: int) -> float:
        """What is done when so many pictures are; the last bit is for closing the file."""
        return pictures / (self.motion.frames + 1)

    def durations(self, units: int) -> list[int]:
        """How long each picture is shown, in whole units of which a second has so many.

        They differ by one at most, and end as close to the exact times as whole units can.
        """
        ends = [round(place * units / self.motion.fps) for place in range(self.motion.frames + 1)]
        return [end - begin for begin, end in pairwise(ends)]
