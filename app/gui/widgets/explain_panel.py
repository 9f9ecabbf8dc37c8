"""The right side: what became of every lane, and why the selected one moves as it does at the present step.

The cause of its verdict and the first fix stay in sight at the lower edge; the rest scrolls where it must.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.gui.widgets.explain_cause import CauseBox
from app.gui.widgets.explain_rows import VerdictRow
from app.gui.widgets.explain_table import VerdictHeader
from app.gui.widgets.explain_view import ExplanationView
from app.gui.widgets.readout import Readout
from app.gui.widgets.side_scroll import MARGIN, WIDTH, SideScroll
from app.model.experiment import Experiment
from app.model.explain import explain
from app.model.fixes import apply_fix
from app.model.scene import Scene
from app.model.theme import Theme
from optim_core.diagnosis import Diagnosis, Fix


class ExplainPanel(QFrame):
    """Shows a scene with its diagnoses; emits edits (functions from Experiment to Experiment) and which lane is meant.

    While it is hidden it only remembers what it is told.
    """

    edit_wanted = Signal(object)
    lane_selected = Signal(int)
    lane_hovered = Signal(int)
    """The lane under the mouse, or −1."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("explain")
        self.setFixedWidth(WIDTH)
        self._theme = theme
        self._scene: Scene | None = None
        self._diagnoses: Sequence[Diagnosis] = ()
        self._step = 0
        self._selected = 0
        self.rows: list[VerdictRow] = []
        self.length = Readout(Qt.AlignmentFlag.AlignRight, theme)
        self.header = VerdictHeader(theme)
        self.explanation = ExplanationView(theme)
        self.cause = CauseBox(theme)
        self._lay_out()
        self.cause.fix_wanted.connect(self._on_cause_fix_wanted)

    def _lay_out(self) -> None:
        body = QWidget()
        body.setObjectName("explain_body")
        column = QVBoxLayout(body)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, 0)
        column.setSpacing(0)
        column.addLayout(self._heading())
        column.addSpacing(8)
        column.addWidget(self.header)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column.addLayout(self._rows)
        column.addSpacing(8)
        column.addWidget(self.explanation)
        column.addStretch(1)
        below = QVBoxLayout()
        below.setContentsMargins(MARGIN, 8, MARGIN, MARGIN)
        below.addWidget(self.cause)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(SideScroll(body))
        whole.addLayout(below)
        whole.addStretch(1)

    def _heading(self) -> QHBoxLayout:
        heading = QLabel("What happens")
        heading.setObjectName("heading")
        row = QHBoxLayout()
        row.addWidget(heading)
        row.addWidget(self.length, 1)
        return row

    def show_scene(self, scene: Scene, diagnoses: Sequence[Diagnosis]) -> None:
        """Show another scene, with one diagnosis a lane, or none at all while it is still being computed."""
        self._scene, self._diagnoses = scene, diagnoses
        if self.isVisible():
            self._show_all()

    def show_step(self, step: int) -> None:
        """Explain this step."""
        self._step = step
        if self.isVisible():
            self._show_explanation()

    def show_selected(self, index: int) -> None:
        """Explain this lane, by its place in the experiment."""
        if index == self._selected:
            return
        self._selected = index
        if self.isVisible():
            self._show_all()

    def show_hovered(self, index: int | None) -> None:
        """Let the row of this lane stand out, or none."""
        for place, row in enumerate(self.rows):
            row.show_hovered(place == index)

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        self._theme = theme
        for wear in (self.length.set_theme, self.header.set_theme, self.explanation.set_theme, self.cause.set_theme):
            wear(theme)
        for row in self.rows:
            row.set_theme(theme)

    def _show_all(self) -> None:
        if self._scene is None:
            return
        self.length.show_text(f"after {self._scene.computed:,} steps")
        self._fit_rows(len(self._scene.runs))
        diagnoses: Sequence[Diagnosis | None] = self._diagnoses or [None] * len(self.rows)
        for row, run, diagnosis in zip(self.rows, self._scene.runs, diagnoses, strict=True):
            row.show_lane(run.lane, diagnosis)
        selected = self._shown_lane(self._scene)
        for index, row in enumerate(self.rows):
            row.show_selected(index == selected)
        self.cause.show_diagnosis(diagnoses[selected])
        self._show_explanation()

    def _show_explanation(self) -> None:
        if self._scene is not None:
            explanation = explain(self._scene, self._shown_lane(self._scene), self._step)
            self.explanation.show_explanation(explanation)

    def _shown_lane(self, scene: Scene) -> int:
        """The selected lane; the last one where that is not in the scene yet, or not any more."""
        return min(self._selected, len(scene.runs) - 1)

    def _fit_rows(self, count: int) -> None:
        while len(self.rows) > count:
            row = self.rows.pop()
            row.hide()
            row.deleteLater()
        while len(self.rows) < count:
            row = VerdictRow(len(self.rows), self._theme)
            row.selected.connect(self._on_row_selected)
            row.hovered.connect(self.lane_hovered)
            self._rows.addWidget(row)
            self.rows.append(row)

    def _on_row_selected(self, index: int) -> None:
        self.show_selected(index)
        self.lane_selected.emit(index)

    def _on_cause_fix_wanted(self, fix: Fix) -> None:
        assert self._scene is not None
        index = self._shown_lane(self._scene)

        def edit(experiment: Experiment) -> Experiment:
            return apply_fix(experiment, index, fix)

        self.edit_wanted.emit(edit)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_all()
