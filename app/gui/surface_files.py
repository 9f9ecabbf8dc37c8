"""Surfaces that come from files: asked for or dropped, read beside the window, and handed on when they are there."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.errors import FaultError, UseError
from app.gui.widgets.file_question import ask_which_heights
from app.gui.workshop import Workshop
from app.model.formats import Kind, suffixes

if TYPE_CHECKING:
    from surfaces.grid import Grid

PIXELS = ".png"
"""A picture may carry an experiment, and is a map of heights where it carries none."""


@dataclass(frozen=True)
class HeightsJob:
    """A file to be read; the result is its surface, or why there is none."""

    path: Path

    def results(self, executor: Executor, checkpoint: Callable[[], None]) -> "Iterator[Grid | str]":  # noqa: ARG002
        """The surface, with what it proposes computed already: nobody waits for that in the window."""
        from app.heights import read_heights

        try:
            grid = read_heights(self.path)
        except (ValueError, UseError, FaultError) as error:
            yield str(error)
            return
        checkpoint()
        _ = grid.start, grid.suggested_lr, grid.minima
        yield grid


class SurfaceFiles(QObject):
    """Belongs to the window `parent`."""

    surface_read = Signal(object)
    """A Grid."""
    said = Signal(str)
    """What a person should know, in a sentence."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._folder = Path.home()
        self._reader = Workshop(self)
        self._reader.result_ready.connect(self._on_reader_result_ready)
        self._reader.failed.connect(self.said)

    @property
    def is_busy(self) -> bool:
        """Whether a file is being read."""
        return self._reader.is_busy

    def ask(self) -> None:
        """Ask for a file, and read it."""
        chosen = ask_which_heights(self._window, self._folder)
        if chosen is not None:
            self.read(chosen)

    def read(self, path: Path) -> None:
        """Read a file; whatever was being read is not wanted any more."""
        self._folder = path.parent
        # The same file may have changed since.
        self._reader.turn_to(())
        self._reader.turn_to((HeightsJob(path),))

    def stop(self) -> None:
        """Let no thread live on."""
        self._reader.stop()

    def _on_reader_result_ready(self, job: HeightsJob, result: "Grid | str") -> None:
        if isinstance(result, str):
            self.said.emit(result)
            return
        self.surface_read.emit(result)
        self.said.emit(f"the surface is {job.path.name} now; undo goes back to the one before")


def is_surface(path: Path) -> bool:
    """Whether a file that somebody dropped is read as a surface: whatever can hold no experiment, or holds none."""
    suffix = path.suffix.lower()
    if suffix != PIXELS:
        return suffix not in suffixes(Kind.SESSION, Kind.FIGURE)
    from app.sessions.opening import open_session

    try:
        open_session(path)
    except UseError:
        return True
    except FaultError:
        return False
    return False
