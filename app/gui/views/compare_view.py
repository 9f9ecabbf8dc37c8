"""The view that compares lanes fairly: each at its own best learning rate, for the same number of gradients."""

from app.gui.export import Paint
from app.gui.painting.fair_figure import paint_fair_figure
from app.gui.views.view import Hands
from app.gui.widgets.compare_panel import ComparePanel
from app.gui.workshop import Workshop
from app.model.experiment import Experiment
from app.model.scene import Scene
from app.model.terrain import View
from app.model.theme import Theme

REMEMBERED = 8


class CompareView:
    """Each lane at its own best."""

    def __init__(self, theme: Theme, hands: Hands) -> None:
        self.panel = ComparePanel(theme)
        self.workshop = Workshop(self.panel, REMEMBERED)
        self.panel.edit_wanted.connect(hands.apply)
        self.panel.gesture_began.connect(hands.begin_gesture)
        self.panel.gesture_ended.connect(hands.end_gesture)
        self.panel.lane_selected.connect(hands.select_lane)
        self.panel.lane_hovered.connect(hands.hover_lane)
        self.panel.said.connect(hands.say)
        self.panel.comparisons_wanted.connect(self.workshop.turn_to)
        self.workshop.result_ready.connect(self.panel.show_result)
        self.workshop.busy_changed.connect(self.panel.show_busy)
        self.workshop.failed.connect(hands.say)

    @property
    def is_settled(self) -> bool:
        return not self.workshop.is_busy

    def show_experiment(self, experiment: Experiment) -> None:
        self.panel.show_experiment(experiment)

    def show_scene(self, scene: Scene) -> None:
        """What is compared are settings, not this run."""

    def show_selected(self, index: int) -> None:
        self.panel.show_selected(index)

    def show_hovered(self, index: int | None) -> None:
        self.panel.show_hovered(index)

    def set_theme(self, theme: Theme) -> None:
        self.panel.set_theme(theme)

    def hold(self) -> None:
        self.workshop.hold()

    def leave(self) -> None:
        self.workshop.turn_to(())

    def stop(self) -> None:
        self.workshop.stop()

    def painting(self, theme: Theme, view: View, step: int) -> Paint | None:  # noqa: ARG002
        result = self.panel.picture
        if result is None:
            return None
        return lambda painter, size, outlines: paint_fair_figure(painter, size, result, theme, outlines=outlines)
