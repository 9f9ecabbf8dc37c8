"""What the map shows, to be chosen above it: its kind, its colours, and the lane it is compared with."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton

from app.gui.widgets.map_choice import MapChoice, measures_of, reason_against_kind, reason_against_measure
from app.gui.widgets.map_flow import FlowRow
from app.gui.widgets.map_menu import MapMenu
from app.gui.widgets.pill import Entry, Pill
from app.model.experiment import Experiment
from app.model.maps import MapKind, Measure
from app.model.parameters import surface_parameters

BESIDE, DIFFERENCE = False, True
SHORT = {Measure.LOSS: "loss", Measure.STEPS: "steps"}
"""Measures on their button; in its list, and beside the map, they have their full names."""
KINDS = {kind: kind.value for kind in MapKind}
KINDS_SHORT = {MapKind.RATES: "lr×β", MapKind.STARTS: "starts", MapKind.PARAMETER: "surface"}
GO, GO_SHORT, GO_SHORTEST = "Go to the best cell", "Best cell", "Best"
NARROW, ROOMY = 440, 560
"""Up to the one width there is room for short words alone, and from the other on for long ones."""


class MapControls(FlowRow):
    """Shows a choice and emits another that a person wants."""

    choice_wanted = Signal(object)
    """A MapChoice."""
    best_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._choice = MapChoice()
        self._shown: object = None
        self.kind = Pill("Map", [Entry(kind, title) for kind, title in KINDS.items()])
        self.measure = MapMenu("Colours", "What gives the map its colours")
        self.parameter = MapMenu("Surface parameter", "Which of the surface's parameters")
        self.other = MapMenu("Compare with", "Show the map of another lane too")
        self.way = Pill("Comparison", [Entry(BESIDE, "beside"), Entry(DIFFERENCE, "difference")])
        self.best = QPushButton(GO_SHORT)
        self.best.setAccessibleName(GO)
        self.best.setObjectName("map_button")
        self.best.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.add(self.kind, self.parameter, self.measure, self.other, self.way, self.best)
        self._connect()

    def _connect(self) -> None:
        self.kind.value_wanted.connect(lambda kind: self._want(replace(self._choice, kind=kind)))
        self.measure.value_wanted.connect(lambda measure: self._want(self._choice.with_measure(measure)))
        self.parameter.value_wanted.connect(lambda name: self._want(replace(self._choice, parameter=name)))
        self.other.value_wanted.connect(lambda colour: self._want(replace(self._choice, other=colour)))
        self.way.value_wanted.connect(lambda way: self._want(replace(self._choice, difference=way)))
        self.best.clicked.connect(self.best_wanted)

    def show_choice(self, choice: MapChoice, experiment: Experiment, selected: int) -> None:
        """Show what is chosen, and offer what is possible for the lane that is selected."""
        # Under a dragging hand only numbers change, and none of them is seen here.
        names = tuple((lane.name, lane.colour, lane.linked) for lane in experiment.lanes)
        shown = (choice, names, selected, experiment.surface.kind, experiment.surface.minima)
        if shown == self._shown:
            return
        self._choice, self._shown = choice, shown
        self._show_kind(choice, experiment)
        self._show_comparison(choice, experiment, selected)
        self._show_best(choice, experiment, selected)

    def _show_kind(self, choice: MapChoice, experiment: Experiment) -> None:
        surface = experiment.surface
        self.kind.show_value(choice.kind)
        for kind in MapKind:
            self.kind.show_reason(kind, reason_against_kind(kind, surface))
        measures = [Entry(m, m.value, reason_against_measure(m, surface)) for m in measures_of(choice.kind)]
        self.measure.show_choice(measures, choice.measure, SHORT.get(choice.measure, choice.measure.value))
        declared = surface_parameters(surface)
        self.parameter.setVisible(choice.kind is MapKind.PARAMETER)
        if choice.parameter is not None:
            entries = [Entry(name, one.label) for name, one in declared.items()]
            self.parameter.show_choice(entries, choice.parameter, declared[choice.parameter].label)

    def _show_comparison(self, choice: MapChoice, experiment: Experiment, selected: int) -> None:
        others = [lane for index, lane in enumerate(experiment.lanes) if index != selected]
        entries = [Entry(None, "alone"), *(Entry(lane.colour, lane.name) for lane in others)]
        name = next((lane.name for lane in others if lane.colour == choice.other), None)
        words = ("alone", "vs") if name is None else (f"with {name}", f"vs {name}")
        self.other.show_choice(entries, choice.other, *words)
        self.other.setEnabled(bool(others))
        self.way.show_value(choice.difference)
        self.way.setVisible(choice.other is not None)

    def _show_best(self, choice: MapChoice, experiment: Experiment, selected: int) -> None:
        lane = experiment.lanes[selected]
        follow = "; all linked lanes follow" if lane.linked and choice.kind is not MapKind.STARTS else ""
        self.best.setToolTip(f"Set {lane.name} to the best there is on its map{follow}")

    def _want(self, choice: MapChoice) -> None:
        self.choice_wanted.emit(choice)

    def resizeEvent(self, event: QResizeEvent) -> None:
        width = event.size().width()
        is_narrow = width <= NARROW
        self.kind.show_titles(KINDS_SHORT if is_narrow else KINDS)
        self.other.show_short(is_narrow)
        self.best.setText(GO if width >= ROOMY else GO_SHORTEST if is_narrow else GO_SHORT)
        super().resizeEvent(event)
