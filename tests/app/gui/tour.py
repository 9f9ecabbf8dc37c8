"""A tour through the window that looks for text that is cut off, and prints what it finds.

    QT_SCALE_FACTOR=1.5 python -m tests.app.gui.tour SIZES POINTS [FOLDER]

In a process of its own, since a scale factor holds for a whole process. SIZES are those of the window, and POINTS
those of the system's font, as in 1024x640,1280x800 8,24. With a folder it goes through all lessons and the default
experiment, and keeps a picture of every sight there; without one it takes a shorter way.
"""

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

from PySide6.QtCore import QEventLoop, QSize, QThreadPool, QTimer
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from app.gui.application import make_application
from app.gui.widgets.key_list import KeyList
from app.gui.widgets.question import Answer, Question
from app.gui.widgets.view_switch import Tab
from app.gui.window import Window
from app.lessons.library import lessons
from app.model import edits
from app.model.calculators import CALCULATORS
from app.model.experiment import Experiment
from tests.app.gui.clipping import clipped, watched
from tests.app.gui.hand import settle

PATIENCE = 120.0
LONG = "A file that cannot be opened, and a reason that is longer than most of those that a person ever meets. "
FORMULAS = "x^2 + sinn(y) + letters_that_mean_nothing(x, y)", "floor(x)^2 + abs(x*y) + exp(-x^2)/(1 + y^4)"
Sights = Iterator[tuple[str, QWidget]]


def sights(window: Window, *, all_lessons: bool) -> Sights:
    """Every sight, by name, and the widget that shows it."""
    window.scrub(60)
    yield "path", window
    window.notice.say(3 * LONG)
    yield "notice", window
    window.notice.hide()
    for view in (*list(Tab)[1:], Tab.PATH):
        window.show_view(view)
        yield f"view {view.value}", window
    yield from sights_of_lessons(window, len(lessons()) if all_lessons else 1)
    yield from sights_of_menus(window)
    yield from sights_of_picker(window)
    yield from sights_of_export(window)
    yield from sights_of_dialogs(window)
    yield from sights_of_trouble(window)


def sights_of_lessons(window: Window, count: int) -> Sights:
    before = window.store.experiment
    window.show_lessons(True)
    yield "lessons", window
    for lesson in lessons()[:count]:
        window.lessons.take(lesson)
        yield f"lesson {lesson.key}", window
    for calculator in CALCULATORS:
        window.lessons.open_calculator(calculator)
        yield f"calculator {calculator.title}", window
    window.show_lessons(False)
    window.apply(lambda _: before)


def sights_of_menus(window: Window) -> Sights:
    for number, menu in enumerate(window.findChildren(QMenu)):
        menu.popup(window.mapToGlobal(window.rect().topLeft()))
        yield f"menu {number}", menu
        menu.close()


def sights_of_picker(window: Window) -> Sights:
    window.top_bar.open_picker()
    sheet = window.top_bar.picker.sheet
    yield "picker", window
    for text in (
        "x^2 + sinn(y) + some_letters_that_mean_nothing(x, y)",
        "floor(x)^2 + abs(x y) + exp(-x^2) / (1 + y^4)",
    ):
        sheet.formula.line.selectAll()
        sheet.formula.line.insert(text)
        sheet.formula._show_reading(insisted=True)
        yield f"picker with {text[:9]}", window
    window.top_bar.picker.leave()


def sights_of_export(window: Window) -> Sights:
    window.exports.export()
    dialog = window.exports._dialog
    for suffix, segment in dialog.controls.formats.segments.items():
        segment.click()
        yield f"export {suffix}", dialog
    dialog.close()


def sights_of_dialogs(window: Window) -> Sights:
    texts = "Save the changes to “a name as long as a name can be before it is cut”?", LONG
    question = Question(window, *texts, [Answer.SAVE, Answer.DISCARD, Answer.CANCEL], Answer.CANCEL)
    for name, dialog in {"question": question, "keys": KeyList(window)}.items():
        dialog.open()
        yield name, dialog
        dialog.close()


def sights_of_trouble(window: Window) -> Sights:
    window.top_bar.explanations_wanted.emit(True)
    window.scrub(window.playhead.last)
    yield "explanations", window
    window.apply(lambda e: edits.set_lane_parameter(e, 1, "lr", 123.4))
    window.set_steering(True)
    yield "diverged and steered", window


def wait(window: Window) -> None:
    """Until all is there."""
    until = time.monotonic() + PATIENCE
    clock = QTimer(interval=10)
    loop = QEventLoop()
    clock.timeout.connect(loop.quit)
    clock.start()
    settle()
    while not window.is_settled or QThreadPool.globalInstance().activeThreadCount():
        # Asleep in between, since what is computed in other threads wants to run.
        loop.exec()
        assert time.monotonic() < until, "it never came to rest"
    settle()


def faults(window: Window, shown: QWidget, keep: Callable[[QWidget], object]) -> Iterator[str]:
    """What is cut off in what is shown."""
    wait(window)
    drawn: dict[str, str] = {}
    with watched(drawn):
        keep(shown)
    yield from clipped(shown)
    yield from (f"{what} {where}" for what, where in drawn.items())


def tour(size: str, points: int, folder: Path | None) -> Iterator[str]:
    """Walk through a window of that size, in a system with such a font, and tell what is cut off."""
    QApplication.setFont(QFont("", points))
    window = Window(Experiment() if folder else replace(Experiment(), steps=100))
    window.resize(QSize(*map(int, size.split("x"))))
    window.show()
    name = f"{window.devicePixelRatio():g} {points} {size}"
    for sight, shown in sights(window, all_lessons=folder is not None):
        target = folder / f"{name} {sight.replace('/', ' ')}.png" if folder else None
        for fault in faults(window, shown, lambda it, to=target: it.grab().save(str(to)) if to else it.grab()):
            yield f"{name} {sight}: {fault}"
    with patch("app.gui.widgets.question.ask_to_save", return_value=Answer.DISCARD):
        window.close()
    window.deleteLater()
    settle()


def main() -> int:
    sizes, points, *folder = sys.argv[1:]
    application = make_application(["ravine"], offscreen=True)
    found = [
        print(fault, flush=True)
        for size in sizes.split(",")
        for point in points.split(",")
        for fault in tour(size, int(point), Path(folder[0]) if folder else None)
    ]
    application.shutdown()
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
