"""The view of maps: a panel beside the surface, and the maps that it asks for."""

from app.gui.export import Paint
from app.gui.painting.map_figure import paint_map_figure
from app.gui.views.view import Hands, ViewPart
from app.gui.widgets.map_panel import MapPanel
from app.model.experiment import Experiment
from app.model.scene import Scene
from app.model.terrain import View
from app.model.theme import Theme

REMEMBERED = 8
"""So many maps are kept: to go back to one, by undo or another choice, costs nothing."""


class MapView(ViewPart):
    """Maps of settings and of starts."""

    def __init__(self, theme: Theme, hands: Hands) -> None:
        self._panel = MapPanel(theme)
        super().__init__(self._panel, hands, REMEMBERED)
        self._panel.edit_wanted.connect(hands.apply)
        self._panel.gesture_began.connect(hands.begin_gesture)
        self._panel.gesture_ended.connect(hands.end_gesture)
        self._panel.said.connect(hands.say)
        self._panel.maps_wanted.connect(self.workshop.turn_to)
        self.workshop.result_ready.connect(self._panel.show_map)
        self.workshop.busy_changed.connect(self._panel.show_busy)

    @property
    def panel(self) -> MapPanel:
        return self._panel

    def show_experiment(self, experiment: Experiment) -> None:
        self._panel.show_experiment(experiment)

    def show_scene(self, scene: Scene) -> None:
        self._panel.show_scene(scene)

    def show_selected(self, index: int) -> None:
        self._panel.show_selected(index)

    def show_hovered(self, index: int | None) -> None:
        """A map is of one lane: none stands out."""

    def set_theme(self, theme: Theme) -> None:
        self._panel.set_theme(theme)

    def leave(self) -> None:
        self.workshop.turn_to(())

    def painting(self, view: View, step: int) -> Paint | None:  # noqa: ARG002
        picture = self._panel.picture
        if picture is None:
            return None
        return lambda painter, sheet: paint_map_figure(painter, sheet, picture)
