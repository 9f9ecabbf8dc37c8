"""One lane as a card: what it is, its own sliders when it does not follow the masters, and those of its schedule."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QMenu, QVBoxLayout

from app.gui.widgets.declared import ParameterRows
from app.gui.widgets.lane_head import LaneHead
from app.gui.widgets.lane_menu import LaneMenu
from app.gui.widgets.parameter_row import ParameterRow, Turn
from app.gui.widgets.schedule_rows import ScheduleRows
from app.model import edits, scheduling, steering
from app.model.experiment import Experiment
from app.model.theme import Theme


class LaneCard(QFrame):
    """Shows a lane of an experiment and emits edits for it."""

    edit_wanted = Signal(object)
    """A function from Experiment to Experiment."""
    selected = Signal(int)
    hovered = Signal(int)
    """The lane under the mouse, −1 when the mouse leaves it."""
    gesture_began = Signal()
    gesture_ended = Signal()

    def __init__(self, index: int, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("card")
        self.index = index
        self._experiment: Experiment | None = None
        self._step = 0
        self._steering: int | None = None
        self.head = LaneHead(theme)
        self.swatch, self.name, self.summary = self.head.swatch, self.head.name, self.head.summary
        self.loss, self.notes = self.head.loss, self.head.notes
        self.eye, self.link, self.more = self.head.eye, self.head.link, self.head.more
        self.own = ParameterRows(theme, 2)
        self.schedule = ScheduleRows(theme)
        self.menu = QMenu(self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(6, 5, 6, 6)
        whole.setSpacing(2)
        for part in (self.head, self.own, self.schedule):
            whole.addWidget(part)
        self._connect()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _connect(self) -> None:
        self.name.renamed.connect(self._on_name_renamed)
        self.name.let_go.connect(self._show_name)
        self.eye.clicked.connect(self._on_eye_clicked)
        self.link.clicked.connect(self._on_link_clicked)
        self.more.clicked.connect(self._on_more_clicked)
        self.more.installEventFilter(self)
        self.own.value_wanted.connect(self._on_own_value_wanted)
        self.schedule.value_wanted.connect(self._on_schedule_value_wanted)
        self.schedule.removal_wanted.connect(self._on_schedule_removal_wanted)
        for rows in (self.own, self.schedule):
            rows.gesture_began.connect(self.gesture_began)
            rows.gesture_ended.connect(self.gesture_ended)

    @property
    def rows(self) -> dict[str, ParameterRow]:
        """The rows of its own hyper-parameters, by name."""
        return self.own.rows

    def show_lane(self, experiment: Experiment) -> None:
        """Show the lane as it is in this experiment."""
        self._experiment = experiment
        lane, rule = experiment.lanes[self.index], experiment.rules[self.index]
        self.head.show_lane(lane, rule)
        self.setAccessibleName(f"Lane {lane.name}")
        self.schedule.show_schedule(rule.schedule)
        self._show_own_rows(experiment)

    def _show_own_rows(self, experiment: Experiment) -> None:
        rule = experiment.rules[self.index]
        values = edits.vars_of(rule)
        if self._steering is not None:
            values = {name: steering.value_at(rule, name, self._steering) for name in values}
        self.own.show_rule(None if experiment.lanes[self.index].linked else rule, values)

    def set_steering(self, step: int | None) -> None:
        """Let its own knobs act from that step on and show what they are then; None: for the whole run."""
        if (step is None) is not (self._steering is None):
            self.own.show_turn(Turn.PLAIN if step is None else Turn.STEERS)
            self.schedule.show_turn(Turn.PLAIN if step is None else Turn.REPLAYS)
        self._steering = step
        if self._experiment is not None and self.rows:
            self._show_own_rows(self._experiment)

    def show_loss(self, text: str, step: int) -> None:
        """Show the loss at the present step."""
        self._step = step
        self.loss.show_text(text)

    def show_selected(self, selected: bool) -> None:
        """Be the lane that is explained, or not."""
        self._mark("selected", selected)

    def show_hovered(self, hovered: bool) -> None:
        """Be the lane under the mouse, here or elsewhere, or not."""
        self._mark("hovered", hovered)

    def _mark(self, name: str, wanted: bool) -> None:
        mark = "yes" if wanted else ""
        if self.property(name) != mark:
            self.setProperty(name, mark)
            self.style().unpolish(self)
            self.style().polish(self)

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        for part in (self.head, self.own, self.schedule):
            part.set_theme(theme)
        if self._experiment is not None:
            self.show_lane(self._experiment)

    def _open_menu(self, at: QPoint) -> None:
        if self._experiment is not None:
            menu = LaneMenu(self.menu, self._experiment, self.index, self._step, self.edit_wanted.emit)
            menu.fill(self.name.edit)
            self.menu.popup(at)

    def _emit(self, edit: object, *values: object) -> None:
        index = self.index
        self.edit_wanted.emit(lambda experiment: edit(experiment, index, *values))  # type: ignore[operator]

    def _on_own_value_wanted(self, name: str, value: float) -> None:
        if self._steering is None:
            self._emit(edits.set_lane_parameter, name, value)
        else:
            self._emit(steering.steer_lane, name, value, self._steering)

    def _on_schedule_value_wanted(self, part: int, name: str, value: float) -> None:
        self._emit(scheduling.set_schedule_number, part, name, value)

    def _on_schedule_removal_wanted(self, part: int) -> None:
        self._emit(scheduling.remove_schedule, part)

    def _on_name_renamed(self, name: str) -> None:
        self._emit(edits.rename_lane, name)
        self._show_name()

    def _show_name(self) -> None:
        if self._experiment is not None:
            self.name.setText(self._experiment.lanes[self.index].name)

    def _on_eye_clicked(self) -> None:
        if self._experiment is not None:
            self._emit(edits.set_visible, not self._experiment.lanes[self.index].visible)

    def _on_link_clicked(self) -> None:
        if self._experiment is not None:
            self._emit(edits.set_linked, not self._experiment.lanes[self.index].linked)

    def _on_more_clicked(self) -> None:
        self._open_menu(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A right click on the button opens the menu as well.
        if watched is self.more and event.type() == QEvent.Type.ContextMenu:
            self._on_more_clicked()
            return True
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.hovered.emit(self.index)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.hovered.emit(-1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.RightButton:
            self._open_menu(event.globalPosition().toPoint())
        self.selected.emit(self.index)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.name.edit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_F2:
                self.name.edit()
            case Qt.Key.Key_Delete:
                if self._experiment is not None and len(self._experiment.lanes) > 1:
                    self._emit(edits.remove_lane)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.selected.emit(self.index)
            case _:
                super().keyPressEvent(event)
