"""The view in space: the surface beside its plan, as a solid that a hand can turn."""

from app.gui.export import Paint
from app.gui.painting.relief_figure import paint_relief_figure
from app.gui.views.view import Hands, ViewPart
from app.gui.widgets.canvas import Canvas
from app.gui.widgets.relief_panel import ReliefPanel
from app.model.experiment import Experiment
from app.model.relief.orbit import Orbit
from app.model.relief.picture import SmoothPicture
from app.model.scene import Scene
from app.model.terrain import View
from app.model.theme import Theme


class ReliefView(ViewPart):
    """The surface in space."""

    def __init__(self, theme: Theme, hands: Hands, canvas: Canvas) -> None:
        self._panel = ReliefPanel(theme)
        super().__init__(self._panel, hands)
        self._canvas = canvas
        self._scene: Scene | None = None
        canvas.view.sigRangeChanged.connect(self._on_canvas_range_changed)
        self._panel.picture_wanted.connect(self._on_panel_picture_wanted)
        self.workshop.result_ready.connect(self._panel.show_picture)

    @property
    def panel(self) -> ReliefPanel:
        return self._panel

    def look_from(self, orbit: Orbit) -> None:
        """See it from there; `panel.orbit_changed` tells when a hand has turned it."""
        self._panel.show_orbit(orbit)

    def show_experiment(self, experiment: Experiment) -> None:
        """The scene says it all."""

    def show_scene(self, scene: Scene) -> None:
        self._scene = scene
        self._panel.show_rectangle(self._canvas.frame_of_plan.view)
        self._panel.show_scene(scene)

    def show_step(self, step: int) -> None:
        """Show the paths up to that step, and the surface where it stands then."""
        self._panel.show_step(step)

    def show_selected(self, index: int) -> None:
        self._panel.show_selected(index)

    def show_hovered(self, index: int | None) -> None:
        self._panel.show_hovered(index)

    def set_theme(self, theme: Theme) -> None:
        self._panel.set_theme(theme)

    def leave(self) -> None:
        self.workshop.turn_to(())
        self._scene = None

    def painting(self, view: View, step: int) -> Paint | None:
        scene, orbit = self._scene, self._panel.orbit
        if scene is None:
            return None
        return lambda painter, sheet: paint_relief_figure(painter, sheet, scene, view=view, step=step, orbit=orbit)

    def _on_canvas_range_changed(self, *_: object) -> None:
        self._panel.show_rectangle(self._canvas.frame_of_plan.view)

    def _on_panel_picture_wanted(self, picture: SmoothPicture | None) -> None:
        self.workshop.turn_to(() if picture is None else (picture,))
