"""How a run becomes an animation: so many frames, spread evenly from its first step to its last."""

from dataclasses import dataclass

FRAMES = (2, 10_000)
RATES = (1.0, 60.0)


@dataclass(frozen=True)
class Motion:
    """`frames` pictures, `fps` of them a second. Raises ValueError with one sentence if they are out of range."""

    frames: int = 150
    fps: float = 25.0

    def __post_init__(self) -> None:
        if not FRAMES[0] <= self.frames <= FRAMES[1]:
            raise ValueError(f"frames must lie between {FRAMES[0]} and {FRAMES[1]:,}, not {self.frames:,}")
        if not RATES[0] <= self.fps <= RATES[1]:
            raise ValueError(f"fps must lie between {RATES[0]:g} and {RATES[1]:g} frames a second, not {self.fps:,.6g}")

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return self.frames / self.fps

    def steps(self, last: int) -> tuple[int, ...]:
        """The step that each frame shows, of a run of `last` steps: the first 0, the last `last`."""
        return tuple(round(frame * last / (self.frames - 1)) for frame in range(self.frames))
