"""Ten thousand values of a slider at once: one computation waits, and the picture at the end is the last value's."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.gui.window import Window
from app.model.experiment import Experiment
from tests.app.gui.hand import settle
from tests.endurance.leftovers import close_for_good

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def burst(values: int, spin: int) -> list[str]:
    """Drag a slider through so many places, with a turn of the event loop after every `spin` of them; what is wrong."""
    window = _window(Experiment())
    told: list[Experiment] = []
    window.store.changed.connect(told.append)
    slider = window.panel.masters["lr"].slider
    handle, middle = window.windowHandle(), slider.mapTo(window, slider.rect().center())
    QTest.mousePress(handle, LEFT, NONE, middle)
    before, turns = len(told), 0
    for index in range(values):
        place = middle + QPoint((index * 7) % (slider.width() - 20) - slider.width() // 2 + 10, 0)
        move = (QEvent.Type.MouseMove, QPointF(place), QPointF(place), QPointF(window.mapToGlobal(place)))
        QApplication.sendEvent(handle, QMouseEvent(*move, Qt.MouseButton.NoButton, LEFT, NONE))
        if (index + 1) % spin == 0:
            turns += 1
            QApplication.processEvents()
    faults = _too_many(len(told) - before, turns, window)
    QTest.mouseRelease(handle, LEFT, NONE, place)
    return faults + _compare(window) + close_for_good(window)


def _too_many(told: int, turns: int, window: Window) -> list[str]:
    waits = window.store.is_pending
    faults = [] if told <= turns else [f"{told} computations were begun in {turns} turns of the event loop"]
    return faults if turns or waits else [*faults, "nothing waits to be computed"]


def _compare(window: Window) -> list[str]:
    """What is shown, with a window that was opened on the same experiment."""
    last = window.store.experiment
    _rest(window)
    fresh = _window(last)
    faults = [] if window.scene.experiment == last else ["the scene is not the last value's"]
    if last == Experiment():
        faults.append("the slider has not moved")
    if _picture(window) != _picture(fresh):
        faults.append("the picture is not the last value's")
    return faults + close_for_good(fresh)


def _window(experiment: Experiment) -> Window:
    window = Window(experiment)
    window.resize(1024, 640)
    window.show()
    _rest(window)
    return window


def _rest(window: Window) -> None:
    window.playhead.pause()
    window.playhead.seek(window.playhead.last)
    QTest.mouseMove(window.windowHandle(), QPoint(1, 1))
    settle()
    while not window.is_settled:
        settle()


def _picture(window: Window) -> QImage:
    settle()
    return window.canvas.grab().toImage()
