"""The schedule of a lane on its card: each part with its numbers, and a button to take it away."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.gui.icons import icon
from app.gui.widgets.declared import ParameterRows
from app.gui.widgets.parameter_row import Turn
from app.gui.widgets.tool import icon_button
from app.model.theme import Theme
from optim_core import Schedule


class PartRows(QWidget):
    """One part: its title, a button that removes it, and a row a number."""

    value_wanted = Signal(str, float)
    removal_wanted = Signal()
    gesture_began = Signal()
    gesture_ended = Signal()

    def __init__(self, kind: type[Schedule], theme: Theme) -> None:
        super().__init__()
        title = QLabel(kind.title)
        title.setObjectName("quiet")
        self.remove = icon_button(f"Remove {kind.title}")
        self.rows = ParameterRows(theme, 2)
        top = QHBoxLayout()
        top.setContentsMargins(0, 4, 0, 0)
        top.addWidget(title, 1)
        top.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(top)
        column.addWidget(self.rows)
        self.rows.value_wanted.connect(self.value_wanted)
        self.rows.gesture_began.connect(self.gesture_began)
        self.rows.gesture_ended.connect(self.gesture_ended)
        self.remove.clicked.connect(self.removal_wanted)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        self.remove.setIcon(icon("cross", theme.quiet))
        self.rows.set_theme(theme)


class ScheduleRows(QWidget):
    """All parts of a schedule."""

    value_wanted = Signal(int, str, float)
    """Which part, which of its numbers, and the value."""
    removal_wanted = Signal(int)
    gesture_began = Signal()
    gesture_ended = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._turn = Turn.PLAIN
        self._kinds: tuple[type[Schedule], ...] = ()
        self.parts: list[PartRows] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self.hide()

    def show_schedule(self, schedule: Schedule) -> None:
        """Show every number of every part."""
        kinds = tuple(type(part) for part in schedule.parts)
        if kinds != self._kinds:
            self._kinds = kinds
            self._rebuild()
        for rows, part in zip(self.parts, schedule.parts, strict=True):
            rows.rows.show_schedule(part)

    def show_turn(self, turn: Turn) -> None:
        """Say how these knobs act."""
        self._turn = turn
        for part in self.parts:
            part.rows.show_turn(turn)

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        self._theme = theme
        for part in self.parts:
            part.set_theme(theme)

    def _rebuild(self) -> None:
        for part in self.parts:
            part.hide()
            part.deleteLater()
        self.parts = [PartRows(kind, self._theme) for kind in self._kinds]
        for place, part in enumerate(self.parts):
            part.rows.show_turn(self._turn)
            part.value_wanted.connect(partial(self.value_wanted.emit, place))
            part.removal_wanted.connect(partial(self.removal_wanted.emit, place))
            part.gesture_began.connect(self.gesture_began)
            part.gesture_ended.connect(self.gesture_ended)
            self._column.addWidget(part)
        self.setVisible(bool(self.parts))
