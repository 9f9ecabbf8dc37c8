"""The window, through which every wish of a person passes: it alone knows what is wanted and what comes of it.

A widget emits an edit → the store applies it → the scene is rebuilt → canvas, charts and panels show it.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMainWindow

from app.errors import FaultError
from app.gui.acts import Act
from app.gui.desk import Desk
from app.gui.document import Document
from app.gui.exchange import Exchange
from app.gui.feed import SceneFeed
from app.gui.keyboard import connect_chords, press
from app.gui.playhead import Playhead
from app.gui.pointer import pointed_at
from app.gui.present import Present
from app.gui.showing import FIRST_SELECTED, Showing
from app.gui.store import Edit, Store
from app.gui.style_sheet import palette, style_sheet
from app.gui.surface_files import SurfaceFiles
from app.gui.views.view import Hands
from app.gui.views.views import Views
from app.gui.widgets.key_list import KeyList
from app.gui.widgets.view_switch import Tab
from app.model import edits
from app.model.experiment import Experiment
from app.model.kept_file import put_aside
from app.model.recent import RECENT
from app.model.scene import Scene
from app.model.settings import SETTINGS, Settings, load_settings, save_settings
from app.model.theme import DARK, LIGHT, Theme
from app.sessions import Session
from app.sessions.session import VIEWS
from surfaces import Surface

if TYPE_CHECKING:
    from app.gui.exports import Exports
    from app.gui.widgets.lesson_panel import LessonPanel
    from app.lessons.lesson import Lesson


class Window(QMainWindow):
    """Ravine's main window."""

    def __init__(self, experiment: Experiment) -> None:
        super().__init__()
        self.setObjectName("ravine")
        self.setWindowTitle("Ravine")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        damage = put_aside(SETTINGS, RECENT)
        self._settings = load_settings()
        self._theme = self._theme_of(self._settings.theme)
        self._steering = False
        self._closed = False
        self.store = Store(experiment, self)
        self.playhead = Playhead(experiment.steps, self)
        self._sit_down()
        self.feed = SceneFeed(self.canvas, experiment, self)
        self.views = Views(self.desk, self._hands())
        self.showing = Showing(self.desk, self.views, self.playhead, self.feed.scene, self)
        self.present = Present(self.store, self.playhead, self.canvas, self.feed, self.views)
        self.document = Document(self.store, self.present.session, self)
        self.surface_files = SurfaceFiles(self)
        self.exchange = Exchange(
            self,
            self.document,
            self.present.session,
            lambda: min(self.showing.selected, len(self.store.experiment.lanes) - 1),
            self.notice.say,
            self.surface_files.read,
        )
        self._exports: Exports | None = None
        self._connect()
        self.wear(self._theme)
        self._on_store_changed(experiment)
        self._on_playhead_state_changed()
        self._on_document_changed()
        self.showing.show_selected(min(FIRST_SELECTED, len(experiment.lanes) - 1))
        self.resize(self._settings.width, self._settings.height)
        if self._settings.maximized:
            self.setWindowState(Qt.WindowState.WindowMaximized)
        self.setMinimumSize(1024, 640)
        self.canvas.setFocus()
        if damage:
            self.notice.say(damage)
        self.playhead.play()

    def _sit_down(self) -> None:
        self.desk = Desk(self._theme)
        self.top_bar, self.panel, self.canvas = self.desk.top_bar, self.desk.panel, self.desk.canvas
        self.mode, self.explanations, self.transport = self.desk.mode, self.desk.explanations, self.desk.transport
        self.chart_views, self.notice = self.desk.chart_views, self.desk.notice
        self.setCentralWidget(self.desk)

    def _hands(self) -> Hands:
        return Hands(
            apply=self.apply,
            begin_gesture=self.store.begin_gesture,
            end_gesture=self._on_gesture_ended,
            select_lane=lambda index: self.showing.show_selected(index),
            hover_lane=self._on_lane_hovered,
            say=self.notice.say,
        )

    def _connect(self) -> None:
        self.store.changed.connect(self._on_store_changed)
        self.feed.scene_ready.connect(self._on_feed_scene_ready)
        self.playhead.moved.connect(self._on_playhead_moved)
        self.playhead.state_changed.connect(self._on_playhead_state_changed)
        self._connect_editors()
        self.document.changed.connect(self._on_document_changed)
        self.document.opened.connect(self._on_document_opened)
        self.document.said.connect(self.notice.say)
        self.surface_files.surface_read.connect(self._on_surface_wanted)
        self.surface_files.said.connect(self.notice.say)
        self.desk.lessons_made.connect(self._on_desk_lessons_made)
        self.canvas.start_moved.connect(self._on_canvas_start_moved)
        self.canvas.hovered.connect(self._on_canvas_hovered)
        self.mode.steering_wanted.connect(self.set_steering)
        for view in self.chart_views:
            view.step_wanted.connect(self.scrub)
        self._connect_transport()
        self._connect_top_bar()
        connect_chords(self)
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
            widget.lane_selected.connect(self.showing.show_selected)
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
        bar.surface_wanted.connect(self._on_surface_wanted)
        bar.surface_file_wanted.connect(self.surface_files.ask)
        bar.views.value_wanted.connect(self.show_view)
        bar.undo_wanted.connect(self.store.undo)
        bar.redo_wanted.connect(self.store.redo)
        bar.fit_wanted.connect(self.canvas.fit)
        bar.equal_aspect_wanted.connect(self.canvas.set_equal_aspect)
        bar.arrows_wanted.connect(self.canvas.show_arrows)
        bar.theme_wanted.connect(self.toggle_theme)
        bar.lessons_wanted.connect(self.show_lessons)
        bar.explanations_wanted.connect(self._on_top_bar_explanations_wanted)
        bar.act_wanted.connect(self.do)
        bar.document_menu.recent_wanted.connect(self.document.open_path)

    @property
    def is_painted(self) -> bool:
        """Whether paths and charts on the screen are those of the experiment as it is wanted now."""
        return self.feed.is_done and not self.store.is_pending and self.showing.is_painted

    @property
    def is_settled(self) -> bool:
        """The same, and whether maps and crowds, which take longer than a frame, are there too."""
        return self.is_painted and self.views.is_settled

    @property
    def scene(self) -> Scene:
        """What is shown now."""
        return self.showing.scene

    @property
    def lessons(self) -> "LessonPanel":
        """The lessons, open or not."""
        return self.desk.lessons

    @property
    def exports(self) -> "Exports":
        """What leaves the window, made when it is needed for the first time."""
        if self._exports is None:
            from app.gui.exports import Exports

            now = self.present
            self._exports = Exports(
                self, now.subject, lambda: now.is_ready, lambda: self._theme, lambda: now.view, self.notice.say
            )
        return self._exports

    def do(self, act: Act) -> None:
        """Do what an entry of a menu says."""
        document, exchange = self.document, self.exchange
        actions: dict[Act, Callable[[], object]] = {
            Act.NEW: document.new,
            Act.OPEN: document.open,
            Act.SAVE: document.save,
            Act.SAVE_AS: document.save_as,
            Act.EXPORT: lambda: self.exports.export(),
            Act.COPY_PICTURE: lambda: self.exports.copy(),
            Act.COPY_EXPERIMENT: exchange.copy_experiment,
            Act.COPY_COMMAND: exchange.copy_command,
            Act.COPY_PYTHON: exchange.copy_python,
            Act.COPY_PYTORCH: exchange.copy_pytorch,
            Act.PASTE: exchange.paste,
            Act.KEYS: self.show_keys,
            Act.QUIT: self.close,
        }
        actions[act]()

    def apply(self, edit: Edit) -> None:
        """Carry out what a widget wants; what makes no sense is said, and nothing changes."""
        try:
            self.store.apply(edit)
        except ValueError as error:
            self.notice.say(str(error))
            self.desk.show_experiment(self.store.experiment)
        except LookupError:
            # A field that loses the focus to a new experiment may still want something of a part that this has not.
            self.desk.show_experiment(self.store.experiment)

    def scrub(self, step: int) -> None:
        """Go to a step by hand: time stands still from there."""
        self.playhead.pause()
        self.playhead.seek(step)

    def set_steering(self, steering: bool) -> None:
        """Let knobs act from the present step on, or on the whole path."""
        self._steering = steering
        self.desk.show_steering(self.playhead.step if steering else None)

    def toggle_steering(self) -> None:
        """Let knobs act the other way."""
        self.set_steering(not self._steering)

    def show_view(self, view: Tab) -> None:
        """Show the path, a map, the crowd, the comparison or the surface in space."""
        if view is self.views.shown:
            return
        part = self.views.show(view, self._theme, self.width())
        if part is not None:
            self.showing.introduce(part, self.store.experiment)
        self.showing.explain()

    def show_lessons(self, shown: bool) -> None:
        """Open or close the lessons; on a narrow window the explanations, or another view, make room for them."""
        if shown and not self.desk.has_room_for_lessons(self.width()):
            self.show_view(Tab.PATH)
        self.desk.show_lessons(shown, self.width())
        self.showing.explain()

    def open_lesson(self, lesson: "Lesson") -> None:
        """Open the lessons at this one."""
        self.show_lessons(True)
        self.lessons.take(lesson)

    def toggle_theme(self) -> None:
        """Light for dark, dark for light."""
        self._choose_theme(LIGHT if self._theme is DARK else DARK)

    def toggle_full_screen(self) -> None:
        """The whole screen, or a window as it was before."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def show_keys(self) -> None:
        """List the keys."""
        KeyList(self).open()

    def wear(self, theme: Theme) -> None:
        """Put on a theme, for this time."""
        self._theme = theme
        QApplication.setPalette(palette(theme))
        self.setStyleSheet(style_sheet(theme))
        self.desk.set_theme(theme, self.playhead)
        self.views.set_theme(theme)
        if self._exports is not None:
            self._exports.set_theme(theme)
        self.desk.show_experiment(self.store.experiment)

    def _theme_of(self, choice: str) -> Theme:
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return {"dark": DARK, "light": LIGHT}.get(choice, DARK if dark else LIGHT)

    def _choose_theme(self, theme: Theme) -> None:
        self._settings = Settings(theme.name, self._settings.width, self._settings.height, self._settings.maximized)
        self.wear(theme)

    def _on_store_changed(self, experiment: Experiment) -> None:
        # A field that loses the focus because the window closes may still want something.
        if self._closed:
            return
        self.playhead.set_last(experiment.steps)
        self.top_bar.show_history(self.store.can_undo, self.store.can_redo)
        self.showing.show_experiment(experiment, dragging=self.store.is_in_gesture)
        self.feed.turn_to(experiment, coarse=self.store.is_in_gesture)

    def _on_document_changed(self) -> None:
        # Qt's place for the mark of changes is [*]; doubled, it is a name's own.
        self.setWindowTitle(f"{self.document.name.replace('[*]', '[*][*]')}[*]")
        self.setWindowModified(self.document.is_dirty)
        self.top_bar.document_menu.show_recent(self.document.recent)

    def _on_document_opened(self, session: Session) -> None:
        self.store.flush()
        surface = session.experiment.surface
        self.canvas.look_at(session.rectangle or surface.view, surface)
        self.views.look_from(session.orbit)
        self.show_view(list(Tab)[VIEWS.index(session.view)])
        self.scrub(session.experiment.steps if session.step is None else session.step)

    def _on_feed_scene_ready(self, scene: Scene) -> None:
        self.showing.show_scene(scene, dragging=self.store.is_in_gesture)

    def _on_playhead_moved(self, step: int) -> None:
        self.showing.show_step(step)
        if self._steering:
            self.desk.show_steering(step)

    def _on_playhead_state_changed(self) -> None:
        self.transport.show_playhead(self.playhead)

    def _on_lane_hovered(self, index: int) -> None:
        self.showing.show_hovered(index if index >= 0 else None)

    def _on_gesture_ended(self) -> None:
        self.store.end_gesture()
        if not self.store.is_pending and self.scene.seeds_known < self.store.experiment.seeds:
            # A hand that came back to where it was leaves a coarse crowd, and no change to tell of.
            self.feed.turn_to(self.store.experiment)
        self.showing.end_gesture()

    def _on_canvas_start_moved(self, x: float, y: float) -> None:
        self.apply(lambda experiment: edits.set_start(experiment, x, y))

    def _on_canvas_hovered(self, place: QPointF | None) -> None:
        if place is None:
            self.notice.read_out(None)
            self._on_lane_hovered(-1)
            return
        words, lane = pointed_at(self.scene, self.playhead.step, self.canvas.frame_of_plan, place)
        self.notice.read_out(words)
        self._on_lane_hovered(lane)

    def _on_surface_wanted(self, surface: Surface) -> None:
        self.apply(lambda experiment: edits.choose_surface(experiment, surface))

    def _on_top_bar_explanations_wanted(self, shown: bool) -> None:
        self.desk.show_explanations(shown, self.width())
        self.showing.explain()

    def _on_desk_lessons_made(self, lessons: "LessonPanel") -> None:
        lessons.edit_wanted.connect(self._on_lessons_edit_wanted)
        lessons.closed.connect(lambda: self.show_lessons(False))
        lessons.said.connect(self.notice.say)
        lessons.file_wanted.connect(self._on_lessons_file_wanted)
        lessons.show_experiment(self.store.experiment)
        lessons.show_scene(self.scene)

    def _on_lessons_edit_wanted(self, edit: Edit) -> None:
        # A lesson is set up: what it shows begins to move.
        self.apply(edit)
        self.store.flush()
        self.playhead.seek(0)
        self.playhead.play()

    def _on_lessons_file_wanted(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Open a lesson", str(Path.home()), "Lessons (*.toml)")
        if chosen:
            self.lessons.open_file(Path(chosen))

    def _on_system_theme_changed(self) -> None:
        if self._settings.theme == "system":
            self.wear(self._theme_of("system"))

    def event(self, event: QEvent) -> bool:
        # A dialog over the window swallows the release of a hand that drags.
        if event.type() == QEvent.Type.WindowBlocked:
            self.canvas.view.let_go()
            self._on_gesture_ended()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        was_explaining = self.desk.is_explaining
        self.desk.make_room(event.size().width())
        if self.desk.is_explaining and not was_explaining:
            self.showing.explain()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press(self, event):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.document.may_close():
            event.ignore()
            return
        self.playhead.pause()
        self._closed = True
        self.feed.stop()
        if self._exports is not None:
            self._exports.stop()
        self.document.stop()
        self.surface_files.stop()
        self.showing.stop()
        self.views.stop()
        self.desk.stop()
        size = self.normalGeometry().size() if self.isMaximized() or self.isFullScreen() else self.size()
        kept = Settings(self._settings.theme, size.width(), size.height(), self.isMaximized())
        try:
            save_settings(kept)
        except FaultError as error:
            self.notice.say(str(error))
        super().closeEvent(event)
