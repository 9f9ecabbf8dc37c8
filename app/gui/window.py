"""The window: the one module that knows all widgets, and through which every wish of a person passes.

A widget emits an edit → the store applies it → the scene is rebuilt → canvas, charts and panels show it.
"""

from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QPointF, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFileDialog, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from app.errors import FaultError, UseError
from app.gui.export import figure_image, write_figure
from app.gui.playhead import Playhead
from app.gui.store import Edit, Store
from app.gui.style_sheet import palette, style_sheet
from app.gui.widgets.canvas import Canvas
from app.gui.widgets.chart_view import ChartView
from app.gui.widgets.experiment_panel import ExperimentPanel
from app.gui.widgets.key_list import KeyList
from app.gui.widgets.notice import Notice
from app.gui.widgets.top_bar import TopBar
from app.gui.widgets.transport import Transport
from app.model import edits
from app.model.charts import charts
from app.model.experiment import Experiment
from app.model.hover import hover_text, nearest_step
from app.model.scene import Scene, SceneBuilder
from app.model.settings import Settings, load_settings, save_settings
from app.model.theme import DARK, LIGHT, Theme
from surfaces import Surface

SLICE = 0.008
"""Seconds of computing at a time; then the window listens."""
PATIENCE = 0.06
"""Seconds after which what is there is drawn, finished or not; longer where drawing itself takes long."""
PICTURE_SIZE = QSize(1680, 1260)
REACH = 10.0
"""Pixels around the mouse within which a path counts as meant."""


