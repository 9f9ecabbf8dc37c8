"""Every lane at its own best beside what it does now: chart, table, and the settings to take over.

It says which comparison it needs; whoever hears it has it computed and hands it back.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from app.gui.widgets.compare_chart import CompareChart
from app.gui.widgets.compare_controls import CompareControls
from app.gui.widgets.compare_rows import CompareTable
from app.gui.widgets.compare_words import Words
from app.gui.widgets.readout import Readout
from app.model.experiment import Experiment
from app.model.fair.cells import used_text
from app.model.fair.request import FairRequest, FairResult, fair_request, obstacle
from app.model.fair.use import use_best
from app.model.fair.words import budget_text, good_text, headline, tolerance_text
from app.model.theme import Theme

LEAST_WIDTH, MARGIN = 330, 12
COMPUTING = "Every lane is being tuned…"
FINER = "Tuning more finely… "


class ComparePanel(QFrame):
    """Shows the fair comparison of an experiment's lanes; while it is hidden it only remembers what it is told."""

    edit_wanted = Signal(object)
    """A function from Experiment to Experiment."""
    gesture_began = Signal()
    gesture_ended = Signal()
    lane_selected = Signal(int)
    lane_hovered = Signal(int)
    """The lane under the mouse, −1 where none is."""
    said = Signal(str)
    comparisons_wanted = Signal(object)
    """A tuple of the FairRequests that are needed from now on; what was asked for before is needed no more."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("compare")
        self.setMinimumWidth(LEAST_WIDTH)
        self._experiment: Experiment | None = None
        self._wanted: FairRequest | None = None
        self._asked: FairRequest | None = None
        self._result: FairResult | None = None
        self._is_busy = False
        self.words = Words(theme)
        self.controls = CompareControls()
        self.chart = CompareChart(theme)
        self.table = CompareTable(theme)
        self.notes = Readout(Qt.AlignmentFlag.AlignLeft, theme)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(MARGIN, 8, MARGIN, 8)
        whole.setSpacing(4)
        whole.addWidget(self.words)
        whole.addWidget(self.controls)
        whole.addWidget(self.chart, 1)
        whole.addWidget(self.table)
        whole.addWidget(self.notes)
        # Where chart and table are not shown, the words stay at the top.
        whole.addStretch(0)

    def _connect(self) -> None:
        self.controls.changed.connect(self._on_controls_changed)
        self.chart.edit_wanted.connect(self.edit_wanted)
        self.chart.gesture_began.connect(self.gesture_began)
        self.chart.gesture_ended.connect(self.gesture_ended)
        self.table.use_wanted.connect(self._on_table_use_wanted)
        for part in (self.chart, self.table):
            part.lane_selected.connect(self.lane_selected)
            part.lane_hovered.connect(self.lane_hovered)

    @property
    def picture(self) -> FairResult | None:
        """What is to be seen, for a figure; None while nothing is known."""
        return self._followed or self._result

    @property
    def _followed(self) -> FairResult | None:
        """The result for what is wanted now; None where that is still being computed."""
        return None if self._result is None or self._wanted is None else self._result.following(self._wanted)

    def show_experiment(self, experiment: Experiment) -> None:
        """Compare the lanes of this experiment."""
        self._experiment = experiment
        if self.isVisible():
            self._refresh(experiment)

    def show_result(self, request: FairRequest, result: FairResult) -> None:
        """Show this, if it is what is wanted."""
        if request == self._wanted and self._experiment is not None:
            self._result = result
            self._show(self._experiment)

    def show_selected(self, place: int) -> None:
        """Let that lane's row stand out."""
        self.table.show_selected(place)

    def show_hovered(self, place: int | None) -> None:
        """Let the row and the curve of this lane stand out, or none."""
        self.chart.show_hovered(place)
        self.table.show_hovered(place)

    def show_busy(self, busy: bool) -> None:
        """Say that a better result is being computed, or not."""
        self._is_busy = busy
        self._show_notes()

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        for wear in (self.words.set_theme, self.chart.set_theme, self.table.set_theme, self.notes.set_theme):
            wear(theme)

    def _refresh(self, experiment: Experiment) -> None:
        """Ask for what is needed, and show what is known of it."""
        controls = self.controls
        wanted = fair_request(experiment, controls.objective, tunes_beta=controls.tunes_beta.isChecked())
        self._wanted = wanted
        if wanted != self._asked:
            self._asked = wanted
            self.comparisons_wanted.emit(() if wanted is None else (wanted,))
        self._show(experiment)

    def _show(self, experiment: Experiment) -> None:
        why_not = obstacle(experiment)
        shown = None if why_not else self.picture
        for part in (self.chart, self.table, self.notes):
            part.setVisible(shown is not None)
        self.controls.setEnabled(not why_not)
        if shown is None:
            self.words.show_text(why_not or COMPUTING, is_quiet=True)
        else:
            self._show_result(experiment, shown)

    def _show_result(self, experiment: Experiment, shown: FairResult) -> None:
        is_stale = self._followed is None
        follows = any(lane.visible and lane.linked for lane in experiment.lanes)
        self.words.show_text(headline(shown), is_quiet=is_stale)
        self.chart.show_result(shown, is_stale=is_stale, is_movable=follows)
        self.table.show_result(shown, is_stale=is_stale)
        self._show_notes()

    def _show_notes(self) -> None:
        shown = self.picture
        if shown is not None:
            notes = budget_text(shown.request.experiment), good_text(shown.request.objective)
            self.notes.show_text(f"{FINER if self._is_busy else ''}{' '.join(notes)}")
            self.notes.setToolTip("\n".join((*notes, tolerance_text())))

    def _on_controls_changed(self) -> None:
        if self._experiment is not None and self.isVisible():
            self._refresh(self._experiment)

    def _on_table_use_wanted(self, places: tuple[int, ...]) -> None:
        shown = self._followed
        if shown is not None:
            lanes = tuple(lane for lane in shown.lanes if lane.place in places)
            self.edit_wanted.emit(lambda experiment: use_best(experiment, lanes))
            self.said.emit(used_text(lanes))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._experiment is not None:
            self._refresh(self._experiment)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        # Who shows it again may have had something else computed in between.
        self._asked = None
