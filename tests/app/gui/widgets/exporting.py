"""An export dialog over a window of its own, what it says, and a hand on it."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.gui.export import scene_painting
from app.gui.widgets.export_dialog import ExportDialog, Wish
from app.gui.widgets.export_offer import Offer
from app.model.experiment import Experiment
from app.model.export_choices import ExportChoices
from app.model.scene import Scene, SceneBuilder
from app.model.theme import DARK
from tests.app.gui.hand import Hand, settle

STEPS = 40


def small_scene() -> Scene:
    """A run that is painted soon."""
    return SceneBuilder().build(replace(Experiment(), steps=STEPS))


def offer_of(scene: Scene, **others: object) -> Offer:
    """The path of a scene at the middle of its run."""
    step = scene.experiment.steps // 2
    offer = Offer(scene_painting(scene, step=step), scene, None, step, "path", DARK, "rosenbrock")
    return offer._replace(**others)


class Stage:
    """A dialog that is open, and what it has asked for."""

    def __init__(self, qtbot: QtBot, window: QWidget, offer: Offer, choices: ExportChoices) -> None:
        self._qtbot = qtbot
        self.dialog = ExportDialog(window, offer, choices)
        self.wishes: list[Wish] = []
        self.cancelled: list[bool] = []
        self.dialog.export_wanted.connect(self.wishes.append)
        self.dialog.cancel_wanted.connect(lambda: self.cancelled.append(True))
        self.dialog.open()
        qtbot.waitExposed(self.dialog)
        self.dialog.activateWindow()
        self.hand = Hand(self.dialog)
        self.settle()

    def settle(self) -> None:
        """Wait until the preview shows what is chosen."""
        settle()
        self._qtbot.waitUntil(lambda: self.dialog.preview.is_settled)
        settle()

    def image(self) -> QImage:
        """The preview."""
        self.settle()
        return self.dialog.preview.page.image.copy()

    def choose_format(self, suffix: str) -> None:
        self.hand.click(self.dialog.controls.formats.segments[suffix])
        self.settle()

    def enter(self, field: QWidget, text: str) -> None:
        """Type into a field, and leave it with Enter if it takes numbers."""
        type_over(self.hand, field, text)
        self.hand.key("Return")
        self.settle()


def type_over(hand: Hand, field: QWidget, text: str) -> None:
    """Replace what a field says."""
    hand.click(field)
    hand.key("Ctrl+A")
    hand.key("Backspace")
    hand.type(text)


Opener = Callable[..., Stage]
