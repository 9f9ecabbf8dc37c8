"""The window's inside: which widgets there are, where they stand, and what is shown to all of them alike."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from app.gui.playhead import Playhead
from app.gui.widgets.canvas import Canvas
from app.gui.widgets.chart_view import ChartView
from app.gui.widgets.experiment_panel import ExperimentPanel
from app.gui.widgets.explain_panel import ExplainPanel
from app.gui.widgets.mode_switch import ModeSwitch
from app.gui.widgets.notice import Notice
from app.gui.widgets.top_bar import TopBar
from app.gui.widgets.transport import Transport
from app.model.charts import Chart
from app.model.experiment import Experiment
from app.model.scene import Scene
from app.model.theme import Theme

if TYPE_CHECKING:
    from app.gui.widgets.lesson_panel import LessonPanel

WIDE = 1200
"""From this width on there is room for the explanations beside the surface, unless a person decides otherwise."""
CHARTS = 3


class Desk(QWidget):
    """Lessons and the experiment on the left, the surface, time and charts in the middle, what happens on the right.

    It passes on what it is told; what the widgets want, the window hears from them.
    """

    lessons_made = Signal(object)
    """The LessonPanel, when it is needed for the first time."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._explains: bool | None = None
        self._lessons: LessonPanel | None = None
        self._view_panel: QWidget | None = None
        self.top_bar = TopBar(theme)
        self.panel = ExperimentPanel(theme)
        self.canvas = Canvas(theme)
        self.mode = ModeSwitch(self.canvas, theme)
        self.explanations = ExplainPanel(theme)
        self.transport = Transport(theme)
        self.chart_views = [ChartView(theme) for _ in range(CHARTS)]
        self.notice = Notice(self.canvas, theme)
        self._lay_out()

    def _lay_out(self) -> None:
        charts = QHBoxLayout()
        charts.setContentsMargins(8, 0, 8, 8)
        charts.setSpacing(8)
        for view in self.chart_views:
            charts.addWidget(view, 1)
        self._stage = QHBoxLayout()
        self._stage.setSpacing(0)
        self._stage.addWidget(self.canvas, 1)
        self._centre = QVBoxLayout()
        self._centre.setSpacing(0)
        self._centre.addLayout(self._stage, 5)
        self._centre.addWidget(self.transport)
        self._centre.addLayout(charts, 2)
        self._middle = QHBoxLayout()
        self._middle.setSpacing(0)
        self._middle.addWidget(self.panel)
        self._middle.addLayout(self._centre, 1)
        self._middle.addWidget(self.explanations)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.top_bar)
        whole.addLayout(self._middle, 1)

    @property
    def lessons(self) -> "LessonPanel":
        """The lessons, made when they are opened for the first time: nobody waits for them at the start."""
        if self._lessons is None:
            from app.gui.widgets.lesson_panel import LessonPanel

            self._lessons = LessonPanel(self._theme)
            self._middle.insertWidget(0, self._lessons)
            self.lessons_made.emit(self._lessons)
        return self._lessons

    @property
    def is_learning(self) -> bool:
        """Whether the lessons are open."""
        return self._lessons is not None and self._lessons.isVisibleTo(self)

    @property
    def is_explaining(self) -> bool:
        """Whether verdicts and explanations are to be seen."""
        return self.explanations.isVisibleTo(self)

    def has_room_for_lessons(self, width: int) -> bool:
        """Whether a window of that width shows them beside the view that is shown."""
        lessons = 0 if self.is_learning else self.lessons.width()
        return self._view_panel is None or self._middle.minimumSize().width() + lessons <= width

    def show_lessons(self, shown: bool, width: int) -> None:
        """Open or close the lessons in a window of that width."""
        if shown or self._lessons is not None:
            self.lessons.setVisible(shown)
        if not shown:
            self.canvas.setFocus()
        self.make_room(width)

    def show_explanations(self, shown: bool, width: int) -> None:
        """Show what happens, or put it away, as a person wants; the lessons close where there is no room for both."""
        self._explains = shown
        self.make_room(width)
        if shown and not self.is_explaining:
            self.show_lessons(False, width)

    def put_beside(self, panel: QWidget) -> None:
        """Give a view's panel its place, left of the surface and as wide."""
        self._stage.insertWidget(0, panel, 1)

    def put_right(self, panel: QWidget) -> None:
        """Give a view's panel its place, where the explanations are."""
        self._middle.addWidget(panel)

    def show_view_panel(self, panel: QWidget | None, width: int) -> None:
        """Show the panel of another view, in a window of that width; none where the explanations have their place."""
        focused = QApplication.focusWidget()
        if self._view_panel is not None:
            self._view_panel.hide()
        self._view_panel = panel
        if panel is not None:
            panel.show()
        self.make_room(width)
        if focused is not None and not focused.isVisible():
            # Keys belong to time again, not to whatever Qt takes for the next in order.
            self.canvas.setFocus()

    def make_room(self, width: int) -> None:
        """In a window of that width the explanations give way where the surface would be too small.

        Where a person wants them, they stay as long as nothing is squeezed and no other view needs the room; for
        another view lessons, too, give way.
        """
        if self.is_learning and not self.has_room_for_lessons(width):
            self.lessons.hide()
        smallest = self.panel.width() + self._centre.minimumSize().width() + self.explanations.width()
        needed = WIDE if self._explains is None else smallest
        beside = self.lessons.width() if self.is_learning else 0
        is_free = self._view_panel is None
        self.explanations.setVisible(is_free and self._explains is not False and width >= needed + beside)
        self.top_bar.show_open(self.is_learning, self.is_explaining)
        self.top_bar.explanations.setEnabled(is_free)

    def show_experiment(self, experiment: Experiment) -> None:
        """Show what is wanted."""
        self.top_bar.show_surface(experiment.surface)
        self.panel.show_experiment(experiment)
        if self._lessons is not None:
            self._lessons.show_experiment(experiment)

    def show_scene(self, scene: Scene, charts: Sequence[Chart], step: int) -> None:
        """Show what comes of it, all but the paths, which were there first, and the explanations."""
        for view, chart in zip(self.chart_views, charts, strict=False):
            view.draw(chart)
        for place, view in enumerate(self.chart_views):
            view.setVisible(place < len(charts))
        self.panel.show_losses(scene, step)
        if self._lessons is not None:
            self._lessons.show_scene(scene)

    def show_step(self, scene: Scene, step: int) -> None:
        """Show the scene at another step."""
        showers: list[Any] = [self.canvas, *self.chart_views, self.transport, self.explanations]
        for shower in showers:
            shower.show_step(step)
        self.panel.show_losses(scene, step)

    def show_selected(self, index: int) -> None:
        """Let this lane be the one that is explained."""
        showers: list[Any] = [self.panel, self.explanations, self.canvas]
        for shower in showers:
            shower.show_selected(index)

    def show_hovered(self, lane: int | None) -> None:
        """Let this lane stand out everywhere, or none."""
        showers: list[Any] = [self.canvas, self.panel, self.explanations, *self.chart_views]
        for shower in showers:
            shower.show_hovered(lane)

    def show_steering(self, step: int | None) -> None:
        """Let knobs act from that step on, or on the whole path."""
        self.mode.show_steering(step is not None)
        self.panel.set_steering(step)

    def set_theme(self, theme: Theme, playhead: Playhead) -> None:
        """Wear other colours."""
        self._theme = theme
        wearers: list[Any] = [self.top_bar, self.panel, self.explanations, self.canvas, self.mode, self.transport]
        for wearer in (*wearers, *self.chart_views, self.notice):
            wearer.set_theme(theme)
        if self._lessons is not None:
            self._lessons.set_theme(theme)
        self.transport.show_playhead(playhead)

    def stop(self) -> None:
        """Let nothing go on working."""
        if self._lessons is not None:
            self._lessons.stop()
