"""Frames of a playing window, painted one after the other: memory does not grow."""

from dataclasses import dataclass, field

from app.gui.playhead import SPEEDS
from app.gui.window import Window
from app.model.experiment import Experiment
from tests.app.gui.hand import settle
from tests.endurance.leftovers import close_for_good
from tests.endurance.memory import allocated, resident
from tests.endurance.standing_time import CLOCK, standing_time

FRAME_MS = 16
MOST_GROWTH = 2**20
"""Bytes for each `LOOK` frames."""
LOOK = 10_000


@dataclass
class Frames:
    """Bytes held and bytes in memory at each look, and how many frames showed another step."""

    allocated: list[int] = field(default_factory=list)
    resident: list[int] = field(default_factory=list)
    moved: int = 0
    faults: list[str] = field(default_factory=list)


def play(frames: int, look: int = LOOK) -> Frames:
    """Play over and over, and look at the memory after every `look` frames."""
    found = Frames()
    with standing_time():
        # At the highest speed two steps a frame: all rounds of 188 frames are the same, and what is remembered of them
        # fills no more after the first.
        window = Window(Experiment(steps=375))
        window.resize(1024, 640)
        window.show()
        settle()
        window.playhead.set_loop(True)
        window.playhead.set_speed(SPEEDS[-1])
        window.playhead.play()
        window.playhead.moved.connect(lambda _: _count(found))
        for frame in range(frames):
            if frame % look == 0:
                _look(found)
            CLOCK.advance(FRAME_MS)
            settle()
        _look(found)
        found.faults = close_for_good(window)
    return found


def _look(found: Frames) -> None:
    found.allocated.append(allocated())
    found.resident.append(resident())


def _count(found: Frames) -> None:
    found.moved += 1
