"""The view of crowds: every seed on the surface, and what became of them in a panel at the right."""

from app.gui.export import Paint
from app.gui.painting.crowd_figure import paint_crowd_figure
from app.gui.views.view import Hands
from app.gui.widgets.canvas import Canvas
from app.gui.widgets.crowd_panel import CrowdPanel
from app.gui.workshop import Workshop
from app.model.crowd.report import CrowdJob, CrowdReport
from app.model.experiment import Experiment
from app.model.scene import Scene
from app.model.terrain import View
from app.model.theme import Theme


class CrowdView:
    """All seeds at once."""

    def __init__(self, theme: Theme, hands: Hands, canvas: Canvas) -> None:
        self.panel = CrowdPanel(theme)
        self.workshop = Workshop(self.panel)
        self._canvas = canvas
        self._scene: Scene | None = None
        self._report: CrowdReport | None = None
        self.panel.edit_wanted.connect(hands.apply)
        self.panel.lane_selected.connect(hands.select_lane)
        self.panel.lane_hovered.connect(hands.hover_lane)
        self.workshop.result_ready.connect(self._on_report_ready)
        self.workshop.failed.connect(hands.say)

    @property
    def is_settled(self) -> bool:
        return not self.workshop.is_busy

    def show_experiment(self, experiment: Experiment) -> None:
        """The scene says it all."""

    def show_scene(self, scene: Scene) -> None:
        self._scene = scene
        self._tell(None)
        self.panel.show_scene(scene)
        is_all = scene.is_whole and scene.seeds_known == scene.experiment.seeds
        self.workshop.turn_to((CrowdJob(scene),) if is_all else ())

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
        self._tell(None)
        self._scene = None

    def stop(self) -> None:
        self.workshop.stop()

    def painting(self, theme: Theme, view: View, step: int) -> Paint | None:
        scene, report = self._scene, self._report
        if scene is None or report is None:
            return None
        return lambda painter, size, outlines: paint_crowd_figure(
            painter, size, scene, report, theme, view=view, step=step, outlines=outlines
        )

    def _on_report_ready(self, job: CrowdJob, report: CrowdReport) -> None:
        if job.scene is self._scene:
            self._tell(report)

    def _tell(self, report: CrowdReport | None) -> None:
        self._report = report
        self.panel.show_report(report)
        self._canvas.show_report(report)
