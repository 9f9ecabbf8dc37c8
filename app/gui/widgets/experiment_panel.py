"""The left side: masters, lanes, the surface's parameters, the run and its events, all on one quiet panel."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QMenu, QScrollArea, QToolButton, QVBoxLayout, QWidget

from app.gui.icons import icon
from app.gui.widgets.declared import ParameterRows
from app.gui.widgets.event_section import EventSection
from app.gui.widgets.formula_field_section import FormulaSection
from app.gui.widgets.lane_card import LaneCard
from app.gui.widgets.lane_list import LaneList
from app.gui.widgets.master_section import MasterSection
from app.gui.widgets.parameter_row import ParameterRow, Turn
from app.gui.widgets.rule_menu import fill_rule_menu
from app.gui.widgets.run_section import RunSection
from app.gui.widgets.section import Heading
from app.gui.widgets.steered_row import SteeredRow
from app.model import edits
from app.model.experiment import MOST_LANES, Experiment
from app.model.scene import Scene
from app.model.theme import Theme
from optim_core import Rule

WIDTH = 288


class ExperimentPanel(QFrame):
    """Shows an experiment; emits edits (functions from Experiment to Experiment)."""

    edit_wanted = Signal(object)
    gesture_began = Signal()
    gesture_ended = Signal()
    lane_selected = Signal(int)
    lane_hovered = Signal(int)
    """The lane under the mouse, −1 where none is."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setFixedWidth(WIDTH)
        self._is_steering = False
        self.all_lanes = MasterSection(theme)
        self.steered = SteeredRow()
        self.lanes = LaneList(theme)
        self.surface = ParameterRows(theme, 4)
        self.formula = FormulaSection(theme)
        self.run = RunSection(theme)
        self.events = EventSection(theme)
        self.masters = self.all_lanes.rows
        self.fields, self.start_fields, self.proxy = self.run.fields, self.run.start_fields, self.run.proxy
        self.add = QToolButton()
        self.add.setToolTip("Add a lane")
        self.add.setAccessibleName("Add a lane")
        self._lay_out()
        self._connect()
        self.set_theme(theme)

    @property
    def cards(self) -> list[LaneCard]:
        """The lanes' cards, in order."""
        return self.lanes.cards

    @property
    def surface_rows(self) -> dict[str, ParameterRow]:
        """The rows of the surface's parameters, by name."""
        return self.surface.rows

    def _lay_out(self) -> None:
        self._surface_heading = Heading("Surface")
        body = QWidget()
        body.setObjectName("panel_body")
        column = QVBoxLayout(body)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(4)
        for part in (
            Heading("All lanes", above=0),
            self.all_lanes,
            self.steered,
            Heading("Lanes", self.add),
            self.lanes,
            self._surface_heading,
            self.formula,
            self.surface,
            Heading("Run"),
            self.run,
            self.events,
        ):
            column.addWidget(part)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(body)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)

    def _connect(self) -> None:
        self.surface.value_wanted.connect(self._on_surface_value_wanted)
        for part in (self.all_lanes, self.steered, self.lanes, self.formula, self.run, self.events):
            part.edit_wanted.connect(self.edit_wanted)
        sources: tuple[MasterSection | LaneList | ParameterRows, ...] = (self.all_lanes, self.lanes, self.surface)
        for source in sources:
            source.gesture_began.connect(self.gesture_began)
            source.gesture_ended.connect(self.gesture_ended)
        self.lanes.lane_selected.connect(self.lane_selected)
        self.lanes.lane_hovered.connect(self.lane_hovered)
        menu = QMenu(self.add)
        fill_rule_menu(menu, self._on_add_triggered)
        self.add.setMenu(menu)
        self.add.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def show_experiment(self, experiment: Experiment) -> None:
        """Show every value as it is."""
        self.all_lanes.show_experiment(experiment)
        self.steered.show_experiment(experiment)
        self.lanes.show_experiment(experiment)
        self.add.setEnabled(len(experiment.lanes) < MOST_LANES)
        self.surface.show_surface(experiment.surface)
        has_settings = self.formula.show_experiment(experiment) or self.surface_rows
        self._surface_heading.show_title("Surface" if has_settings else "Surface  (nothing to set)")
        self.run.show_experiment(experiment)
        self.events.show_experiment(experiment)

    def show_losses(self, scene: Scene, step: int) -> None:
        """Show each lane's loss at that step."""
        self.lanes.show_losses(scene, step)
        self.events.show_step(step)

    def show_selected(self, index: int) -> None:
        """Let that lane's card stand out."""
        self.lanes.show_selected(index)

    def show_hovered(self, lane: int | None) -> None:
        """Let the card of the lane under the mouse stand out, or none."""
        self.lanes.show_hovered(lane)

    def set_steering(self, step: int | None) -> None:
        """Let masters and lanes' own knobs act from that step on and show what they are then.

        None is replay: every knob is for the whole run.
        """
        if self._is_steering is not (step is not None):
            self._is_steering = step is not None
            self._show_turns()
        self.lanes.set_steering(step)
        self.all_lanes.set_steering(step)

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        self.add.setIcon(icon("plus", theme.quiet))
        for part in (self.all_lanes, self.lanes, self.formula, self.surface, self.run, self.events):
            part.set_theme(theme)

    def _show_turns(self) -> None:
        self.all_lanes.show_turn(Turn.STEERS if self._is_steering else Turn.PLAIN)
        for part in (self.surface, self.run):
            part.show_turn(Turn.REPLAYS if self._is_steering else Turn.PLAIN)

    def _on_surface_value_wanted(self, name: str, value: float) -> None:
        self.edit_wanted.emit(lambda experiment: edits.set_surface_parameter(experiment, name, value))

    def _on_add_triggered(self, rule: type[Rule]) -> None:
        self.edit_wanted.emit(lambda experiment: edits.add_lane(experiment, rule))
