"""What a person sees of a window: pixels, places on the surface, verdicts, which lane is selected."""

import numpy as np
from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.gui.window import Window
from app.model.scene import Scene
from tests.app.gui.hand import Hand, settle


def picture(widget: QWidget) -> QImage:
    """A widget as it looks when everything that is due has been done."""
    settle()
    return widget.grab().toImage()


def copied(qtbot: QtBot, window: Window, hand: Hand) -> QImage:
    """The picture that Ctrl+C puts on the clipboard, as soon as it is there."""
    QGuiApplication.clipboard().clear()
    window.canvas.setFocus()
    hand.key("Ctrl+C")
    qtbot.waitUntil(lambda: not QGuiApplication.clipboard().image().isNull())
    return QGuiApplication.clipboard().image()


def ink_around(image: QImage, place: QPoint, ink: str, reach: int = 6) -> int:
    """How many pixels of exactly that colour a square around the place has."""
    steps = range(-reach, reach + 1)
    return sum(image.pixelColor(place + QPoint(dx, dy)).name() == ink for dx in steps for dy in steps)


def on_path(window: Window, lane: int, step: int) -> QPoint:
    """Where on the canvas a lane is at that step."""
    return at(window, window.scene.runs[lane].positions[0, step])


def at(window: Window, point: np.ndarray) -> QPoint:
    """Where on the canvas a point of the surface's plane lies."""
    return window.canvas.frame_of_plan.point(*point).toPoint()


def first_differences(before: Scene, after: Scene) -> list[int | None]:
    """For each lane the first step at which its position is another one."""
    differs = [(a.positions != b.positions).any(axis=(0, 2)) for a, b in zip(before.runs, after.runs, strict=True)]
    return [int(np.flatnonzero(lane)[0]) if lane.any() else None for lane in differs]


def verdicts(window: Window) -> list[str]:
    """What the table says became of each lane."""
    return [row.accessibleName().split(": ")[1] for row in window.explanations.rows]


def selected(window: Window) -> set[int]:
    """The lane that stands out in each of the places where one can be selected: a single one, or something is wrong."""
    cards = [card.index for card in window.panel.cards if card.property("selected") == "yes"]
    rows = [place for place, row in enumerate(window.explanations.rows) if row.is_selected]
    explained = window.explanations.explanation._shown
    assert explained is not None
    names = [lane.name for lane in window.store.experiment.lanes]
    return {*cards, *rows, names.index(explained.title.split(" at step ")[0]), window.canvas._focus.selected}
