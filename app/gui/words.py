"""Verdicts and explanations, which follow a dragging hand in its pauses: the picture under it comes first."""

from time import perf_counter

from PySide6.QtCore import QObject, QTimer

from app.gui.widgets.explain_panel import ExplainPanel
from app.model.scene import Scene
from app.model.verdicts import diagnose_lane, diagnose_scene
from optim_core.diagnosis import Diagnosis

PAUSE_MS = 120
"""A hand that does not move for so long reads what has become of its lanes."""
SELDOM = 0.4
"""Where it never pauses it is told about so often, in seconds: words that change sooner cannot be read."""


class Words:
    """Tells the panel what became of the lanes.

    All at once when a hand rests, be it on the mouse. While it goes on, now and then, and then a piece a frame: each
    frame diagnoses one lane, the frame after the last one shows what was found, and no frame waits for all of it.
    """

    def __init__(self, panel: ExplainPanel, parent: QObject) -> None:
        self._panel = panel
        self._found: list[Diagnosis] = []
        self._told_at = 0.0
        self._behind: Scene | None = None
        self._pause = QTimer(parent)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._on_pause_timeout)

    def tell(self, scene: Scene, *, dragging: bool) -> None:
        """Tell what there is to say of a scene, or the next piece of it."""
        if not dragging:
            self._tell_all(scene)
            return
        self._behind = scene
        self._pause.start()
        if scene.is_whole and self._is_read and perf_counter() - self._told_at > SELDOM:
            self._tell_a_piece(scene)

    def catch_up(self, scene: Scene) -> None:
        """Tell all of it if pieces are missing."""
        if self._behind is not None:
            self._tell_all(scene)

    def stop(self) -> None:
        """Tell no more."""
        self._pause.stop()

    @property
    def _is_read(self) -> bool:
        return self._panel.isVisibleTo(self._panel.window())

    def _tell_all(self, scene: Scene) -> None:
        self._pause.stop()
        self._found, self._behind = [], None
        # Nobody reads verdicts of an unfinished run, nor those of a panel that is put away.
        self._show(scene, diagnose_scene(scene) if scene.is_whole and self._is_read else ())

    def _tell_a_piece(self, scene: Scene) -> None:
        if len(self._found) < len(scene.runs):
            self._found.append(diagnose_lane(scene, len(self._found)))
        else:
            self._show(scene, tuple(self._found[: len(scene.runs)]))
            self._found = []

    def _show(self, scene: Scene, diagnoses: tuple[Diagnosis, ...]) -> None:
        self._panel.show_scene(scene, diagnoses)
        self._told_at = perf_counter()

    def _on_pause_timeout(self) -> None:
        if self._behind is not None and self._behind.is_whole:
            self._tell_all(self._behind)
