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

    def __enter__(self):
        from PySide6.QtTest import QTest

        QTest.mousePress(self._slider, *_button(), self._place(FROM - 1))
        return self

    def __exit__(self, *failure):
        from PySide6.QtTest import QTest

        QTest.mouseRelease(self._slider, *_button(), self._place(FROM + PLACES + 14))

    def until_first(self):
        """Move, and wait for the first repaint of the surface with paths of the new value, all of them or not."""
        begin = self._moved()
        return waited(begin, self._shows_the_move)

    def until_whole(self):
        """Seconds to that first repaint, and until all paths with all their steps, charts and panel are repainted.

        Of a crowd it is the coarse one that is shown as long as the hand holds on.
        """
        begin = self._moved()
        first = waited(begin, self._shows_the_move)
        return first, waited(begin, lambda: self._window.is_painted)

    def _shows_the_move(self):
        window = self._window
        is_told = not window.store.is_pending and window.scene.experiment == window.store.experiment
        return is_told and window.canvas.is_painted

    def _moved(self):
        from PySide6.QtTest import QTest

        begin = perf_counter()
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
