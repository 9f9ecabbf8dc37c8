"""A panel of maps on a desk of its own: its edits are applied, and maps that it asks for are computed when told."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice

from PySide6.QtCore import QPoint

from app.gui.store import Edit, Store
from app.gui.widgets.map_panel import MapPanel
from app.model.experiment import Experiment
from app.model.maps import MapData, MapRequest
from app.model.scene import SceneBuilder
from tests.app.gui.hand import settle


def computed(request: MapRequest, pictures: int = 1) -> MapData:
    """The last of the first so many pictures of a map."""
    with ThreadPoolExecutor(2) as executor:
        return list(islice(request.results(executor, lambda: None), pictures))[-1]


class Desk:
    """Store, panel and workshop, without a window; `story` is what the panel said, in order."""

    def __init__(self, panel: MapPanel, experiment: Experiment, selected: int) -> None:
        self.panel = panel
        self.store = Store(experiment, panel)
        self.story: list[str] = []
        self.asked: list[tuple[MapRequest, ...]] = []
        self.said: list[str] = []
        panel.edit_wanted.connect(self._on_edit_wanted)
        panel.gesture_began.connect(self._on_gesture_began)
        panel.gesture_ended.connect(self._on_gesture_ended)
        panel.maps_wanted.connect(self.asked.append)
        panel.said.connect(self.said.append)
        self.store.changed.connect(panel.show_experiment)
        panel.show_experiment(experiment)
        panel.show_selected(selected)

    @property
    def experiment(self) -> Experiment:
        return self.store.experiment

    def apply(self, edit: Edit) -> None:
        """Change something elsewhere."""
        self.store.apply(edit)
        settle()

    def supply(self, pictures: int = 1) -> None:
        """Compute what the panel wants and hand it over."""
        for request in self.panel.requests:
            self.panel.show_map(request, computed(request, pictures))
        settle()

    def show_scene(self) -> None:
        self.panel.show_scene(SceneBuilder().build(self.experiment))

    def at(self, across: float, up: float, which: int = 0) -> QPoint:
        """These places of a map's axes as pixels of its view."""
        frame = self.panel.view._frames()[which]
        return frame.point(across, up).toPoint()

    def crosses(self) -> Iterator[tuple[float, float] | None]:
        """Where the crosses stand, in values."""
        assert self.panel.picture is not None
        return (panel.cross for panel in self.panel.picture.panels)

    def _on_edit_wanted(self, edit: Edit) -> None:
        self.story.append("edit")
        self.store.apply(edit)
        self.store.flush()

    def _on_gesture_began(self) -> None:
        self.story.append("began")
        self.store.begin_gesture()

    def _on_gesture_ended(self) -> None:
        self.story.append("ended")
        self.store.end_gesture()
