"""The export dialog's last line: what is wrong, what is asked, or how far it is; and the two buttons."""

from enum import Enum, auto
from time import perf_counter

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton

from app.gui.widgets.lesson_sheet import mark_property, words
from app.progress import seconds_text

FULL = 1000
BAR = 176
FIRST = 1.0
"""Seconds before which nobody can tell how long it will take."""


class State(Enum):
    """What the dialog is at."""

    CHOOSING = auto()
    ASKING = auto()
    RUNNING = auto()
    CANCELLING = auto()


BUTTONS: dict[State, tuple[str, str]] = {
    State.CHOOSING: ("Export", "Cancel"),
    State.ASKING: ("Replace", "Back"),
    State.RUNNING: ("Export", "Cancel"),
    State.CANCELLING: ("Export", "Cancel"),
}
"""What the buttons say: go on, and do not."""


class ExportFooter(QFrame):
    """Emits `go_wanted` and `back_wanted`, whatever they mean at the moment."""

    go_wanted = Signal()
    back_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("export_footer")
        self.state = State.CHOOSING
        self._began = 0.0
        self.message = words("", "export_message")
        self.bar, self.done = QProgressBar(), QLabel()
        self.go, self.back = QPushButton(), QPushButton()
        self.go.setObjectName("export_go")
        self.back.setObjectName("raised")
        self.bar.setObjectName("export_bar")
        self.bar.setRange(0, FULL)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(BAR)
        self.bar.setAccessibleName("Progress")
        self.go.clicked.connect(self.go_wanted)
        self.back.clicked.connect(self.back_wanted)
        self._lay_out()
        self.show_state(State.CHOOSING)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 12, 24, 12)
        row.setSpacing(8)
        row.addWidget(self.bar)
        row.addWidget(self.done, 1)
        row.addWidget(self.message, 1)
        row.addSpacing(16)
        for button in (self.back, self.go):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)

    def show_state(self, state: State, message: str = "") -> None:
        """Be at that, and say this."""
        self.state = state
        is_working = state in (State.RUNNING, State.CANCELLING)
        for button, text in zip((self.go, self.back), BUTTONS[state], strict=True):
            button.setText(text)
        self.go.setEnabled(not is_working)
        self.back.setEnabled(state is not State.CANCELLING)
        for part in (self.bar, self.done):
            part.setVisible(is_working)
        self.message.setVisible(not is_working)
        self.message.setText(message)
        mark_property(self.message, "mood", "bad" if message and state is State.CHOOSING else "")
        if state is State.RUNNING:
            self._began = perf_counter()
            self.show_share(0.0)
        elif state is State.CANCELLING:
            self.done.setText("Cancelling…")

    def show_share(self, share: float) -> None:
        """Say how far it is, and how long the rest will take."""
        if self.state is not State.RUNNING:
            return
        elapsed = perf_counter() - self._began
        left = f" · about {seconds_text(elapsed * (1 - share) / share)} left" if share and elapsed > FIRST else ""
        self.bar.setValue(round(share * FULL))
        self.done.setText(f"{share * 100:.0f} %{left}")
