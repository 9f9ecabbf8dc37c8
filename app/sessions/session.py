"""What a session file holds: an experiment, and how it was looked at."""

from dataclasses import dataclass
from math import inf

from app.model.experiment import Experiment
from app.model.legal import checked_experiment
from app.model.relief.orbit import Orbit
from app.model.terrain import View

LEAST_SIDE = 1e-300
"""Of a rectangle: below it there are no ticks left for its axes."""
VIEWS = ("path", "map", "crowd", "compare", "3d")
"""The views that can have been shown, by their names on the command line."""


@dataclass(frozen=True)
class Session:
    """An experiment, and the look of the window on it.

    `step` is where the playhead stood, None at the end; `rectangle` is what of the surface was in view, None its usual
    view; `view` is one of VIEWS; `orbit` is from where the surface was seen in space, None the usual place.
    """

    experiment: Experiment = Experiment()
    step: int | None = None
    rectangle: View | None = None
    view: str = "path"
    orbit: Orbit | None = None


def is_rectangle(sides: View) -> bool:
    """Whether there is room between x from and x to, and between y from and y to."""
    x0, x1, y0, y1 = sides
    # Neither is true of NaN, nor of an infinite side.
    return LEAST_SIDE < x1 - x0 < inf and LEAST_SIDE < y1 - y0 < inf


def checked_session(session: Session) -> Session:
    """The session itself. Raises ValueError, with one sentence that says where, if anything in it is not legal."""
    steps = checked_experiment(session.experiment).steps
    if session.step is not None and not 0 <= session.step <= steps:
        raise ValueError(f"look.step must lie between 0 and {steps:,}, where the run ends, not {session.step:,}")
    if session.rectangle is not None and not is_rectangle(session.rectangle):
        raise ValueError("look.rectangle must be x from, x to, y from, y to, with x from < x to and y from < y to")
    if session.view not in VIEWS:
        raise ValueError(f"look.view must be one of {', '.join(VIEWS)}, not {session.view[:40]!r}")
    return session
