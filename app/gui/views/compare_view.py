"""The view that compares lanes fairly: each at its own best learning rate, for the same number of gradients."""

from app.gui.export import Paint
from app.gui.painting.fair_figure import paint_fair_figure
from app.gui.views.view import Hands, ViewPart
from app.gui.widgets.compare_panel import ComparePanel
from app.model.experiment import Experiment
from app.model.scene import Scene
from app.model.terrain import View
from app.model.theme import Theme

REMEMBERED = 8


class CompareView(ViewPart):
    """Each lane at its own best."""

    def __init__(self, theme: Theme, hands: Hands) -> None:
        self._panel = ComparePanel(theme)
        super().__init__(self._panel, hands, REMEMBERED)
        self._panel.edit_wanted.connect(hands.apply)
        self._panel.gesture_began.connect(hands.begin_gesture)
        self._panel.gesture_ended.connect(hands.end_gesture)
        self._panel.lane_selected.connect(hands.select_lane)
        self._panel.lane_hovered.connect(hands.hover_lane)
        self._panel.said.connect(hands.say)
        self._panel.comparisons_wanted.connect(self.workshop.turn_to)
        self.workshop.result_ready.connect(self._panel.show_result)
        self.workshop.busy_changed.connect(self._panel.show_busy)

    @property
    def panel(self) -> ComparePanel:
        return self._panel

    def show_experiment(self, experiment: Experiment) -> None:
        self._panel.show_experiment(experiment)

    def show_scene(self, scene: Scene) -> None:
        """What is compared are settings, not this run."""

    def show_selected(self, index: int) -> None:
        self._panel.show_selected(index)

    def show_hovered(self, index: int | None) -> None:
        self._panel.show_hovered(index)

    def set_theme(self, theme: Theme) -> None:
        self._panel.set_theme(theme)

    def leave(self) -> None:
        self.workshop.turn_to(())

    def painting(self, view: View, step: int) -> Paint | None:  # noqa: ARG002
        result = self._panel.picture
        if result is None:
            return None
        return lambda painter, sheet: paint_fair_figure(painter, sheet, result)
