"""The export dialog: what is to be written at the left, how it will come out at the right, and what happens below.

It is modal to its window alone, and the event loop goes on: time plays, progress is shown, and all can be cancelled.
"""

import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.errors import UseError
from app.gui.widgets.export_controls import Controls
from app.gui.widgets.export_footer import ExportFooter, State
from app.gui.widgets.export_offer import Offer
from app.gui.widgets.export_preview import ExportPreview
from app.gui.widgets.export_target import short_path
from app.model.export_choices import ExportChoices
from app.model.sentences import sentence_of
from app.model.theme import Theme

SMALLEST, LARGEST = QSize(880, 576), QSize(1280, 840)
AROUND = 80
"""Pixels of the window that stay in sight around the dialog."""
VIDEO, INSTEAD = ".mp4", ".gif"
"""The one needs a program that may have gone since it was chosen, the other does not."""

Edit = Callable[[ExportChoices], ExportChoices]


class Wish(NamedTuple):
    """The file that a person wants, and how."""

    target: Path
    choices: ExportChoices


class ExportDialog(QDialog):
    """Emits what is wanted; who carries it out tells it of progress, of what went wrong, and closes it at the end."""

    export_wanted = Signal(object)
    """A Wish; whether a file may be replaced has been asked."""
    cancel_wanted = Signal()
    """The export that is running is not wanted any more."""

    def __init__(self, window: QWidget, offer: Offer, choices: ExportChoices) -> None:
        super().__init__(window)
        self._offer = offer
        lost = choices.suffix == VIDEO and offer.video_obstacle
        self._choices = replace(choices, suffix=INSTEAD) if lost else choices
        self.setWindowTitle("Export")
        self.controls = Controls(offer.video_obstacle)
        self.preview, self.footer = ExportPreview(offer), ExportFooter()
        self._lay_out()
        self._put_keys_in_order()
        self._connect()
        folder = Path(choices.folder)
        self.controls.place.show_target(folder if choices.folder and folder.is_dir() else Path.home(), offer.name)
        self._show_choices()
        self.setMinimumSize(SMALLEST)
        self.resize((window.size() - QSize(AROUND, AROUND)).boundedTo(LARGEST).expandedTo(SMALLEST))
        self.controls.formats.segments[self._choices.suffix].setFocus()

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(0)
        above.addWidget(self.controls)
        above.addWidget(self.preview, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(above, 1)
        whole.addWidget(self.footer)

    def _put_keys_in_order(self) -> None:
        order = (*self.controls.in_order, *self.preview.in_order, self.footer.back, self.footer.go)
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)
        # Qt would let Enter press the button that comes next.
        buttons: Iterable[QPushButton] = self.findChildren(QPushButton)
        for button in buttons:
            button.setAutoDefault(False)

    def _connect(self) -> None:
        self.controls.edit_wanted.connect(self.apply)
        self.controls.target_changed.connect(self._on_controls_target_changed)
        self.preview.failed.connect(self.show_failure)
        self.footer.go_wanted.connect(self._on_footer_go_wanted)
        self.footer.back_wanted.connect(self.reject)
        self.finished.connect(self.preview.stop)

    @property
    def choices(self) -> ExportChoices:
        """What is chosen now."""
        return self._choices

    def apply(self, edit: Edit) -> None:
        """Choose something else; what cannot be is said, and all stays as it was."""
        try:
            self._choices = edit(self._choices)
        except ValueError as error:
            self.show_failure(str(error))
        else:
            self._show_state(State.CHOOSING)
        self._show_choices()

    def set_theme(self, theme: Theme) -> None:
        """The window wears other colours, and so does what has no theme of its own."""
        self._offer = self._offer._replace(theme=theme)
        self.preview.set_offer(self._offer)
        self._show_choices()

    def show_failure(self, reason: str) -> None:
        """Say why it cannot be done."""
        self._show_state(State.CHOOSING, sentence_of(reason))

    def show_share(self, share: float) -> None:
        """Say how far the export is."""
        self.footer.show_share(share)

    def show_ended(self, reason: str) -> None:
        """The export has ended without a file, for that reason or because nobody wanted it; let a person go on."""
        self._show_state(State.CHOOSING, sentence_of(reason))
        self._show_choices()
        self.footer.go.setFocus()

    def _show_choices(self) -> None:
        choices, offer = self._choices, self._offer
        self.controls.show_choices(choices, offer.theme.name, offer.parts_of(choices.format.kind))
        self.preview.show_choices(choices)

    def _show_state(self, state: State, message: str = "") -> None:
        is_busy = state in (State.RUNNING, State.CANCELLING)
        self.footer.show_state(state, message)
        self.controls.setEnabled(not is_busy)
        self.preview.setEnabled(not is_busy)

    def _export(self, target: Path) -> None:
        self.preview.rest()
        self._show_state(State.RUNNING)
        self.footer.back.setFocus()
        self.export_wanted.emit(Wish(target, replace(self._choices, folder=str(target.parent))))

    def _on_controls_target_changed(self) -> None:
        self._show_state(State.CHOOSING)

    def _on_footer_go_wanted(self) -> None:
        try:
            target = self.controls.place.target
        except UseError as error:
            self.show_failure(str(error))
            return
        if self.footer.state is State.ASKING or not os.path.lexists(target):
            self._export(target)
            return
        self._show_state(State.ASKING, f"{target.name} is in {short_path(target.parent)} already. Replace it?")
        self.footer.back.setFocus()

    def _on_enter_pressed(self) -> None:
        """Do what the focused button says; elsewhere export, or where a file might be lost, rather not."""
        footer, focused = self.footer, self.focusWidget()
        usual = footer.back if footer.state is State.ASKING else footer.go
        buttons = (*self.controls.buttons, self.preview.frames.play, footer.back, footer.go)
        next((button for button in buttons if button is focused), usual).click()

    def reject(self) -> None:
        """Escape and the second button: out of what the dialog is at, and out of the dialog if that is nothing."""
        match self.footer.state:
            case State.CHOOSING:
                super().reject()
            case State.ASKING:
                self._show_state(State.CHOOSING)
                self.footer.go.setFocus()
            case State.RUNNING:
                self._show_state(State.CANCELLING)
                self.cancel_wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif self.footer.state in (State.CHOOSING, State.ASKING) and not event.isAutoRepeat():
            self._on_enter_pressed()

    def closeEvent(self, event: QCloseEvent) -> None:
        # Whoever closes the window of the dialog leaves it for good, whatever it is at.
        if self.footer.state is State.RUNNING:
            self.cancel_wanted.emit()
        event.accept()
        self.done(QDialog.DialogCode.Rejected)
