"""The present step: plays, pauses, steps and loops. Views slice arrays that exist already; nothing is simulated."""

from time import perf_counter

from PySide6.QtCore import QObject, Qt, QTimer, Signal

SPEEDS = (0.1, 0.25, 0.5, 1.0, 2.0, 4.0)
SECONDS_AT_NORMAL_SPEED = 12.0
"""How long a whole run takes at speed 1."""
FRAME_MS = 16


class Playhead(QObject):
    """A step between 0 and `last`, moved by hand or by time."""

    moved = Signal(int)
    """The new step."""
    state_changed = Signal()
    """Playing, speed, loop or length changed."""

    def __init__(self, last: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._last = last
        self._place = 0.0
        self._speed = 1.0
        self._loop = False
        self._clock = perf_counter()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self._on_timer_timeout)

    @property
    def step(self) -> int:
        """The step shown now."""
        return int(self._place)

    @property
    def last(self) -> int:
        """The last step there is."""
        return self._last

    @property
    def playing(self) -> bool:
        """Whether time moves it."""
        return self._timer.isActive()

    @property
    def speed(self) -> float:
        """How fast, one of `SPEEDS`."""
        return self._speed

    @property
    def loop(self) -> bool:
        """Whether it begins again at the end."""
        return self._loop

    def play(self) -> None:
        """Move with time, from the start if it stands at the end."""
        if self.step >= self._last:
            self.seek(0)
        self._clock = perf_counter()
        self._timer.start()
        self.state_changed.emit()

    def pause(self) -> None:
        """Stand still."""
        self._timer.stop()
        self.state_changed.emit()

    def toggle(self) -> None:
        """Play or pause."""
        if self.playing:
            self.pause()
        else:
            self.play()

    def seek(self, step: int) -> None:
        """Go to a step; the nearest there is."""
        before = self.step
        self._place = float(min(max(step, 0), self._last))
        if self.step != before:
            self.moved.emit(self.step)

    def step_by(self, steps: int) -> None:
        """Pause, and go so many steps forward or back."""
        self.pause()
        self.seek(self.step + steps)

    def set_last(self, last: int) -> None:
        """The run has another length; a playhead at its end stays at the end."""
        if last == self._last:
            return
        at_end = self.step >= self._last
        self._last = last
        self.seek(last if at_end or self.step > last else self.step)
        self.state_changed.emit()

    def set_speed(self, speed: float) -> None:
        """Play at another speed."""
        self._speed = speed
        self.state_changed.emit()

    def set_loop(self, loop: bool) -> None:
        """Begin again at the end, or stop there."""
        self._loop = loop
        self.state_changed.emit()

    def _on_timer_timeout(self) -> None:
        now = perf_counter()
        # A frame that came late moves the head further, but never leaps: a stall of the system is not motion.
        elapsed, self._clock = min(now - self._clock, 0.1), now
        place = self._place + elapsed * self._speed * self._last / SECONDS_AT_NORMAL_SPEED
        # In a loop the last step is seen as long as any other before the first follows.
        end = self._last + self._loop
        if place < end:
            self._move(place)
        elif self._loop:
            self._move(place % end)
        else:
            self._move(float(self._last))
            self.pause()

    def _move(self, place: float) -> None:
        before, self._place = self.step, place
        if self.step != before:
            self.moved.emit(self.step)
