"""The answers a person can give to a lesson's question, before it is revealed and after."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QLabel, QVBoxLayout, QWidget

from app.gui.widgets.lesson_sheet import mark_property, words
from app.gui.widgets.lesson_tile import Mark, Sign, Tile
from app.model.theme import Theme

UNKNOWN = "I do not know"


class Choices(QWidget):
    """One of the answers can be chosen, or that one does not know."""

    chosen = Signal()

    def __init__(self, answers: tuple[str, ...], theme: Theme) -> None:
        super().__init__()
        self._answers = answers
        self._group = QButtonGroup(self)
        self.labels: list[QLabel] = []
        self.marks: list[Mark] = []
        self.tiles: list[Tile] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for answer in (*answers, UNKNOWN):
            column.addWidget(self._tile(answer, theme))
        self._group.buttonToggled.connect(self._on_group_button_toggled)

    def _tile(self, answer: str, theme: Theme) -> Tile:
        label, mark = words(answer, "lesson_answer"), Mark(Sign.OPEN, theme)
        tile = Tile([label], left=mark)
        tile.setCheckable(True)
        self.labels.append(label)
        self.marks.append(mark)
        self.tiles.append(tile)
        self._group.addButton(tile, len(self.tiles) - 1)
        return tile

    @property
    def is_chosen(self) -> bool:
        """Whether an answer was given, "I do not know" included."""
        return self._group.checkedId() >= 0

    @property
    def answer(self) -> int | None:
        """The place of the answer that was given; None where there is none."""
        place = self._group.checkedId()
        return place if 0 <= place < len(self._answers) else None

    def mark_right(self, right: int | None) -> None:
        """Show which answer is right, and whether the person's is; they cannot be changed any more."""
        for place, tile in enumerate(self.tiles):
            tile.setEnabled(False)
            is_wrong = right is not None and place == self.answer != right
            self._judge(place, "right" if place == right else "wrong" if is_wrong else "")

    def outcome(self, right: int | None) -> tuple[str, str]:
        """What to say of the person's answer, and "right", "wrong" or nothing."""
        if right is None:
            return "", ""
        text = self._answers[right].rstrip(".")
        if self.answer is None:
            return f"The answer: {text}.", "right"
        if self.answer == right:
            return f"You were right: {text}.", "right"
        return f"Not so. The answer: {text}.", "wrong"

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        for mark in self.marks:
            mark.set_theme(theme)

    def _judge(self, place: int, verdict: str) -> None:
        chosen = Sign.CHOSEN if self.tiles[place].isChecked() else Sign.OPEN
        self.marks[place].show_sign({"right": Sign.DONE, "wrong": Sign.WRONG}.get(verdict, chosen))
        mark_property(self.labels[place], "verdict", verdict)
        text = self.labels[place].text()
        self.tiles[place].setAccessibleName(f"{text}, {verdict}" if verdict else text)

    def _on_group_button_toggled(self, tile: Tile, is_checked: bool) -> None:
        self.marks[self.tiles.index(tile)].show_sign(Sign.CHOSEN if is_checked else Sign.OPEN)
        if is_checked:
            self.chosen.emit()
