"""Which view is shown; the others are made when they are first wanted, and rest while they are away."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.gui.desk import Desk
from app.gui.export import Paint
from app.gui.views.view import Hands, ViewPart
from app.gui.widgets.view_switch import Tab
from app.model.experiment import Experiment
from app.model.relief.orbit import USUAL, Orbit
from app.model.scene import Scene
from app.model.terrain import View
from app.model.theme import Theme

if TYPE_CHECKING:
    from app.gui.views.relief_view import ReliefView


class Views:
    """Passes what it is told to the view that is shown; the path, which the desk shows anyway, is none of them."""

    def __init__(self, desk: Desk, hands: Hands) -> None:
        self._desk = desk
        self._hands = hands
        self._parts: dict[Tab, ViewPart] = {}
        self._relief: ReliefView | None = None
        self._orbit = USUAL
        self.shown = Tab.PATH

    @property
    def part(self) -> ViewPart | None:
        """The view that is shown, unless it is the path."""
        return self._parts.get(self.shown)

    @property
    def is_settled(self) -> bool:
        """Whether nothing of what is shown is still being computed."""
        return self.part is None or self.part.is_settled

    def show(self, view: Tab, theme: Theme, width: int) -> ViewPart | None:
        """Show this one, in a window of that width; what it is to show it has still to be told."""
        if self.part is not None:
            self.part.leave()
        if view is not Tab.PATH and view not in self._parts:
            self._parts[view] = MAKERS[view](self, theme)
        self.shown = view
        self._desk.top_bar.views.show_value(view)
        self._desk.show_view_panel(self.part.panel if self.part is not None else None, width)
        return self.part

    def show_experiment(self, experiment: Experiment, *, dragging: bool) -> None:
        """Show what is wanted; while a hand drags, nothing else is computed."""
        if self.part is not None:
            self.part.show_experiment(experiment)
            if dragging:
                self.part.hold()

    def show_scene(self, scene: Scene) -> None:
        """Show what comes of it."""
        if self.part is not None:
            self.part.show_scene(scene)

    def show_selected(self, index: int) -> None:
        """Let this lane be the one that it is about."""
        if self.part is not None:
            self.part.show_selected(index)

    def show_hovered(self, index: int | None) -> None:
        """Let this lane stand out, or none."""
        if self.part is not None:
            self.part.show_hovered(index)

    def show_step(self, step: int) -> None:
        """Show it at that step; the views without one have no notion of time."""
        if self._relief is not None and self.shown is Tab.RELIEF:
            self._relief.show_step(step)

    @property
    def orbit(self) -> Orbit | None:
        """From where the surface is seen in space; None for the usual place."""
        return None if self._orbit == USUAL else self._orbit

    def look_from(self, orbit: Orbit | None) -> None:
        """See the surface from there."""
        self._orbit = orbit or USUAL
        if self._relief is not None:
            self._relief.look_from(self._orbit)

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        for part in self._parts.values():
            part.set_theme(theme)

    def stop(self) -> None:
        """Let no thread live on."""
        for part in self._parts.values():
            part.stop()

    def painting(self, rectangle: View, step: int) -> Paint | None:
        """What draws the picture of the view that is shown; None for the path, or before there is one."""
        return None if self.part is None else self.part.painting(rectangle, step)

    def _make_map(self, theme: Theme) -> ViewPart:
        from app.gui.views.map_view import MapView

        part = MapView(theme, self._hands)
        self._desk.put_beside(part.panel)
        return part

    def _make_crowd(self, theme: Theme) -> ViewPart:
        from app.gui.views.crowd_view import CrowdView

        part = CrowdView(theme, self._hands, self._desk.canvas)
        self._desk.put_right(part.panel)
        return part

    def _make_compare(self, theme: Theme) -> ViewPart:
        from app.gui.views.compare_view import CompareView

        part = CompareView(theme, self._hands)
        self._desk.put_beside(part.panel)
        return part

    def _make_relief(self, theme: Theme) -> ViewPart:
        from app.gui.views.relief_view import ReliefView

        self._relief = part = ReliefView(theme, self._hands, self._desk.canvas)
        part.look_from(self._orbit)
        part.panel.orbit_changed.connect(self._on_relief_orbit_changed)
        self._desk.put_beside(part.panel)
        return part

    def _on_relief_orbit_changed(self, orbit: Orbit) -> None:
        self._orbit = orbit


MAKERS: dict[Tab, Callable[[Views, Theme], ViewPart]] = {
    Tab.MAP: Views._make_map,
    Tab.CROWD: Views._make_crowd,
    Tab.COMPARE: Views._make_compare,
    Tab.RELIEF: Views._make_relief,
}
"""Their modules are imported when they are needed: nobody waits for them at the start."""
