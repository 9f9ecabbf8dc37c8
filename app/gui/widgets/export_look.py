"""How the picture looks: its colours, and what of it is drawn."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from app.gui.widgets.export_form import LINE, ROW, Form
from app.gui.widgets.pill import Entry, Pill
from app.model.export_choices import ExportChoices
from app.model.paper import Part
from app.model.theme import THEMES

COLUMNS = 3


class LookChoice(Form):
    """Emits functions from ExportChoices to others that a person wants."""

    edit_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.theme = Pill("Theme", [Entry(name, name.capitalize()) for name in THEMES])
        drawn = QWidget()
        self.parts = {part: QCheckBox(part.value, drawn) for part in Part}
        self._boxes = QGridLayout(drawn)
        self._boxes.setContentsMargins(0, 0, 0, 0)
        self._boxes.setSpacing(0)
        self._boxes.setHorizontalSpacing(LINE)
        for part, box in self.parts.items():
            box.setObjectName("export_check")
            box.setAccessibleName(f"Draw {part.value}")
            box.clicked.connect(partial(self._on_box_clicked, part))
        self.add_row("Theme", self.theme)
        self.add_wide("Draw", drawn)
        self.theme.value_wanted.connect(self._on_theme_value_wanted)

    def show_choices(self, choices: ExportChoices, usual: str, known: Sequence[Part]) -> None:
        """Show the theme, `usual` if none was chosen, and those parts that this picture knows."""
        self.theme.show_value(choices.theme or usual)
        for part, box in self.parts.items():
            box.setVisible(part in known)
            box.setChecked(part in choices.parts)
        for place, part in enumerate(known):
            row, column = divmod(place, COLUMNS)
            self._boxes.addWidget(self.parts[part], row, column)
            self._boxes.setRowMinimumHeight(row, ROW)

    def _on_theme_value_wanted(self, name: str) -> None:
        self.edit_wanted.emit(lambda choices: replace(choices, theme=name))

    def _on_box_clicked(self, part: Part) -> None:
        is_drawn = self.parts[part].isChecked()
        self.edit_wanted.emit(lambda choices: choices.with_part(part, is_drawn))
