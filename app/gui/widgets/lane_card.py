"""One lane as a card: colour, name, settings and loss; its own sliders when it does not follow the masters."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu, QToolButton, QVBoxLayout, QWidget

from app.gui.icons import icon
from app.gui.painting.style import color
from app.gui.widgets.parameter_row import ParameterRow
from app.gui.widgets.readout import Readout
from app.model import edits
from app.model.describe import settings_text
from app.model.experiment import Experiment, Lane
from app.model.numbers import number_text
from app.model.parameters import parameters
from app.model.theme import Theme
from optim_core import RULES, Rule

LOSS_WIDTH = 68


class Swatch(QWidget):
    """A bar in the lane's colour."""

    def __init__(self) -> None:
        super().__init__()
        self._ink = "#000000"
        self.setFixedSize(4, 32)

    def show_color(self, ink: str) -> None:
        """Show this colour."""
        self._ink = ink
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color(self._ink))
            painter.drawRoundedRect(QRectF(self.rect()), 2, 2)
        finally:
            painter.end()


class NameField(QLineEdit):
    """A name that reads as a label until it is double-clicked."""

    renamed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("lane_name")
        self.setMaxLength(40)
        self.setFrame(False)
        self.rest()

    def rest(self) -> None:
        """Look like a label."""
        self.setReadOnly(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, True)
        self.setStyleSheet("background: transparent; border-color: transparent; padding: 0; margin-left: -3px;")
        self.deselect()
        self.setCursorPosition(0)

    def edit(self) -> None:
        """Take a name by keyboard."""
        self.setReadOnly(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, False)
        self.setStyleSheet("")
        self.selectAll()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._finish(keep=True)
        elif event.key() == Qt.Key.Key_Escape:
            self._finish(keep=False)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._finish(keep=True)

    def _finish(self, *, keep: bool) -> None:
        if not self.isReadOnly():
            text = self.text()
            self.rest()
            self.renamed.emit(text if keep else "\0")


