"""A hand on a master's slider of the real window, and the clocks that stop when its picture is there."""

from time import perf_counter

from tests.benchmarks.timing import tidy_up, within
from tests.benchmarks.windows import delete, opened

MOVES = 200
FROM, PLACES = 46, 20
"""Pixels of the slider that the hand goes through again and again; those of lr mean about 4e-4 to 2e-3."""
PATIENCE = 60.0


class Drag:
    """Holds a slider down, for as long as it is entered."""

    def __init__(self, window, knob="lr"):
        self._window = window
        self._slider = window.panel.masters[knob].slider
        self._move = 0
        self._first_at = None

    def __enter__(self):
        from PySide6.QtTest import QTest

        # The loop does more between two looks at it than to repaint: a clock stops where the repaint itself is over.
        self._window.event = self._event
        QTest.mousePress(self._slider, *_button(), self._place(FROM - 1))
        return self

    def __exit__(self, *failure):
        from PySide6.QtTest import QTest

        QTest.mouseRelease(self._slider, *_button(), self._place(FROM + PLACES + 14))
        del self._window.event

    def _event(self, event):
        from PySide6.QtCore import QEvent

        # Asked before: an event that has been handled may be gone.
        is_repaint = event.type() == QEvent.Type.UpdateRequest
        handled = type(self._window).event(self._window, event)
        if is_repaint and self._first_at is None and self._shows_the_move():
            self._first_at = perf_counter()
        return handled

    def until_first(self):
        """Move, and wait until there is something of it on the screen; with all that the loop does meanwhile."""
        return waited(self._moved(), lambda: self._first_at is not None)

    def until_whole(self):
        """Seconds to the first repaint of the surface, and until every path, step, chart and number is repainted.

        Of a crowd it is the coarse one that is shown as long as the hand holds on.
        """
        begin = self._moved()
        whole = waited(begin, lambda: self._first_at is not None and self._window.is_painted)
        return self._first_at - begin, whole

    def _shows_the_move(self):
        window = self._window
        is_told = not window.store.is_pending and window.scene.experiment == window.store.experiment
        return is_told and window.canvas.is_painted

    def _moved(self):
        from PySide6.QtTest import QTest

        self._first_at, begin = None, perf_counter()
        QTest.mouseMove(self._slider, self._place(FROM + self._move % PLACES))
        self._move += 1
        return begin

    def _place(self, x):
        from PySide6.QtCore import QPoint

        return QPoint(x, self._slider.height() // 2)


def waited(begin, is_there):
    """Seconds from `begin` until something is there."""
    from PySide6.QtCore import QCoreApplication, QEventLoop

    while not is_there():
        # To wait for events is to let other threads work.
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if perf_counter() - begin > PATIENCE:
            raise RuntimeError("the picture did not come")
    return perf_counter() - begin


def _button():
    from PySide6.QtCore import Qt

    return Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def whole_seconds(experiment, prepare=None, knob="lr", at_end=None):
    """Seconds from each move to its whole picture; the callables get the window before and after."""
    window = opened(experiment)
    if prepare is not None:
        prepare(window)
    tidy_up()
    with Drag(window, knob) as drag:
        seconds = [drag.until_whole()[1] for _ in range(MOVES)]
    if at_end is not None:
        at_end(window)
    delete(window)
    return seconds


def clocked(experiment, size, budget, least):
    """Seconds to the first picture and to the whole one, and how many moves a second have a picture of their own.

    The last is counted over moves that follow each other as soon as there is something of the one before on the screen.
    """
    window = opened(experiment, size)
    tidy_up()
    with Drag(window) as drag:
        drag.until_whole()
        both = [drag.until_whole() for _ in within(0.75 * budget, MOVES, least)]
        follow = [drag.until_first() for _ in within(0.25 * budget, MOVES, least)]
    delete(window)
    return *zip(*both, strict=True), len(follow) / sum(follow)