class Window(QMainWindow):
    """Ravine's main window."""

    def __init__(self, experiment: Experiment) -> None:
        super().__init__()
        self.setObjectName("ravine")
        self.setWindowTitle("Ravine")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        self._settings = load_settings()
        self._theme = self._theme_of(self._settings.theme)
        self.store = Store(experiment, self)
        self.playhead = Playhead(experiment.steps, self)
        self._builder = SceneBuilder()
        self._builder.begin(experiment)
        self._builder.advance(SLICE)
        self._scene: Scene = self._builder.scene()
        self._drawn_at = 0.0
        self._closed = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._build_widgets()
        self._lay_out()
        self._connect()
        self.wear(self._theme)
        self._on_store_changed(experiment)
        self._on_playhead_state_changed()
        self.resize(self._settings.width, self._settings.height)
        self.setMinimumSize(1024, 640)
        self.canvas.setFocus()
        self.playhead.play()

    def _build_widgets(self) -> None:
        self.top_bar = TopBar(self._theme)
        self.panel = ExperimentPanel(self._theme)
        self.canvas = Canvas(self._theme)
        self.transport = Transport(self._theme)
        self.chart_views = [ChartView(self._theme), ChartView(self._theme)]
        self.notice = Notice(self.canvas, self._theme)

    def _lay_out(self) -> None:
        self._charts = QHBoxLayout()
        self._charts.setContentsMargins(8, 0, 8, 8)
        self._charts.setSpacing(8)
        for view in self.chart_views:
            self._charts.addWidget(view, 1)
        centre = QVBoxLayout()
        centre.setContentsMargins(0, 0, 0, 0)
        centre.setSpacing(0)
        centre.addWidget(self.canvas, 5)
        centre.addWidget(self.transport)
        centre.addLayout(self._charts, 2)
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.panel)
        middle.addLayout(centre, 1)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top_bar)
        column.addLayout(middle, 1)
        self.setCentralWidget(whole)

    def _connect(self) -> None:
        self.store.changed.connect(self._on_store_changed)
        self._rest.timeout.connect(self._compute)
        self.playhead.moved.connect(self._on_playhead_moved)
        self.playhead.state_changed.connect(self._on_playhead_state_changed)
        for source in (self.panel, self.canvas):
            source.gesture_began.connect(self.store.begin_gesture)
            source.gesture_ended.connect(self.store.end_gesture)
        self.panel.edit_wanted.connect(self.apply)
        self.canvas.start_moved.connect(self._on_canvas_start_moved)
        self.canvas.hovered.connect(self._on_canvas_hovered)
        self.transport.toggle_wanted.connect(self.playhead.toggle)
        self.transport.step_by_wanted.connect(self.playhead.step_by)
        self.transport.step_wanted.connect(self.scrub)
        self.transport.speed_wanted.connect(self.playhead.set_speed)
        self.transport.loop_wanted.connect(self.playhead.set_loop)
        for view in self.chart_views:
            view.step_wanted.connect(self.scrub)
        self._connect_top_bar()
        self._connect_keys()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_theme_changed)

    def _connect_top_bar(self) -> None:
        bar = self.top_bar
        bar.surface_wanted.connect(self._on_top_bar_surface_wanted)
        bar.undo_wanted.connect(self.store.undo)
        bar.redo_wanted.connect(self.store.redo)
        bar.fit_wanted.connect(self.canvas.fit)
        bar.equal_aspect_wanted.connect(self.canvas.set_equal_aspect)
        bar.theme_wanted.connect(self.toggle_theme)
        bar.export_wanted.connect(self.export_picture)
        bar.copy_wanted.connect(self.copy_picture)

    def _connect_keys(self) -> None:
        chords = {
            "Ctrl+Z": self.store.undo,
            "Ctrl+Shift+Z": self.store.redo,
            "Ctrl+Y": self.store.redo,
            "Ctrl+E": self.export_picture,
            "Ctrl+C": self.copy_picture,
            "F11": self.toggle_full_screen,
            "Ctrl+Q": self.close,
        }
        for keys, action in chords.items():
            QShortcut(QKeySequence(keys), self).activated.connect(action)

    @property
    def is_settled(self) -> bool:
        """Whether what is on the screen is all of the experiment as it is wanted now."""
        computed = self._builder.done and not self._rest.isActive()
        return computed and not self.store.is_pending and self.canvas.is_painted

    def apply(self, edit: Edit) -> None:
        """Carry out what a widget wants; what makes no sense is said, and nothing changes."""
        try:
            self.store.apply(edit)
        except ValueError as error:
            self.notice.say(_sentence(str(error)))
            self.panel.show_experiment(self.store.experiment)

    def scrub(self, step: int) -> None:
        """Go to a step by hand: time stands still from there."""
        self.playhead.pause()
        self.playhead.seek(step)

    def toggle_theme(self) -> None:
        """Light for dark, dark for light."""
        self._choose_theme(LIGHT if self._theme is DARK else DARK)

    def toggle_full_screen(self) -> None:
        """The whole screen, or a window again."""
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    def export_picture(self) -> None:
        """Ask where, and save the picture as it is on the screen: same view, same step, same theme."""
        wanted, _ = QFileDialog.getSaveFileName(
            self, "Save picture", str(Path.home() / "ravine.png"), "Pictures (*.png *.svg *.pdf)"
        )
        if wanted:
            self.save_picture(Path(wanted))

    def save_picture(self, target: Path) -> None:
        """Save the picture there; say that it is done, or why not."""
        target = target if target.suffix else target.with_suffix(".png")
        view = self.canvas.frame_of_plan.view
        try:
            write_figure(target, self._whole_scene(), PICTURE_SIZE, self._theme, view=view, step=self.playhead.step)
        except (UseError, FaultError) as error:
            self.notice.say(_sentence(str(error)))
        else:
            self.notice.say(f"Saved {target.name} in {target.parent}.")

    def copy_picture(self) -> None:
        """Put the picture on the clipboard."""
        view = self.canvas.frame_of_plan.view
        image = figure_image(self._whole_scene(), PICTURE_SIZE, self._theme, view=view, step=self.playhead.step)
        QGuiApplication.clipboard().setImage(image)
        self.notice.say("The picture is on the clipboard.")

    def show_keys(self) -> None:
        """List the keys."""
        KeyList(self).open()

    def _whole_scene(self) -> Scene:
        """The scene with every step, computed to the end if it is not yet."""
        return self._builder.build(self.store.experiment)

    def _is_overdue(self) -> bool:
        """Whether a person has waited so long that an unfinished picture is better than none."""
        if not self.canvas.is_painted:
            return False
        painting_took = self.canvas.painted_at - self._drawn_at
        return perf_counter() - self.canvas.painted_at > max(PATIENCE, 6 * painting_took)

    def _show(self, scene: Scene) -> None:
        self._scene = scene
        self._drawn_at = perf_counter()
        self.canvas.draw(scene)
        shown = charts(scene)
        for view, chart in zip(self.chart_views, shown, strict=False):
            view.draw(chart)
        for place, view in enumerate(self.chart_views):
            view.setVisible(place < len(shown))
        self.panel.show_losses(scene, self.playhead.step)

    def _theme_of(self, choice: str) -> Theme:
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return {"dark": DARK, "light": LIGHT}.get(choice, DARK if dark else LIGHT)

    def _choose_theme(self, theme: Theme) -> None:
        self._settings = Settings(theme.name, self._settings.width, self._settings.height, self._settings.maximized)
        self.wear(theme)

    def wear(self, theme: Theme) -> None:
        """Put on a theme, for this time."""
        self._theme = theme
        QApplication.setPalette(palette(theme))
        self.setStyleSheet(style_sheet(theme))
        for wear in self._wearers():
            wear(theme)
        self.panel.show_experiment(self.store.experiment)
        self.transport.show_playhead(self.playhead)

    def _wearers(self) -> list[Callable[[Theme], None]]:
        views = [view.set_theme for view in self.chart_views]
        own = [self.top_bar.set_theme, self.panel.set_theme, self.canvas.set_theme]
        return [*own, self.transport.set_theme, self.notice.set_theme, *views]

    def _on_store_changed(self, experiment: Experiment) -> None:
        # A field that loses the focus because the window closes may still want something.
        if self._closed:
            return
        self._rest.stop()
        self.playhead.set_last(experiment.steps)
        self.top_bar.show_surface(experiment.surface)
        self.top_bar.show_history(self.store.can_undo, self.store.can_redo)
        self.panel.show_experiment(experiment)
        self._builder.begin(experiment)
        self._compute()

    def _compute(self) -> None:
        """A slice of computing, and the picture when it is finished or overdue; the next slice waits its turn."""
        self._builder.advance(SLICE)
        if self._builder.done or self._is_overdue():
            self._show(self._builder.scene())
        if not self._builder.done:
            self._rest.start(0)

    def _on_playhead_moved(self, step: int) -> None:
        self.canvas.show_step(step)
        for view in self.chart_views:
            view.show_step(step)
        self.transport.show_step(step)
        self.panel.show_losses(self._scene, step)

    def _on_playhead_state_changed(self) -> None:
        self.transport.show_playhead(self.playhead)

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

    def _on_top_bar_surface_wanted(self, surface: type[Surface]) -> None:
        self.apply(lambda experiment: edits.choose_surface(experiment, edits.default_surface(surface)))

    def _on_system_theme_changed(self) -> None:
        if self._settings.theme == "system":
            self.wear(self._theme_of("system"))

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
        self._rest.stop()
        size = self.normalGeometry().size() if self.isMaximized() or self.isFullScreen() else self.size()
        kept = Settings(self._settings.theme, size.width(), size.height(), self.isMaximized())
        try:
            save_settings(kept)
        except FaultError as error:
            self.notice.say(_sentence(str(error)))
        super().closeEvent(event)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")
