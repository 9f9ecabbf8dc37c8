"""The view of crowds: every seed on the surface, and what became of them in a panel at the right."""

from app.gui.export import Paint
from app.gui.painting.crowd_figure import paint_crowd_figure
from app.gui.views.view import Hands, ViewPart
from app.gui.widgets.canvas import Canvas
from app.gui.widgets.crowd_panel import CrowdPanel
from app.model.crowd.report import CrowdJob, CrowdReport
from app.model.experiment import Experiment
from app.model.scene import Scene
from app.model.terrain import View
from app.model.theme import Theme


class CrowdView(ViewPart):
    """All seeds at once."""

    def __init__(self, theme: Theme, hands: Hands, canvas: Canvas) -> None:
        self._panel = CrowdPanel(theme)
        super().__init__(self._panel, hands)
        self._canvas = canvas
        self._scene: Scene | None = None
        self._report: CrowdReport | None = None
        self._panel.edit_wanted.connect(hands.apply)
        self._panel.lane_selected.connect(hands.select_lane)
        self._panel.lane_hovered.connect(hands.hover_lane)
        self.workshop.result_ready.connect(self._on_report_ready)

    @property
    def panel(self) -> CrowdPanel:
        return self._panel

    def show_experiment(self, experiment: Experiment) -> None:
        """The scene says it all."""

    def show_scene(self, scene: Scene) -> None:
        self._scene = scene
        self._tell(None)
        self._panel.show_scene(scene)
        is_all = scene.is_whole and scene.seeds_known == scene.experiment.seeds
        self.workshop.turn_to((CrowdJob(scene),) if is_all else ())

    def show_selected(self, index: int) -> None:
        self._panel.show_selected(index)

    def show_hovered(self, index: int | None) -> None:
        self._panel.show_hovered(index)

    def set_theme(self, theme: Theme) -> None:
        self._panel.set_theme(theme)

    def leave(self) -> None:
        self.workshop.turn_to(())
        self._tell(None)
        self._scene = None

    def painting(self, view: View, step: int) -> Paint | None:
        scene, report = self._scene, self._report
        if scene is None or report is None:
            return None
        return lambda painter, sheet: paint_crowd_figure(painter, sheet, scene, report, view=view, step=step)

    def _on_report_ready(self, job: CrowdJob, report: CrowdReport) -> None:
        if job.scene is self._scene:
            self._tell(report)

    def _tell(self, report: CrowdReport | None) -> None:
        self._report = report
        self._panel.show_report(report)
        self._canvas.show_report(report)
