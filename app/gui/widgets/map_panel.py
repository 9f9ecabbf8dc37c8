"""Maps beside the surface: how every setting of a lane, or every start, turns out, linked both ways with the run.

It asks for maps with `maps_wanted` and shows what comes of them; a hand on the map asks for edits.
"""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from app.gui.widgets.map_aim import Array, aimed, is_of_starts, lane_of, with_marks
from app.gui.widgets.map_choice import MapChoice, lanes_on, possible, requests_for
from app.gui.widgets.map_controls import MapControls
from app.gui.widgets.map_footer import MapFooter
from app.gui.widgets.map_ghost import Ghost
from app.gui.widgets.map_readout import cell_text, readings
from app.gui.widgets.map_view import Hover, MapView
from app.gui.widgets.map_wall import Wall
from app.model.experiment import Experiment
from app.model.maps import MapData, MapPicture, MapRequest
from app.model.polyline import finite_part
from app.model.scene import Scene
from app.model.theme import Theme


class MapPanel(QFrame):
    """Shows maps of an experiment's selected lane, and of another to compare it with; emits edits."""

    edit_wanted = Signal(object)
    """A function from Experiment to Experiment."""
    gesture_began = Signal()
    gesture_ended = Signal()
    maps_wanted = Signal(object)
    """A tuple of the MapRequests that are needed from now on; what was asked for before is needed no more."""
    said = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("map")
        self._experiment: Experiment | None = None
        self._scene: Scene | None = None
        self._selected = 0
        self._choice = MapChoice()
        self._asked: tuple[MapRequest, ...] | None = None
        self._busy = False
        self._hover: Hover | None = None
        self._wall = Wall()
        self._ghost = Ghost(self)
        self.controls = MapControls()
        self.view = MapView(theme)
        self.footer = MapFooter(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 10, 8, 6)
        column.setSpacing(6)
        column.addWidget(self.controls)
        column.addWidget(self.view, 1)
        column.addWidget(self.footer)
        self._connect()

    def _connect(self) -> None:
        self.controls.choice_wanted.connect(self._on_controls_choice_wanted)
        self.controls.best_wanted.connect(self._on_controls_best_wanted)
        self.view.values_wanted.connect(self._on_view_values_wanted)
        self.view.hovered.connect(self._on_view_hovered)
        self.view.gesture_began.connect(self.gesture_began)
        self.view.gesture_ended.connect(self.gesture_ended)
        self._ghost.changed.connect(self._show)

    @property
    def requests(self) -> tuple[MapRequest, ...]:
        """The maps that are shown or waited for."""
        return self._wall.requests

    @property
    def picture(self) -> MapPicture | None:
        """What is shown, as a figure would show it: without ghosts. None as long as there is nothing."""
        return self._picture({})

    def show_experiment(self, experiment: Experiment) -> None:
        """Show where its lanes stand, and ask for other maps where it needs them."""
        before, self._experiment = self._experiment, experiment
        if before is not None:
            # The lane that is known by its colour stays the selected one, wherever it is now.
            followed = lane_of(experiment, before.lanes[self._selected].colour)
            self._selected = min(self._selected, len(experiment.lanes) - 1) if followed is None else followed
        self._turn()

    def show_scene(self, scene: Scene) -> None:
        """Take the paths as they are run, to be shown while a hand drags the start."""
        self._scene = scene
        if self.view.is_held:
            self._show()

    def show_selected(self, lane: int) -> None:
        """Show the map of that lane; one that was compared changes places with the one before."""
        before, self._selected = self._selected, lane
        if self._experiment is not None:
            lanes = self._experiment.lanes
            if lanes[lane].colour == self._choice.other:
                self._choice = replace(self._choice, other=lanes[before].colour)
            self._turn()

    def show_map(self, request: MapRequest, data: MapData) -> None:
        """Show what was computed, if it is still wanted."""
        if self._wall.take(request, data):
            self._show()

    def show_busy(self, busy: bool) -> None:
        """Say that maps are being computed, or that they are not."""
        self._busy = busy
        self._show()

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        self.view.set_theme(theme)
        self.footer.set_theme(theme)

    def _turn(self) -> None:
        """Show the experiment as it is chosen; nothing is asked for while nobody looks."""
        experiment, selected = self._experiment, self._selected
        if experiment is None or not self.isVisible():
            return
        choice = possible(self._choice, experiment, selected)
        lanes = lanes_on(choice, experiment, selected)
        requests = requests_for(choice, experiment, lanes)
        self.controls.show_choice(choice, experiment, selected)
        shown = [experiment.lanes[lane] for lane in lanes]
        self._wall.turn_to(shown, requests, choice.measure, difference=choice.difference)
        self._haunt()
        self._show()
        if self._asked != self.requests:
            self._asked = self.requests
            self.maps_wanted.emit(self.requests)

    def _show(self) -> None:
        picture = self._picture(self._ghosts())
        instead = "computing…" if self._busy else "no map yet"
        self.view.show_picture(picture, stale=self._wall.is_stale, instead=instead)
        self.controls.best.setEnabled(picture is not None)
        place = None if self._hover is None else self._hover[1:]
        self.footer.show_lines(() if picture is None else readings(picture, place))
        self.footer.show_progress(self._wall.progress if self._busy else "")

    def _picture(self, ghosts: Mapping[int, Array]) -> MapPicture | None:
        picture, experiment = self._wall.picture, self._experiment
        return None if picture is None or experiment is None else with_marks(picture, experiment, ghosts)

    def _ghosts(self) -> Mapping[int, Array]:
        """By the lanes' colours: the run itself under a dragging hand, the path from under the mouse otherwise."""
        picture = self._wall.picture
        if picture is None or not is_of_starts(picture):
            return {}
        if self.view.is_held:
            runs = self._scene.runs if self._scene is not None else ()
            return {run.lane.colour: finite_part(run.positions[0]) for run in runs}
        return dict(zip((panel.colour for panel in picture.panels), self._ghost.paths, strict=False))

    def _haunt(self) -> None:
        """Let a ghost walk from the start under the mouse, or none."""
        picture, experiment, hover = self._wall.picture, self._experiment, self._hover
        if hover is None or picture is None or experiment is None or self.view.is_held or not is_of_starts(picture):
            self._ghost.leave()
            return
        lanes = tuple(lane for panel in picture.panels if (lane := lane_of(experiment, panel.colour)) is not None)
        if len(lanes) == len(picture.panels):
            self._ghost.haunt(experiment, lanes, hover[1:])
        else:
            # A lane has gone; the map waits for its successor.
            self._ghost.leave()

    def _on_controls_choice_wanted(self, choice: MapChoice) -> None:
        self._choice = choice
        self._turn()

    def _on_controls_best_wanted(self) -> None:
        picture = self._wall.picture
        assert picture is not None, "the button is off while there is no map"
        panel = picture.panels[0]
        cell = panel.data.best(picture.measure)
        if cell is None:
            self.said.emit("every run on this map diverged, so no cell is the best")
            return
        x, y = panel.data.values_at(cell)
        request = panel.data.request
        self._on_view_values_wanted(0, tuple(a.value(a.place(at)) for a, at in ((request.x, x), (request.y, y))))
        self.said.emit(f"the best cell: {cell_text(panel, (x, y))}")

    def _on_view_values_wanted(self, which: int, values: tuple[float | None, ...]) -> None:
        picture, experiment = self._wall.picture, self._experiment
        if picture is None or experiment is None or which >= len(picture.panels):
            return
        panel, (x, y) = picture.panels[which], values
        lane = lane_of(experiment, panel.colour)
        if lane is not None:
            self.edit_wanted.emit(aimed(panel.data.request, lane, x, y))

    def _on_view_hovered(self, hover: Hover | None) -> None:
        self._hover = hover
        self._haunt()
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # The controls may have taken another line: let the map have its room now, and not be painted twice.
        self.layout().activate()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._turn()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        # Who shows it again may have computed something else in between.
        self._asked = self._hover = None
        self._ghost.leave()
