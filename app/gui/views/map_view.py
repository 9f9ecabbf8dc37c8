"""The view of maps: a panel beside the surface, and the maps that it asks for."""

from app.gui.export import Paint
from app.gui.painting.map_figure import paint_map_figure
from app.gui.views.view import Hands
from app.gui.widgets.map_panel import MapPanel
from app.gui.workshop import Workshop
from app.model.experiment import Experiment
from app.model.scene import Scene
from app.model.terrain import View
from app.model.theme import Theme

REMEMBERED = 8
"""So many maps are kept: to go back to one, by undo or another choice, costs nothing."""


class MapView:
    """Maps of settings and of starts."""

    def __init__(self, theme: Theme, hands: Hands) -> None:
        self.panel = MapPanel(theme)
        self.workshop = Workshop(self.panel, REMEMBERED)
        self.panel.edit_wanted.connect(hands.apply)
        self.panel.gesture_began.connect(hands.begin_gesture)
        self.panel.gesture_ended.connect(hands.end_gesture)
        self.panel.said.connect(hands.say)
        self.panel.maps_wanted.connect(self.workshop.turn_to)
        self.workshop.result_ready.connect(self.panel.show_map)
        self.workshop.busy_changed.connect(self.panel.show_busy)
        self.workshop.failed.connect(hands.say)

    @property
    def is_settled(self) -> bool:
        return not self.workshop.is_busy

    def show_experiment(self, experiment: Experiment) -> None:
        self.panel.show_experiment(experiment)

    def show_scene(self, scene: Scene) -> None:
        self.panel.show_scene(scene)

    def show_selected(self, index: int) -> None:
        self.panel.show_selected(index)

    def show_hovered(self, index: int | None) -> None:
        """A map is of one lane: none stands out."""

    def set_theme(self, theme: Theme) -> None:
        self.panel.set_theme(theme)

    def hold(self) -> None:
        self.workshop.hold()

    def leave(self) -> None:
        self.workshop.turn_to(())

    def stop(self) -> None:
        self.workshop.stop()

    def painting(self, theme: Theme, view: View, step: int) -> Paint | None:  # noqa: ARG002
        picture = self.panel.picture
        if picture is None:
            return None
        return lambda painter, size, outlines: paint_map_figure(painter, size, picture, theme, outlines=outlines)
