"""All that leaves the window: files by way of the export dialog, and the picture on the clipboard.

Nothing is taken before all of it is computed.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

from app.errors import FaultError, UseError
from app.gui.animation.ffmpeg import video_obstacle
from app.gui.output import Subject
from app.gui.widgets.export_dialog import ExportDialog, Wish
from app.gui.widgets.export_jobs import PictureJob
from app.gui.widgets.export_offer import Offer
from app.gui.widgets.export_target import short_path
from app.gui.workshop import Workshop
from app.gui.writing import Writing
from app.model.describe import file_name
from app.model.export_choices import CHOICES, load_choices, save_choices
from app.model.job import Job
from app.model.kept_file import put_aside
from app.model.paper import Paper
from app.model.theme import Theme
from app.sessions.session import VIEWS

PAPER = Paper(1680, 1260)
"""Of a picture on the clipboard."""
GLANCE = 40
"""Milliseconds between two looks at whether all is computed."""


class Exports(QObject):
    """Exports what `subject` says is on the screen, as soon as `is_ready`; `subject` raises UseError for nothing.

    `view` names what is shown, one of `app.sessions.session.VIEWS`; `say` tells that it is done or waited for, or why
    it cannot be done.
    """

    def __init__(
        self,
        window: QWidget,
        subject: Callable[[], Subject],
        is_ready: Callable[[], bool],
        theme: Callable[[], Theme],
        view: Callable[[], str],
        say: Callable[[str], None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._subject = subject
        self._is_ready = is_ready
        self._theme = theme
        self._view = view
        self._say = say
        if damage := put_aside(CHOICES):
            say(damage)
        self._choices = load_choices()
        self._dialog: ExportDialog | None = None
        self._writing: Writing | None = None
        self._wish: Wish | None = None
        self._waiting: list[Callable[[], None]] = []
        self._painter = Workshop(self)
        self._painter.result_ready.connect(self._on_painter_result_ready)
        self._painter.failed.connect(say)
        self._glance = QTimer(self)
        self._glance.setInterval(GLANCE)
        self._glance.timeout.connect(self._on_glance_timeout)

    @property
    def dialog(self) -> ExportDialog | None:
        """The dialog, while it is open."""
        return self._dialog

    def export(self) -> None:
        """Ask what is wanted, and write it."""
        self._when_ready(self._open, "opening the export as soon as all of it is computed")

    def copy(self) -> None:
        """Put the picture on the clipboard."""
        self._when_ready(self._copy, "copying the picture as soon as all of it is computed")

    def set_theme(self, theme: Theme) -> None:
        """The window wears other colours."""
        if self._dialog is not None:
            self._dialog.set_theme(theme)

    def stop(self) -> None:
        """Wait for nothing any more, and let no thread live on."""
        self._glance.stop()
        self._waiting.clear()
        self._painter.stop()
        if self._dialog is not None:
            self._dialog.close()
        if self._writing is not None:
            self._writing.cancel()
            self._end_writing(self._writing)

    def _when_ready(self, action: Callable[[], None], promise: str) -> None:
        if self._is_ready():
            self._do(action)
            return
        self._say(promise)
        if action not in self._waiting:
            self._waiting.append(action)
        self._glance.start()

    def _do(self, action: Callable[[], None]) -> None:
        try:
            action()
        except (UseError, FaultError) as error:
            self._say(str(error))

    def _copy(self) -> None:
        paper = replace(PAPER, theme=self._theme())
        self._painter.turn_to((PictureJob(self._subject().paint(), paper),))

    def _open(self) -> None:
        if self._dialog is not None:
            self._dialog.activateWindow()
            return
        if self._writing is not None:
            raise UseError("what was exported last is still being cancelled; try again in a moment")
        subject, view = self._subject(), self._view()
        dialog = ExportDialog(self._window, self._offer(subject, view), self._choices)
        dialog.export_wanted.connect(partial(self._on_dialog_export_wanted, subject))
        dialog.cancel_wanted.connect(self._on_dialog_cancel_wanted)
        dialog.finished.connect(self._on_dialog_finished)
        self._dialog = dialog
        dialog.open()

    def _offer(self, subject: Subject, view: str) -> Offer:
        session = subject.session
        step = session.experiment.steps if session.step is None else session.step
        name = file_name(session.experiment.surface) + ("" if view == VIEWS[0] else f"-{view}")
        return Offer(
            subject.paint(), subject.scene(), session.rectangle, step, view, self._theme(), name, video_obstacle()
        )

    def _on_dialog_export_wanted(self, subject: Subject, wish: Wish) -> None:
        paper = wish.choices.paper(self._theme())
        writing = Writing(self, wish.target, subject, paper, wish.choices.motion)
        # Methods and not functions: so they are called in the window's thread.
        writing.progressed.connect(self._on_writing_progressed)
        writing.ended.connect(self._on_writing_ended)
        self._writing, self._wish = writing, wish
        writing.start()

    def _on_dialog_cancel_wanted(self) -> None:
        if self._writing is not None:
            self._writing.cancel()

    def _on_dialog_finished(self) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.deleteLater()

    def _on_writing_progressed(self, share: float) -> None:
        if self._dialog is not None:
            self._dialog.show_share(share)

    def _on_writing_ended(self, failure: str) -> None:
        writing, wish = self._writing, self._wish
        # What ended while the window closed has been seen to.
        if writing is None or wish is None:
            return
        self._end_writing(writing)
        if not failure and not writing.was_cancelled:
            self._finish(wish)
        elif self._dialog is not None:
            self._dialog.show_ended(failure)

    def _finish(self, wish: Wish) -> None:
        """Remember what was chosen, and say where the file is."""
        if self._dialog is not None:
            self._dialog.accept()
        self._say(f"saved {wish.target.name} in {short_path(wish.target.parent)}")
        self._choices = replace(wish.choices, last=wish.choices.size)
        try:
            save_choices(self._choices)
        except FaultError as error:
            self._say(str(error))

    def _end_writing(self, writing: Writing) -> None:
        self._writing = None
        writing.join()
        writing.deleteLater()

    def _on_painter_result_ready(self, _: Job[object], picture: QImage) -> None:
        QGuiApplication.clipboard().setImage(picture)
        self._say("the picture is on the clipboard")

    def _on_glance_timeout(self) -> None:
        if self._is_ready():
            waiting, self._waiting = self._waiting, []
            self._glance.stop()
            for action in waiting:
                self._do(action)
