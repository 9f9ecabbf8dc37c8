"""The window: the one module that knows all widgets, and through which every wish of a person passes.

A widget emits an edit → the store applies it → the scene is rebuilt → canvas, charts and panels show it.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QFileDialog, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from app.errors import FaultError
from app.gui.feed import SceneFeed
from app.gui.pictures import Pictures, Shown
from app.gui.playhead import Playhead
from app.gui.store import Edit, Store
from app.gui.style_sheet import palette, style_sheet
from app.gui.throttle import Throttle
from app.gui.widgets.canvas import Canvas
from app.gui.widgets.chart_view import ChartView
from app.gui.widgets.experiment_panel import ExperimentPanel
from app.gui.widgets.explain_panel import ExplainPanel
from app.gui.widgets.key_list import KeyList
from app.gui.widgets.mode_switch import ModeSwitch
from app.gui.widgets.notice import Notice
from app.gui.widgets.top_bar import TopBar
from app.gui.widgets.transport import Transport
from app.model import edits
from app.model.charts import charts
from app.model.experiment import Experiment
from app.model.hover import hover_text, nearest_step
from app.model.scene import Scene
from app.model.settings import Settings, load_settings, save_settings
from app.model.theme import DARK, LIGHT, Theme
from app.model.verdicts import diagnose_scene
from surfaces import Surface

if TYPE_CHECKING:
    from app.gui.widgets.lesson_panel import LessonPanel

REACH = 10.0
"""Pixels around the mouse within which a path counts as meant."""
WIDE = 1200
"""From this width on there is room for the explanations beside the surface, unless a person decides otherwise."""
READING_MS = 33
"""While a hand drags, verdicts and explanations follow every so many milliseconds, the picture at every frame."""
CHARTS = 3
FIRST_SELECTED = 1
"""The lane that is explained at first: of the default ones momentum, which has something to explain."""


class Window(QMainWindow):
    """Ravine's main window."""

    def __init__(self, experiment: Experiment) -> None:
        super().__init__()
        self.setObjectName("ravine")
        self.setWindowTitle("Ravine")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        self._settings = load_settings()
        self._theme = self._theme_of(self._settings.theme)
        self._steering = False
        self._closed = False
        self._selected = FIRST_SELECTED
        self._explained = True
        self.store = Store(experiment, self)
        self.playhead = Playhead(experiment.steps, self)
        self._build_widgets()
        self.feed = SceneFeed(self.canvas, experiment, self)
        self._scene = self.feed.scene
        self._explain = Throttle(self._explain_scene, READING_MS, self)
        self.pictures = Pictures(self, self._shown, self.notice.say)
        self._lay_out()
        self._connect()
        self.wear(self._theme)
        self._on_store_changed(experiment)
        self._on_playhead_state_changed()
        self._on_lane_selected(min(FIRST_SELECTED, len(experiment.lanes) - 1))
        self.resize(self._settings.width, self._settings.height)
        self.setMinimumSize(1024, 640)
        self.canvas.setFocus()
        self.playhead.play()

    def _build_widgets(self) -> None:
        self.top_bar = TopBar(self._theme)
        self._lessons: LessonPanel | None = None
        self.panel = ExperimentPanel(self._theme)
        self.canvas = Canvas(self._theme)
        self.mode = ModeSwitch(self.canvas, self._theme)
        self.explanations = ExplainPanel(self._theme)
        self.transport = Transport(self._theme)
        self.chart_views = [ChartView(self._theme) for _ in range(CHARTS)]
        self.notice = Notice(self.canvas, self._theme)

    def _lay_out(self) -> None:
        charts = QHBoxLayout()
        charts.setContentsMargins(8, 0, 8, 8)
        charts.setSpacing(8)
        for view in self.chart_views:
            charts.addWidget(view, 1)
        centre = _column(self.canvas, self.transport)
        centre.setStretch(0, 5)
        centre.addLayout(charts, 2)
        self._middle = QHBoxLayout()
        self._middle.setContentsMargins(0, 0, 0, 0)
        self._middle.setSpacing(0)
        self._middle.addWidget(self.panel)
        self._middle.addLayout(centre, 1)
        self._middle.addWidget(self.explanations)
        whole = QWidget()
        column = _column(self.top_bar)
        column.addLayout(self._middle, 1)
        whole.setLayout(column)
        self.setCentralWidget(whole)

    def _connect(self) -> None:
        self.store.changed.connect(self._on_store_changed)
        self.feed.scene_ready.connect(self._on_feed_scene_ready)
        self.playhead.moved.connect(self._on_playhead_moved)
        self.playhead.state_changed.connect(self._on_playhead_state_changed)
        self._connect_editors()
        self.canvas.start_moved.connect(self._on_canvas_start_moved)
        self.canvas.hovered.connect(self._on_canvas_hovered)
        self.mode.steering_wanted.connect(self.set_steering)
        for view in self.chart_views:
            view.step_wanted.connect(self.scrub)
        self._connect_transport()
        self._connect_top_bar()
        self._connect_keys()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_theme_changed)

    def _connect_editors(self) -> None:
        """What several widgets have in common, whatever else they are."""
        charts: list[Any] = list(self.chart_views)
        gestures: list[Any] = [self.panel, self.canvas, *charts]
        for widget in gestures:
            widget.gesture_began.connect(self.store.begin_gesture)
            widget.gesture_ended.connect(self._on_gesture_ended)
        editors: list[Any] = [self.panel, self.explanations, *charts]
        for widget in editors:
            widget.edit_wanted.connect(self.apply)
        choosers: list[Any] = [self.panel, self.explanations]
        for widget in choosers:
            widget.lane_selected.connect(self._on_lane_selected)
        for widget in (*choosers, *charts):
            widget.lane_hovered.connect(self._on_lane_hovered)

    def _connect_transport(self) -> None:
        self.transport.toggle_wanted.connect(self.playhead.toggle)
        self.transport.step_by_wanted.connect(self.playhead.step_by)
        self.transport.step_wanted.connect(self.scrub)
        self.transport.speed_wanted.connect(self.playhead.set_speed)
        self.transport.loop_wanted.connect(self.playhead.set_loop)

    def _connect_top_bar(self) -> None:
        bar = self.top_bar
        bar.surface_wanted.connect(self._on_top_bar_surface_wanted)
        bar.undo_wanted.connect(self.store.undo)
        bar.redo_wanted.connect(self.store.redo)
        bar.fit_wanted.connect(self.canvas.fit)
        bar.equal_aspect_wanted.connect(self.canvas.set_equal_aspect)
        bar.arrows_wanted.connect(self.canvas.show_arrows)
        bar.theme_wanted.connect(self.toggle_theme)
        bar.lessons_wanted.connect(self.show_lessons)
        bar.explanations_wanted.connect(self._on_top_bar_explanations_wanted)
        bar.export_wanted.connect(self.pictures.export)
        bar.copy_wanted.connect(self.pictures.copy)

    def _connect_keys(self) -> None:
        chords = {
            "Ctrl+Z": self.store.undo,
            "Ctrl+Shift+Z": self.store.redo,
            "Ctrl+Y": self.store.redo,
            "Ctrl+E": self.pictures.export,
            "Ctrl+C": self.pictures.copy,
            "F1": self.top_bar.lessons.click,
            "F11": self.toggle_full_screen,
            "Ctrl+Q": self.close,
        }
        for keys, action in chords.items():
            QShortcut(QKeySequence(keys), self).activated.connect(action)

    @property
    def is_settled(self) -> bool:
        """Whether what is on the screen is all of the experiment as it is wanted now."""
        return self.feed.is_done and not self.store.is_pending and self.canvas.is_painted

    @property
    def scene(self) -> Scene:
        """What is shown now."""
        return self._scene

    def apply(self, edit: Edit) -> None:
        """Carry out what a widget wants; what makes no sense is said, and nothing changes."""
        try:
            self.store.apply(edit)
        except ValueError as error:
            self.notice.say(str(error))
            self._show_panels(self.store.experiment)

    def scrub(self, step: int) -> None:
        """Go to a step by hand: time stands still from there."""
        self.playhead.pause()
        self.playhead.seek(step)

    def set_steering(self, steering: bool) -> None:
        """Let knobs act from the present step on, or on the whole path."""
        self._steering = steering
        self.mode.show_steering(steering)
        self.panel.set_steering(self.playhead.step if steering else None)

    @property
    def lessons(self) -> "LessonPanel":
        """The lessons, made when they are opened for the first time: nobody waits for them at the start."""
        if self._lessons is None:
            from app.gui.widgets.lesson_panel import LessonPanel

            self._lessons = LessonPanel(self._theme)
            self._lessons.edit_wanted.connect(self.apply)
            self._lessons.closed.connect(lambda: self.show_lessons(False))
            self._lessons.said.connect(self.notice.say)
            self._lessons.file_wanted.connect(self._on_lessons_file_wanted)
            self._lessons.show_experiment(self.store.experiment)
            self._lessons.show_scene(self._scene)
            self._middle.insertWidget(0, self._lessons)
        return self._lessons

    def show_lessons(self, shown: bool) -> None:
        """Open or close the lessons; on a narrow window the explanations make room for them."""
        if not shown and self._lessons is None:
            return
        self.lessons.setVisible(shown)
        if not shown:
            self.canvas.setFocus()
        self._make_room()

    def open_lesson(self, key: str) -> None:
        """Open the lessons at the one of that key. Raises UseError if there is none."""
        self.show_lessons(True)
        self.lessons.open_lesson(key)

    def toggle_theme(self) -> None:
        """Light for dark, dark for light."""
        self._choose_theme(LIGHT if self._theme is DARK else DARK)

    def toggle_full_screen(self) -> None:
        """The whole screen, or a window again."""
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    def show_keys(self) -> None:
        """List the keys."""
        KeyList(self).open()

    def wear(self, theme: Theme) -> None:
        """Put on a theme, for this time."""
        self._theme = theme
        QApplication.setPalette(palette(theme))
        self.setStyleSheet(style_sheet(theme))
        for wear in self._wearers():
            wear(theme)
        self._show_panels(self.store.experiment)
        self.transport.show_playhead(self.playhead)

    def _wearers(self) -> list[Callable[[Theme], None]]:
        views = [view.set_theme for view in self.chart_views]
        panels = [self.top_bar.set_theme, self.panel.set_theme, self.explanations.set_theme]
        panels += [self._lessons.set_theme] if self._lessons is not None else []
        return [
            *panels,
            self.canvas.set_theme,
            self.mode.set_theme,
            self.transport.set_theme,
            *views,
            self.notice.set_theme,
        ]

    def _theme_of(self, choice: str) -> Theme:
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return {"dark": DARK, "light": LIGHT}.get(choice, DARK if dark else LIGHT)

    def _choose_theme(self, theme: Theme) -> None:
        self._settings = Settings(theme.name, self._settings.width, self._settings.height, self._settings.maximized)
        self.wear(theme)

    def _shown(self) -> Shown:
        whole = self.feed.whole(self.store.experiment)
        return whole, self._theme, self.canvas.frame_of_plan.view, self.playhead.step

    def _show_panels(self, experiment: Experiment) -> None:
        self.top_bar.show_surface(experiment.surface)
        self.top_bar.show_history(self.store.can_undo, self.store.can_redo)
        self.panel.show_experiment(experiment)
        if self._lessons is not None:
            self._lessons.show_experiment(experiment)

    def _make_room(self) -> None:
        """On a narrow window the explanations give way."""
        learning = self._lessons is not None and self._lessons.isVisibleTo(self)
        shown = self._explained and self.width() >= WIDE + learning * self.panel.width()
        self._show_explanations(shown)
        self.top_bar.show_open(learning, shown)

    def _show_explanations(self, shown: bool) -> None:
        if shown != self.explanations.isVisibleTo(self):
            self.explanations.setVisible(shown)
            self._explain_scene()

    def _on_store_changed(self, experiment: Experiment) -> None:
        # A field that loses the focus because the window closes may still want something.
        if self._closed:
            return
        self.playhead.set_last(experiment.steps)
        self._show_panels(experiment)
        self.feed.turn_to(experiment)

    def _on_feed_scene_ready(self, scene: Scene) -> None:
        self._scene = scene
        if self._selected >= len(scene.runs):
            self._on_lane_selected(len(scene.runs) - 1)
        self.canvas.draw(scene)
        shown = charts(scene)
        for view, chart in zip(self.chart_views, shown, strict=False):
            view.draw(chart)
        for place, view in enumerate(self.chart_views):
            view.setVisible(place < len(shown))
        self.panel.show_losses(scene, self.playhead.step)
        self._explain.call(dragging=self.store.is_in_gesture)
        if self._lessons is not None:
            self._lessons.show_scene(scene)

    def _explain_scene(self) -> None:
        # Nobody reads verdicts of an unfinished run, nor those of a panel that is put away.
        is_read = self._scene.is_whole and self.explanations.isVisibleTo(self)
        diagnoses = diagnose_scene(self._scene) if is_read else ()
        self.explanations.show_scene(self._scene, diagnoses)

    def _on_playhead_moved(self, step: int) -> None:
        self.canvas.show_step(step)
        for view in self.chart_views:
            view.show_step(step)
        self.transport.show_step(step)
        self.panel.show_losses(self._scene, step)
        self.explanations.show_step(step)
        if self._steering:
            self.panel.set_steering(step)

    def _on_playhead_state_changed(self) -> None:
        self.transport.show_playhead(self.playhead)

    def _on_lane_selected(self, index: int) -> None:
        self._selected = index
        for shower in (self.panel, self.explanations, self.canvas):
            shower.show_selected(index)

    def _on_lane_hovered(self, index: int) -> None:
        lane = index if index >= 0 else None
        self.canvas.show_hovered(lane)
        self.explanations.show_hovered(lane)
        for view in self.chart_views:
            view.show_hovered(lane)

    def _on_gesture_ended(self) -> None:
        self.store.end_gesture()
        self._explain.flush()

    def _on_canvas_start_moved(self, x: float, y: float) -> None:
        self.apply(lambda experiment: edits.set_start(experiment, x, y))

    def _on_canvas_hovered(self, place: QPointF | None) -> None:
        if place is None:
            self.notice.read_out(None)
            return
        frame = self.canvas.frame_of_plan
        x, y = frame.data(place.x(), place.y())
        x0, x1, y0, y1 = frame.view
        reach = (REACH * (x1 - x0) / frame.width, REACH * (y1 - y0) / frame.height)
        hover = nearest_step(self._scene, self.playhead.step, x, y, reach)
        self.notice.read_out(hover_text(self._scene, hover))
        lanes = [run is hover.lane for run in self._scene.runs]
        self._on_lane_hovered(lanes.index(True) if any(lanes) else -1)

    def _on_top_bar_surface_wanted(self, surface: type[Surface]) -> None:
        self.apply(lambda experiment: edits.choose_surface(experiment, edits.default_surface(surface)))

    def _on_top_bar_explanations_wanted(self, shown: bool) -> None:
        self._explained = shown
        self._show_explanations(shown)

    def _on_lessons_file_wanted(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Open a lesson", str(Path.home()), "Lessons (*.toml)")
        if chosen:
            self.lessons.open_file(Path(chosen))

    def _on_system_theme_changed(self) -> None:
        if self._settings.theme == "system":
            self.wear(self._theme_of("system"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._make_room()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Only keys that the focused widget left alone arrive here, so arrows still move a focused slider.
        actions = {
            Qt.Key.Key_Space: self.playhead.toggle,
            Qt.Key.Key_Left: lambda: self.playhead.step_by(-1),
            Qt.Key.Key_Right: lambda: self.playhead.step_by(1),
            Qt.Key.Key_Home: lambda: self.scrub(0),
            Qt.Key.Key_End: lambda: self.scrub(self.playhead.last),
            Qt.Key.Key_L: lambda: self.playhead.set_loop(not self.playhead.loop),
            Qt.Key.Key_F: self.canvas.fit,
            Qt.Key.Key_E: self.top_bar.aspect.toggle,
            Qt.Key.Key_A: self.top_bar.toggle_arrows,
            Qt.Key.Key_S: lambda: self.set_steering(not self._steering),
            Qt.Key.Key_T: self.toggle_theme,
            Qt.Key.Key_Question: self.show_keys,
        }
        action = actions.get(Qt.Key(event.key()))
        if action is None:
            super().keyPressEvent(event)
        else:
            action()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.playhead.pause()
        self._closed = True
        self.feed.stop()
        self._explain.stop()
        if self._lessons is not None:
            self._lessons.stop()
        size = self.normalGeometry().size() if self.isMaximized() or self.isFullScreen() else self.size()
        kept = Settings(self._settings.theme, size.width(), size.height(), self.isMaximized())
        try:
            save_settings(kept)
        except FaultError as error:
            self.notice.say(str(error))
        super().closeEvent(event)


def _column(*widgets: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for widget in widgets:
        column.addWidget(widget)
    return column
