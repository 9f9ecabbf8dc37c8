"""`ravine render`: a session becomes a file, or data on standard output; Qt is imported where there are pictures."""

import shutil
from functools import cache
from importlib import import_module
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from app.command.commands import Render
from app.errors import UseError
from app.files import check_target
from app.gui.output import Report, Subject, write_output
from app.model.formats import Kind
from app.model.scene import Scene, SceneBuilder
from app.standard_output import standard_output
from app.startup import check_pictures
from app.stopping import uninterrupted

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from app.gui.export import Paint

PAINTERS = ("app.gui.drawings", "app.gui.film")
"""What imports everything that pictures need."""


def render(command: Render, report: Report = lambda _: None) -> None:
    """Write it, whole or not at all. Raises UseError or FaultError with one sentence."""
    if command.target is None:
        _print_data(command)
        return
    check_target(command.target)
    if command.format.kind in (Kind.FIGURE, Kind.ANIMATION):
        _make_ready()
    subject = Subject(command.session, lambda: _paint(command), lambda: _scene(command))
    write_output(command.target, subject, command.paper, command.motion, report)


@cache
def _make_ready() -> "QApplication":
    """Have everything imported that pictures need; the application stays alive for as long as the process lives."""
    check_pictures()
    with uninterrupted():
        for name in PAINTERS:
            import_module(name)
        from app.gui.application import make_application

        return make_application(["ravine"], offscreen=True)


def _scene(command: Render) -> Scene:
    return SceneBuilder().build(command.session.experiment)


def _paint(command: Render) -> "Paint":
    from app.gui.drawings import painting_of

    return painting_of(command.session, command.view)


def _print_data(command: Render) -> None:
    from app.trajectories.write import write_data

    suffix = command.format.suffix
    with standard_output("the data") as out:
        if suffix != ".npz":
            write_data(out.buffer, suffix, _scene(command), lambda _: None)
            return
        if out.isatty():
            raise UseError(
                "NPZ cannot be read on a terminal; send it on, like ravine render - --format npz > paths.npz"
            )
        # An archive that cannot go back while it is written has other bytes than a file.
        with TemporaryFile() as file:
            write_data(file, suffix, _scene(command), lambda _: None)
            file.seek(0)
            shutil.copyfileobj(file, out.buffer)
