"""Time in the export dialog: an animation played as it will be, or stopped at any of its frames."""

from time import perf_counter

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.gui.icons import icon
from app.gui.widgets.readout import Readout
from app.gui.widgets.slider import Slider
from app.gui.widgets.tool import icon_button
from app.model.motion import Motion
from app.model.parameters import Parameter
from app.model.theme import Theme

TICK = 16
"""Milliseconds between two looks at the clock."""
READOUT = 176


class FrameBar(QWidget):
    """Play, a bar to scrub on, and which frame it is; emits `frame_changed`."""

    frame_changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._motion: Motion | None = None
        self._steps: tuple[int, ...] = (0,)
        self._frame = 0
        self._began = 0.0
        self.play = icon_button("Play as it will be")
        self.play.setIconSize(QSize(16, 16))
        self.scrub = Slider(_frames(1), theme)
        self.scrub.setAccessibleName("Frame")
        self.readout = Readout(Qt.AlignmentFlag.AlignRight, theme, READOUT)
        self._clock = QTimer(self)
        self._clock.setInterval(TICK)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 24, 0)
        row.setSpacing(8)
        for part in (self.play, self.scrub, self.readout):
            row.addWidget(part)
        self._clock.timeout.connect(self._on_clock_timeout)
        self.play.clicked.connect(self._on_play_clicked)
        self.scrub.value_wanted.connect(self._on_scrub_value_wanted)
        self._show_playing()

    @property
    def step(self) -> int:
        """The run's step on the frame that is shown."""
        return self._steps[self._frame]

    def show_motion(self, motion: Motion, last: int, step: int) -> None:
        """Frames of a run of `last` steps; at first the one nearest to `step` is shown, then the place is kept."""
        if motion == self._motion:
            return
        share = step / last if self._motion is None else self._frame / (len(self._steps) - 1)
        self._motion, self._steps = motion, motion.steps(last)
        self.scrub.set_parameter(_frames(motion.frames - 1))
        self._turn_to(round(share * (motion.frames - 1)))

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        self._theme = theme
        self.scrub.set_theme(theme)
        self.readout.set_theme(theme)
        self._show_playing()

    def pause(self) -> None:
        """Stand still."""
        self._clock.stop()
        self._show_playing()

    def _turn_to(self, frame: int) -> None:
        self._frame = frame
        self.scrub.show_value(frame)
        self.readout.show_text(f"frame {frame + 1:,} of {len(self._steps):,} · step {self.step:,}")

    def _show_playing(self) -> None:
        is_playing = self._clock.isActive()
        self.play.setIcon(icon("pause" if is_playing else "play", self._theme.text))
        self.play.setAccessibleName("Pause" if is_playing else "Play as it will be")

    def _on_play_clicked(self) -> None:
        if self._clock.isActive():
            self.pause()
            return
        assert self._motion is not None
        self._began = perf_counter() - self._frame / self._motion.fps
        self._clock.start()
        self._show_playing()

    def _on_clock_timeout(self) -> None:
        assert self._motion is not None
        frame = int((perf_counter() - self._began) * self._motion.fps) % self._motion.frames
        if frame != self._frame:
            self._turn_to(frame)
            self.frame_changed.emit()

    def _on_scrub_value_wanted(self, frame: float) -> None:
        self.pause()
        self._turn_to(int(frame))
        self.frame_changed.emit()


def _frames(last: int) -> Parameter:
    ends = (0.0, float(last))
    return Parameter("frame", 0.0, ends, ends, "linear", "The frame that is shown", whole=True)