class LaneCard(QFrame):
    """Shows a lane of an experiment and emits edits for it."""

    edit_wanted = Signal(object)
    """A function from Experiment to Experiment."""
    selected = Signal(int)
    gesture_began = Signal()
    gesture_ended = Signal()

    def __init__(self, index: int, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("card")
        self.index = index
        self._theme = theme
        self._experiment: Experiment | None = None
        self._rule_shown: type[Rule] | None = None
        self._looks: tuple[object, ...] = ()
        self.rows: dict[str, ParameterRow] = {}
        self.swatch = Swatch()
        self.name = NameField()
        self.summary = Readout(Qt.AlignmentFlag.AlignLeft, theme)
        self.loss = Readout(Qt.AlignmentFlag.AlignRight, theme, LOSS_WIDTH)
        self.eye = _button("Show or hide this lane")
        self.link = _button("Follow the masters, or stand alone")
        self.more = _button("More: rule, name, order, remove")
        self.menu = QMenu(self)
        self._lay_out()
        self._connect()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(0)
        top.addWidget(self.name, 1)
        for button in (self.link, self.eye, self.more):
            top.addWidget(button)
        below = QHBoxLayout()
        below.setSpacing(4)
        below.addWidget(self.summary, 1)
        below.addWidget(self.loss)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addLayout(top)
        words.addLayout(below)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.swatch)
        head.addLayout(words, 1)
        self._sliders = QVBoxLayout()
        self._sliders.setSpacing(2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(6, 5, 6, 6)
        whole.setSpacing(2)
        whole.addLayout(head)
        whole.addLayout(self._sliders)

    def _connect(self) -> None:
        self.name.renamed.connect(self._on_name_renamed)
        self.eye.clicked.connect(self._on_eye_clicked)
        self.link.clicked.connect(self._on_link_clicked)
        self.more.clicked.connect(self._on_more_clicked)
        self.more.installEventFilter(self)

    def show_lane(self, experiment: Experiment) -> None:
        """Show the lane as it is in this experiment."""
        self._experiment = experiment
        lane, rule = experiment.lanes[self.index], experiment.rules[self.index]
        self.summary.show_text(self._summary(rule))
        self._show_own_rows(None if lane.linked else rule)
        # Icons and colours are repainted whenever they are set: under a dragging hand they stay.
        looks = (lane.name, lane.colour, lane.visible, lane.linked, self._theme.name)
        if looks != self._looks and self.name.isReadOnly():
            self._looks = looks
            self._show_looks(lane)

    def _show_looks(self, lane: Lane) -> None:
        self.name.setText(lane.name)
        self.name.setCursorPosition(0)
        self.setAccessibleName(f"Lane {lane.name}")
        self.swatch.show_color(self._theme.lanes[lane.colour])
        quiet, loud = self._theme.quiet, self._theme.text
        self.eye.setIcon(icon("eye", loud) if lane.visible else icon("eye-off", quiet))
        self.link.setIcon(icon("link", loud) if lane.linked else icon("unlink", self._theme.accent))

    def show_loss(self, text: str) -> None:
        """Show the loss at the present step."""
        self.loss.show_text(text)

    def show_selected(self, selected: bool) -> None:
        """Stand out, or not."""
        mark = "yes" if selected else ""
        if self.property("selected") != mark:
            self.setProperty("selected", mark)
            self.style().unpolish(self)
            self.style().polish(self)

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        self._theme = theme
        self.more.setIcon(icon("more", theme.quiet))
        self.summary.set_theme(theme)
        self.loss.set_theme(theme)
        for row in self.rows.values():
            row.set_theme(theme)
        if self._experiment is not None:
            self.show_lane(self._experiment)

    def _summary(self, rule: Rule) -> str:
        """The settings, and how much longer than lr a step gets under a constant gradient."""
        beta = edits.vars_of(rule).get("beta", 0.0)
        return settings_text(rule) + (f"  ×{number_text(1 / (1 - beta), 3)}" if beta else "")

    def _show_own_rows(self, rule: Rule | None) -> None:
        wanted = type(rule) if rule is not None else None
        if wanted is not self._rule_shown:
            self._rule_shown = wanted
            self._rebuild_rows(wanted)
        if rule is not None:
            for name, value in edits.vars_of(rule).items():
                self.rows[name].show_value(value)

    def _rebuild_rows(self, rule: type[Rule] | None) -> None:
        for row in self.rows.values():
            row.hide()
            row.deleteLater()
        self.rows = {}
        for name, parameter in parameters(rule).items() if rule is not None else ():
            row = ParameterRow(parameter, self._theme)
            row.value_wanted.connect(partial(self._on_row_value_wanted, name))
            row.gesture_began.connect(self.gesture_began)
            row.gesture_ended.connect(self.gesture_ended)
            self._sliders.addWidget(row)
            self.rows[name] = row

    def _fill_menu(self) -> None:
        assert self._experiment is not None
        lanes = self._experiment.lanes
        self.menu.clear()
        for rule in RULES:
            action = self._add(rule.title, partial(self._emit, edits.set_rule, rule))
            action.setCheckable(True)
            action.setChecked(type(lanes[self.index].rule) is rule)
        self.menu.addSeparator()
        self._add("Rename", self.name.edit)
        self._add("Duplicate", partial(self._emit, edits.duplicate_lane))
        up = self._add("Move up", partial(self._emit, edits.move_lane, self.index - 1))
        up.setEnabled(self.index > 0)
        down = self._add("Move down", partial(self._emit, edits.move_lane, self.index + 1))
        down.setEnabled(self.index < len(lanes) - 1)
        self.menu.addSeparator()
        remove = self._add("Remove", partial(self._emit, edits.remove_lane))
        remove.setEnabled(len(lanes) > 1)

    def _add(self, text: str, on_triggered: Callable[[], None]) -> QAction:
        action = QAction(text, self.menu)
        action.triggered.connect(lambda: on_triggered())
        self.menu.addAction(action)
        return action

    def _emit(self, edit: object, *values: object) -> None:
        index = self.index
        self.edit_wanted.emit(lambda experiment: edit(experiment, index, *values))  # type: ignore[operator]

    def _on_row_value_wanted(self, name: str, value: float) -> None:
        self._emit(edits.set_lane_parameter, name, value)

    def _on_name_renamed(self, name: str) -> None:
        if self._experiment is None:
            return
        if name != "\0":
            self._emit(edits.rename_lane, name)
        self.name.setText(self._experiment.lanes[self.index].name)

    def _on_eye_clicked(self) -> None:
        if self._experiment is not None:
            self._emit(edits.set_visible, not self._experiment.lanes[self.index].visible)

    def _on_link_clicked(self) -> None:
        if self._experiment is not None:
            self._emit(edits.set_linked, not self._experiment.lanes[self.index].linked)

    def _on_more_clicked(self) -> None:
        self._fill_menu()
        self.menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A right click on the button opens the menu as well.
        if watched is self.more and event.type() == QEvent.Type.ContextMenu:
            self._on_more_clicked()
            return True
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.RightButton:
            self._fill_menu()
            self.menu.popup(event.globalPosition().toPoint())
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


def _button(note: str) -> QToolButton:
    button = QToolButton()
    button.setObjectName("icon")
    button.setIconSize(QSize(14, 14))
    button.setToolTip(note)
    button.setAccessibleName(note)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
