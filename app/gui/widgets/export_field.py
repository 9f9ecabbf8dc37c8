"""A number field in a dialog: Enter takes the number that was typed, and means the dialog where none was."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from app.gui.widgets.number_field import NumberField
from app.model.parameters import Parameter

WIDTH = 56


class ExportField(NumberField):
    """As wide as the others."""

    def __init__(self, parameter: Parameter) -> None:
        super().__init__(parameter)
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(parameter.name)
        self.setToolTip(parameter.help)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.isModified():
            event.ignore()
        else:
            super().keyPressEvent(event)
