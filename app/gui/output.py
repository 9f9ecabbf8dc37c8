"""All that can be written of an experiment, to the file whose suffix says what: for the window and for render."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from app.errors import UseError
from app.files import opened_whole, write_whole
from app.model.formats import Kind, format_of
from app.model.motion import Motion
from app.model.paper import Paper
from app.model.scene import Scene
from app.sessions import Session
from app.sessions.session import checked_session

if TYPE_CHECKING:
    # Data and sessions are written without Qt.
    from app.gui.export import Paint

Report = Callable[[float], None]
"""Told again and again what share of the work is done; raises CancelledError to end it, and nothing is left behind."""


class Subject(NamedTuple):
    """What there is to be written; `paint` and `scene` are asked only for what needs them, and may compute for long."""

    session: Session
    paint: "Callable[[], Paint]"
    scene: Callable[[], Scene]


def write_output(target: Path, subject: Subject, paper: Paper, motion: Motion, report: Report = lambda _: None) -> None:
    """Write it, whole or not at all.

    Raises UseError for an unknown suffix or a session that is not legal, FaultError if it fails.
    """
    kind = format_of(target)
    try:
        checked_session(subject.session)
    except ValueError as error:
        raise UseError(f"cannot write {target}: {error}") from error
    match kind.kind:
        case Kind.FIGURE:
            from app.gui.export import write_figure

            write_figure(target, paper, subject.paint(), subject.session, report)
        case Kind.ANIMATION:
            from app.gui.film import write_animation

            write_animation(target, paper, motion, subject.scene(), subject.session.rectangle, report)
        case Kind.DATA:
            from app.trajectories.write import write_data

            with opened_whole(target) as file:
                write_data(file, kind.suffix, subject.scene(), report)
        case Kind.SESSION:
            from app.sessions.text import session_bytes

            write_whole(target, session_bytes(subject.session))
