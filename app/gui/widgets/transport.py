"""Time: to the start, back, play, forward, a scrub bar, speed and loop."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from app.gui.icons import icon
from app.gui.painting.style import font
from app.gui.painting.text import text_width
from app.gui.playhead import SPEEDS, Playhead
from app.gui.widgets.slider import Slider
from app.model.numbers import number_text
from app.model.parameters import Parameter
from app.model.theme import Theme


class Transport(QWidget):
    """Shows a playhead and emits what a person wants of it."""

    toggle_wanted = Signal()
    step_by_wanted = Signal(int)
    step_wanted = Signal(int)
    speed_wanted = Signal(float)
    loop_wanted = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("transport")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._last = 1
        self.to_start = _button("To the start (Home)")
        self.back = _button("One step back (←)")
        self.play = _button("Play (Space)", "play")
        self.forward = _button("One step forward (→)")
        self.scrub = Slider(_steps(1), theme)
        self.scrub.setAccessibleName("Step")
        self.scrub.setToolTip("The step that is shown")
        self.counter = QLabel()
        self.speed = _button("Speed of playing")
        self.speed.setObjectName("speed")
        self.loop = _button("Begin again at the end (L)")
        self.loop.setCheckable(True)
        self._fill_speeds()
        self._lay_out()
        self._connect()
        self.set_theme(theme)

    def _fill_speeds(self) -> None:
        menu = QMenu(self.speed)
        for speed in SPEEDS:
            action = menu.addAction(f"{number_text(speed)}×")
            action.setData(speed)
        menu.triggered.connect(lambda action: self.speed_wanted.emit(action.data()))
        self.speed.setMenu(menu)
        self.speed.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 12, 4)
        row.setSpacing(6)
        for widget in (self.to_start, self.back, self.play, self.forward):
            row.addWidget(widget)
        row.addSpacing(4)
        row.addWidget(self.scrub, 1)
        row.addSpacing(4)
        row.addWidget(self.counter)
        row.addWidget(self.speed)
        row.addWidget(self.loop)
        self.counter.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def _connect(self) -> None:
        self.play.clicked.connect(self.toggle_wanted)
        self.to_start.clicked.connect(lambda: self.step_wanted.emit(0))
        self.back.clicked.connect(lambda: self.step_by_wanted.emit(-1))
        self.forward.clicked.connect(lambda: self.step_by_wanted.emit(1))
        self.scrub.value_wanted.connect(lambda value: self.step_wanted.emit(round(value)))
        self.loop.toggled.connect(self.loop_wanted)

    def show_step(self, step: int) -> None:
        """Show where the playhead is."""
        self.scrub.show_value(step)
        self.counter.setText(f"{step:,} / {self._last:,}")

    def show_playhead(self, playhead: Playhead) -> None:
        """Show everything else of it."""
        if self._last != playhead.last:
            self._last = playhead.last
            self.scrub.set_parameter(_steps(playhead.last))
            widest = f"{playhead.last:,} / {playhead.last:,}"
            self.counter.setFixedWidth(int(text_width(widest, font(13))) + 8)
        self.play.setIcon(icon("pause" if playhead.playing else "play", self._theme.on_accent))
        self.play.setAccessibleName("Pause" if playhead.playing else "Play")
        self.speed.setText(f"{number_text(playhead.speed)}×")
        self.loop.blockSignals(True)
        self.loop.setChecked(playhead.loop)
        self.loop.blockSignals(False)
        self.show_step(playhead.step)

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours; the play button follows with the playhead's next word."""
        self._theme = theme
        self.scrub.set_theme(theme)
        named = {"to-start": self.to_start, "step-back": self.back, "step-forward": self.forward, "loop": self.loop}
        for name, button in named.items():
            button.setIcon(icon(name, theme.text))
        self.play.setIcon(icon("play", theme.on_accent))


def _button(note: str, name: str = "icon") -> QToolButton:
    button = QToolButton()
    button.setObjectName(name)
    button.setIconSize(QSize(16, 16))
    button.setToolTip(note)
    button.setAccessibleName(note.split(" (")[0])
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def _steps(last: int) -> Parameter:
    ends = (0.0, float(max(1, last)))
    return Parameter("step", 0.0, ends, ends, "linear", "The step that is shown", whole=True)
