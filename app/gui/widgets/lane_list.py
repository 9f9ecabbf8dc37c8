"""The lanes of an experiment as a column of cards, one of them selected."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.gui.widgets.lane_card import LaneCard
from app.model.experiment import Experiment
from app.model.numbers import fixed_text
from app.model.scene import Scene
from app.model.theme import Theme


class LaneList(QWidget):
    """Keeps as many cards as there are lanes, and passes on what they want."""

    edit_wanted = Signal(object)
    gesture_began = Signal()
    gesture_ended = Signal()
    lane_selected = Signal(int)
    lane_hovered = Signal(int)
    """The lane under the mouse, −1 where none is."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._selected = 0
        self._steering: int | None = None
        self.cards: list[LaneCard] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)

    def show_experiment(self, experiment: Experiment) -> None:
        """Show every lane."""
        while len(self.cards) > len(experiment.lanes):
            card = self.cards.pop()
            card.hide()
            card.deleteLater()
        while len(self.cards) < len(experiment.lanes):
            self._add_card()
        for card in self.cards:
            card.show_lane(experiment)
        self.show_selected(min(self._selected, len(self.cards) - 1))

    def show_selected(self, index: int) -> None:
        """Let that lane's card stand out."""
        self._selected = index
        for card in self.cards:
            card.show_selected(card.index == index)

    def show_hovered(self, lane: int | None) -> None:
        """Let the card of the lane under the mouse stand out, or none."""
        for card in self.cards:
            card.show_hovered(card.index == lane)

    def show_losses(self, scene: Scene, step: int) -> None:
        """Show each lane's loss at that step."""
        for card, run in zip(self.cards, scene.runs, strict=False):
            at = min(step, run.loss.shape[1] - 1)
            gone = 0 <= int(run.diverged_at[0]) <= at
            card.show_loss("diverged" if gone else fixed_text(float(run.loss[0, at])), step)

    def set_steering(self, step: int | None) -> None:
        """Let the cards' own knobs act from that step on; None: for the whole run."""
        self._steering = step
        for card in self.cards:
            card.set_steering(step)

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        self._theme = theme
        for card in self.cards:
            card.set_theme(theme)

    def _add_card(self) -> None:
        card = LaneCard(len(self.cards), self._theme)
        card.edit_wanted.connect(self.edit_wanted)
        card.gesture_began.connect(self.gesture_began)
        card.gesture_ended.connect(self.gesture_ended)
        card.selected.connect(self._on_card_selected)
        card.hovered.connect(self.lane_hovered)
        card.set_theme(self._theme)
        card.set_steering(self._steering)
        self._column.addWidget(card)
        self.cards.append(card)

    def _on_card_selected(self, index: int) -> None:
        self.show_selected(index)
        self.lane_selected.emit(index)
