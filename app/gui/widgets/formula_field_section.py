"""The place of a typed surface's formula in the experiment's panel, where it can be changed."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.model import edits
from app.model.experiment import Experiment
from app.model.theme import Theme
from surfaces import Surface
from surfaces.registry import TYPED

if TYPE_CHECKING:
    from app.gui.widgets.formula_field import FormulaField


class FormulaSection(QWidget):
    """Shows the formula of a typed surface and nothing for others; emits edits."""

    edit_wanted = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._field: FormulaField | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 4)
        self.hide()

    @property
    def field(self) -> "FormulaField":
        """Where it is typed, made for the first typed surface: nobody waits at the start for what reads formulas."""
        if self._field is None:
            from app.gui.widgets.formula_field import FormulaField

            self._field = FormulaField(self._theme, narrow=True)
            self._field.surface_wanted.connect(self._on_field_surface_wanted)
            self._column.addWidget(self._field)
        return self._field

    def show_experiment(self, experiment: Experiment) -> bool:
        """Show the present formula, if there is one, and say so; one that is being typed stays."""
        key = experiment.surface.key
        is_typed = key.startswith(TYPED)
        if is_typed:
            self.field.show_text(key.removeprefix(TYPED))
        self.setVisible(is_typed)
        return is_typed

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        self._theme = theme
        if self._field is not None:
            self._field.set_theme(theme)

    def _on_field_surface_wanted(self, surface: Surface) -> None:
        from app.model.formula_reading import formula_text, retyped

        text = formula_text(surface)
        self.edit_wanted.emit(lambda experiment: edits.choose_surface(experiment, retyped(text, experiment.surface)))
