"""The surface in space beside the plan: the same rectangle, lanes, step and selection, seen from wherever one likes."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from app.gui.painting.plan import NO_FOCUS
from app.gui.widgets.readout import Readout
from app.gui.widgets.relief_view import ReliefView
from app.gui.widgets.slider import Slider
from app.model.parameters import parameters
from app.model.relief.orbit import USUAL, Orbit
from app.model.relief.picture import Pixels, SmoothPicture
from app.model.scene import Scene
from app.model.terrain import View
from app.model.theme import Theme

HINT = "drag turns · wheel zooms"
SLIDER = 120


class ReliefPanel(QFrame):
    """Holds the orbit, which belongs to the look of the window and not to the experiment; tells every other one."""

    orbit_changed = Signal(object)
    """The Orbit, after a hand has changed it."""
    picture_wanted = Signal(object)
    """A SmoothPicture, or None when nothing is wanted any more."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("relief")
        self._focus = NO_FOCUS
        self.orbit = USUAL
        self.view = ReliefView(theme)
        self.height_label = QLabel("Height")
        self.height_label.setObjectName("quiet")
        self.height_slider = Slider(parameters(Orbit)["exaggeration"], theme)
        self.height_slider.setFixedWidth(SLIDER)
        self.height_slider.setAccessibleName("Height")
        self.height_slider.setToolTip("How high the heights are drawn; double click for the usual")
        self.reset = QPushButton("Reset")
        self.reset.setObjectName("map_button")
        self.reset.setAccessibleName("Reset the view in space")
        self.reset.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.hint = Readout(Qt.AlignmentFlag.AlignRight, theme)
        self.hint.show_text(HINT)
        self._lay_out()
        self._connect()
        self.show_orbit(USUAL)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for part in (self.height_label, self.height_slider, self.reset):
            row.addWidget(part)
        row.addWidget(self.hint, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 10, 8, 6)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self.view, 1)

    def _connect(self) -> None:
        self.view.orbit_wanted.connect(self._on_view_orbit_wanted)
        self.view.picture_wanted.connect(self.picture_wanted)
        self.height_slider.value_wanted.connect(self._on_height_slider_value_wanted)
        self.reset.clicked.connect(self._on_reset_clicked)

    def show_scene(self, scene: Scene) -> None:
        """Show other paths, or another surface."""
        self.view.show_scene(scene)

    def show_step(self, step: int) -> None:
        """Show the paths up to that step."""
        self.view.show_step(step)

    def show_rectangle(self, rectangle: View | None) -> None:
        """Show this rectangle of the plan; None for the surface's own view."""
        self.view.show_rectangle(rectangle)

    def show_orbit(self, orbit: Orbit) -> None:
        """Look from there."""
        self.orbit = orbit
        self.view.show_orbit(orbit)
        self.height_slider.show_value(orbit.exaggeration)
        self.reset.setEnabled(orbit != USUAL)

    def show_selected(self, index: int | None) -> None:
        """Draw this lane, by its place in the experiment, over the others."""
        self._focus = replace(self._focus, selected=index)
        self.view.show_focus(self._focus)

    def show_hovered(self, index: int | None) -> None:
        """Let this lane stand out and the others fade, or none."""
        if index != self._focus.hovered:
            self._focus = replace(self._focus, hovered=index)
            self.view.show_focus(self._focus)

    def show_picture(self, wanted: SmoothPicture, pixels: Pixels) -> None:
        """Show the smooth picture, if it is still wanted."""
        self.view.show_picture(wanted, pixels)

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        for part in (self.view, self.height_slider, self.hint):
            part.set_theme(theme)

    def _turn_to(self, orbit: Orbit) -> None:
        if orbit != self.orbit:
            self.show_orbit(orbit)
            self.orbit_changed.emit(orbit)

    def _on_view_orbit_wanted(self, orbit: Orbit) -> None:
        self._turn_to(orbit)

    def _on_height_slider_value_wanted(self, exaggeration: float) -> None:
        self._turn_to(self.orbit.raised(exaggeration))

    def _on_reset_clicked(self) -> None:
        self._turn_to(USUAL)
