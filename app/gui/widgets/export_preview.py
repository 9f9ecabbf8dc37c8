"""The export dialog's right side: the sheet, the animation or the first lines as they will come out, and in words."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QFrame, QLabel, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from app.gui.export import scene_painting
from app.gui.widgets.export_beginning import Beginning
from app.gui.widgets.export_jobs import DataJob, PageJob
from app.gui.widgets.export_offer import Offer
from app.gui.widgets.export_page import PageView
from app.gui.widgets.export_time import FrameBar
from app.gui.workshop import Workshop
from app.model.export_choices import LINES, ExportChoices
from app.model.export_words import bytes_text, outcome_text
from app.model.formats import Kind
from app.model.job import Job

TABLE = ".csv"
"""Its rows are kept whole."""
TAB_LETTERS = 16
"""How far apart the columns of an archive's list are."""


class ExportPreview(QFrame):
    """Shows what comes of some choices; emits `failed` if it cannot be drawn."""

    failed = Signal(str)

    def __init__(self, offer: Offer) -> None:
        super().__init__()
        self.setObjectName("export_stage")
        self._offer = offer
        self._choices = ExportChoices()
        self._wanted: PageJob | None = None
        self._next: PageJob | None = None
        self.page, self.text, self.frames = PageView(), _text_view(), FrameBar(offer.theme)
        self.outcome = QLabel()
        self._shown = QStackedWidget()
        self._workshop = Workshop(self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._shown.addWidget(self.page)
        self._shown.addWidget(self.text)
        self.outcome.setObjectName("quiet")
        self.outcome.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 16)
        column.setSpacing(8)
        column.addWidget(self._shown, 1)
        column.addWidget(self.frames)
        column.addWidget(self.outcome)

    def _connect(self) -> None:
        self._workshop.result_ready.connect(self._on_workshop_result_ready)
        self._workshop.busy_changed.connect(self._on_workshop_busy_changed)
        self._workshop.failed.connect(self.failed)
        self.page.placed.connect(self._draw)
        self.frames.frame_changed.connect(self._draw)

    def show_choices(self, choices: ExportChoices) -> None:
        """Show what comes of these."""
        kind, scene = choices.format.kind, self._offer.scene
        self._choices = choices
        self.outcome.setText(outcome_text(choices, scene))
        self.frames.setVisible(kind is Kind.ANIMATION)
        self.frames.show_motion(choices.motion, scene.experiment.steps, self._offer.step)
        if kind is Kind.DATA:
            self._shown.setCurrentWidget(self.text)
            self._turn_to(DataJob(scene, choices.suffix))
        else:
            self._shown.setCurrentWidget(self.page)
            self._draw()

    def set_offer(self, offer: Offer) -> None:
        """Show from now on what comes of this; only its theme is another one."""
        self._offer = offer
        self.frames.set_theme(offer.theme)

    @property
    def in_order(self) -> tuple[QWidget, ...]:
        """What Tab goes through."""
        return self.text, self.frames.play, self.frames.scrub

    @property
    def is_settled(self) -> bool:
        """Whether nothing of it is still being computed."""
        return not self._workshop.is_busy and self._next is None

    def rest(self) -> None:
        """Begin nothing while a file is written; a page that is being drawn is still shown."""
        self.frames.pause()
        if self._wanted is None:
            self._turn_to()
        elif self._next is not None:
            # What has not been begun is to be drawn when the file is written.
            self._wanted = self._next = None

    def stop(self) -> None:
        """Let no thread live on."""
        self._turn_to()
        self._workshop.stop()

    def _turn_to(self, *jobs: DataJob) -> None:
        """Draw no more pages, and compute these instead."""
        self.frames.pause()
        self._wanted = self._next = None
        self._workshop.turn_to(jobs)

    def _draw(self) -> None:
        """Have the page drawn: at once, or when the one that is being drawn is done, so that there is always one."""
        if not self.page.isVisible():
            return
        job = self._page_job()
        if job == self._wanted:
            return
        is_drawing = self._workshop.is_busy and self._wanted is not None
        self._wanted = job
        if is_drawing and not self.page.image.isNull():
            self._next = job
        else:
            self._next = None
            self._workshop.turn_to((job,))

    def _page_job(self) -> PageJob:
        choices, offer = self._choices, self._offer
        paper = choices.paper(offer.theme)
        most = paper.pixels[0] if choices.has_pixels else None
        size = self.page.place_for(*paper.units, paper.theme.panel, most)
        paint = offer.paint
        if choices.format.kind is Kind.ANIMATION:
            paint = scene_painting(offer.scene, view=offer.rectangle, step=self.frames.step)
        return PageJob(paint, paper, choices.suffix in LINES, size.width(), size.height())

    def _on_workshop_result_ready(self, job: Job[object], result: Any) -> None:
        if isinstance(job, PageJob):
            self.page.show_image(result)
        else:
            self._show_beginning(result)

    def _show_beginning(self, found: Beginning) -> None:
        mode = QPlainTextEdit.LineWrapMode
        self.text.setLineWrapMode(mode.NoWrap if self._choices.suffix == TABLE else mode.WidgetWidth)
        self.text.setPlainText(found.text)
        self.outcome.setText(f"{outcome_text(self._choices, self._offer.scene)} · about {bytes_text(found.size)}")

    def _on_workshop_busy_changed(self, is_busy: bool) -> None:
        if not is_busy and self._next is not None:
            job, self._next = self._next, None
            self._workshop.turn_to((job,))


def _text_view() -> QPlainTextEdit:
    view = QPlainTextEdit()
    view.setObjectName("export_text")
    view.setReadOnly(True)
    view.setTabChangesFocus(True)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setTabStopDistance(QFontMetricsF(view.font()).averageCharWidth() * TAB_LETTERS)
    view.setAccessibleName("The file's first lines")
    return view
