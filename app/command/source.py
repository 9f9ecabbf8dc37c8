"""The session that options start from, and the one that they make of it."""

from dataclasses import replace
from pathlib import Path

from app.command.experiment import read_experiment
from app.command.surface import DATA
from app.command.values import explained, parted, read_whole
from app.command.view import MAPS, read_name
from app.command.words import Given
from app.errors import UseError
from app.model.edits import choose_surface
from app.model.experiment import Experiment
from app.model.formats import HEIGHT_PICTURES
from app.model.numbers import read_number
from app.model.relief.orbit import USUAL, Orbit
from app.model.terrain import View
from app.named_file import named
from app.sessions import Session
from app.sessions.opening import open_session
from app.sessions.session import checked_session, is_rectangle
from app.sessions.share import is_share, read_share

HEIGHTS = (".csv", ".npz")
"""What is a surface by its name alone; a picture is one behind `data:`, since it may be a figure as well."""


def read_source(text: str) -> Session:
    """The session in a file of that name, or in a share string. Raises UseError or FaultError with one sentence."""
    if not is_share(text):
        return _from_file(Path(text))
    try:
        return read_share(text)
    except ValueError as error:
        raise UseError(f"cannot read this share string: {error}") from error


def _from_file(path: Path) -> Session:
    """A session, a figure that carries one, or a table or archive of heights, which are walked on in the usual way."""
    if path.suffix.lower() not in HEIGHTS:
        return _from_session(path)
    from app.heights import read_heights

    try:
        return Session(choose_surface(Experiment(), read_heights(path)))
    except ValueError as error:
        raise UseError(str(error)) from error


def _from_session(path: Path) -> Session:
    try:
        return open_session(path)
    except UseError as error:
        if path.suffix.lower() in HEIGHT_PICTURES:
            raise UseError(f"{error}; a picture of heights is --surface {DATA}{named(path)}") from error
        raise


def read_session(given: Given, source: Session) -> Session:
    """The source's session with everything changed that was given. Raises UseError with one sentence."""
    experiment = read_experiment(given, source.experiment)
    name = read_name(given, source.view)
    step = _step(given.one("--step"), source, experiment.steps)
    rectangle = _rectangle(given.one("--rectangle"), source, experiment)
    orbit = _orbit(given.one("--orbit"), source.orbit)
    try:
        return checked_session(Session(experiment, step, rectangle, "map" if name in MAPS else name, orbit))
    except ValueError as error:
        raise UseError(f"this experiment could not be saved: {error}") from error


def _step(text: str | None, source: Session, last: int) -> int | None:
    if text is not None:
        with explained("--step", text):
            return read_whole("step", text, (0, last))
    its_last = source.experiment.steps
    if source.step is None or last == its_last:
        return source.step
    # Who was at the end of one run is at the end of another.
    return source.step if source.step < min(last, its_last) else None


def _orbit(text: str | None, usual: Orbit | None) -> Orbit | None:
    if text is None:
        return usual
    with explained("--orbit", text):
        angles = parted(text, 2, "an orbit is two angles in degrees, around and above, like -35,48")
        azimuth, elevation = map(read_number, angles)
        return replace(usual or USUAL, azimuth=azimuth, elevation=elevation)


def _rectangle(text: str | None, source: Session, experiment: Experiment) -> View | None:
    if text is None:
        # What was in view of one surface is any place of another.
        return source.rectangle if experiment.surface == source.experiment.surface else None
    with explained("--rectangle", text):
        sides = parted(text, 4, "a rectangle is x from, x to, y from and y to, like -2,2,-1,3")
        x0, x1, y0, y1 = map(read_number, sides)
        if not is_rectangle((x0, x1, y0, y1)):
            raise ValueError("x and y must each go from a smaller to a larger number")
        return x0, x1, y0, y1
