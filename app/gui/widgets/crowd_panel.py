"""The right side of the crowd view: what became of all seeds of every lane, and of one lane against another."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.gui.widgets.crowd_invitation import Invitation, is_crowded
from app.gui.widgets.crowd_lane import CrowdLane
from app.gui.widgets.crowd_pair import CrowdPair
from app.gui.widgets.readout import Readout
from app.gui.widgets.side_scroll import MARGIN, WIDTH, SideScroll
from app.model.crowd.report import CrowdReport
from app.model.scene import Scene
from app.model.theme import Theme


class CrowdPanel(QFrame):
    """Shows a scene with the report on its seeds; emits edits and which lane is meant.

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
        self._report: CrowdReport | None = None
        self._stale = False
        self._selected = 0
        self.lanes: list[CrowdLane] = []
        self.seeds = Readout(Qt.AlignmentFlag.AlignRight, theme)
        self.invitation = Invitation()
        self.crowd = QWidget()
        self.pair = CrowdPair(theme)
        self._lay_out()
        self.invitation.edit_wanted.connect(self.edit_wanted)

    def _lay_out(self) -> None:
        self._lanes = QVBoxLayout()
        self._lanes.setSpacing(4)
        crowd = QVBoxLayout(self.crowd)
        crowd.setContentsMargins(0, 0, 0, 0)
        crowd.setSpacing(0)
        crowd.addLayout(self._lanes)
        crowd.addWidget(self.pair)
        body = QWidget()
        body.setObjectName("explain_body")
        column = QVBoxLayout(body)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, 0)
        column.setSpacing(8)
        column.addLayout(self._heading())
        column.addWidget(self.invitation)
        column.addWidget(self.crowd)
        column.addSpacing(MARGIN)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(SideScroll(body))
        whole.addStretch(1)

    def _heading(self) -> QHBoxLayout:
        heading = QLabel("How seeds end")
        heading.setObjectName("heading")
        row = QHBoxLayout()
        row.addWidget(heading)
        row.addWidget(self.seeds, 1)
        return row

    def show_scene(self, scene: Scene) -> None:
        """Show another scene; what is known of the one before stays, fainter, until the next report."""
        before, self._scene = self._scene, scene
        if before is None or [run.lane.colour for run in before.runs] != [run.lane.colour for run in scene.runs]:
            # Of other lanes than these, nothing would be said in the right place.
            self._report = None
        self._stale = True
        if self.isVisible():
            self._show_all()

    def show_report(self, report: CrowdReport | None) -> None:
        """Show what became of the seeds, or that it is not known yet."""
        self._stale = report is None
        if report is not None:
            self._report = report
        if self.isVisible():
            self._show_all()

    def show_selected(self, index: int) -> None:
        """Let this lane stand out."""
        self._selected = index
        for place, lane in enumerate(self.lanes):
            lane.show_selected(place == index)

    def show_hovered(self, index: int | None) -> None:
        """Let this lane stand out a little, or none."""
        for place, lane in enumerate(self.lanes):
            lane.show_hovered(place == index)

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        self._theme = theme
        self.seeds.set_theme(theme)
        self.pair.set_theme(theme)
        for lane in self.lanes:
            lane.set_theme(theme)

    def _show_all(self) -> None:
        if self._scene is None:
            return
        experiment = self._scene.experiment
        crowded = is_crowded(experiment)
        self.invitation.setVisible(not crowded)
        self.crowd.setVisible(crowded)
        self.invitation.show_experiment(experiment)
        self.seeds.show_text(self._seeds_text(self._scene) if crowded else "")
        if crowded:
            self._show_crowd(self._scene)

    def _seeds_text(self, scene: Scene) -> str:
        seeds = f"{scene.experiment.seeds:,} seeds"
        return f"judging {seeds} …" if self._stale else seeds

    def _show_crowd(self, scene: Scene) -> None:
        lanes = scene.experiment.lanes
        self._fit_lanes(len(lanes))
        known = {} if self._report is None else {report.lane: report for report in self._report.lanes}
        for index, (widget, lane) in enumerate(zip(self.lanes, lanes, strict=True)):
            widget.show_lane(lane, known.get(index), stale=self._stale)
        self.pair.show_report(lanes, self._report, stale=self._stale)

    def _fit_lanes(self, count: int) -> None:
        while len(self.lanes) > count:
            lane = self.lanes.pop()
            lane.hide()
            lane.deleteLater()
        while len(self.lanes) < count:
            lane = CrowdLane(len(self.lanes), self._theme)
            lane.selected.connect(self._on_lane_selected)
            lane.hovered.connect(self.lane_hovered)
            lane.show_selected(len(self.lanes) == self._selected)
            self._lanes.addWidget(lane)
            self.lanes.append(lane)

    def _on_lane_selected(self, index: int) -> None:
        self.show_selected(index)
        self.lane_selected.emit(index)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_all()
