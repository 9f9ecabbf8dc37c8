"""Verdicts and explanations, which follow a dragging hand a piece a frame: the picture under it comes first."""

from app.gui.widgets.explain_panel import ExplainPanel
from app.model.scene import Scene
from app.model.verdicts import diagnose_lane, diagnose_scene
from optim_core.diagnosis import Diagnosis


class Words:
    """Tells the panel what became of the lanes.

    All at once when a hand rests. While it drags, each frame diagnoses one lane, and the frame after the last one shows
    what was found: no frame waits for all of it, and once in a few the words catch up.
    """

    def __init__(self, panel: ExplainPanel) -> None:
        self._panel = panel
        self._found: list[Diagnosis] = []
        self._is_behind = False

    def tell(self, scene: Scene, *, dragging: bool) -> None:
        """Tell what there is to say of a scene, or the next piece of it."""
        if not dragging:
            self._tell_all(scene)
            return
        self._is_behind = True
        if scene.is_whole and self._is_read:
            self._tell_a_piece(scene)

    def catch_up(self, scene: Scene) -> None:
        """Tell all of it if pieces are missing."""
        if self._is_behind:
            self._tell_all(scene)

    @property
    def _is_read(self) -> bool:
        return self._panel.isVisibleTo(self._panel.window())

    def _tell_all(self, scene: Scene) -> None:
        self._found, self._is_behind = [], False
        # Nobody reads verdicts of an unfinished run, nor those of a panel that is put away.
        self._panel.show_scene(scene, diagnose_scene(scene) if scene.is_whole and self._is_read else ())

    def _tell_a_piece(self, scene: Scene) -> None:
        if len(self._found) < len(scene.runs):
            self._found.append(diagnose_lane(scene, len(self._found)))
        else:
            self._panel.show_scene(scene, self._found[: len(scene.runs)])
            self._found = []
