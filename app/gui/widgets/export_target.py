"""Where the file goes: its name, whose suffix follows the format, and its folder."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from app.errors import UseError
from app.gui.widgets.export_form import Form, quiet
from app.model.export_choices import folder_of, target_of
from app.model.formats import BY_SUFFIX


class TargetChoice(Form):
    """Emits `changed` when a person types something else."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._suffix = ""
        self.name, self.folder = QLineEdit(), QLineEdit()
        self._ending = quiet()
        self.browse = QPushButton("Browse…")
        self.browse.setObjectName("export_button")
        self.browse.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for field, name in ((self.name, "File name"), (self.folder, "Folder")):
            field.setAccessibleName(name)
            field.textEdited.connect(self.changed)
        self.browse.clicked.connect(self._on_browse_clicked)
        self.add_wide("Name", _side_by_side(self.name, self._ending))
        self.add_wide("Folder", _side_by_side(self.folder, self.browse))

    def show_target(self, folder: Path, name: str) -> None:
        """Offer this place."""
        self.name.setText(name)
        self._show_folder(folder)

    def show_suffix(self, suffix: str) -> None:
        """Show how the name ends."""
        self._suffix = suffix
        self._ending.setText(suffix)

    @property
    def target(self) -> Path:
        """The file that is meant. Raises UseError if none can be."""
        return target_of(self.folder.text(), self.name.text(), self._suffix)

    def _folder(self) -> Path:
        """Where to begin to look around: where it says, if that is somewhere."""
        try:
            return folder_of(self.folder.text())
        except UseError:
            return Path.home()

    def _show_folder(self, folder: Path) -> None:
        self.folder.setText(short_path(folder))
        self.folder.setToolTip(str(folder))

    def _on_browse_clicked(self) -> None:
        known = f"{BY_SUFFIX[self._suffix].title} (*{self._suffix})"
        beginning = str(self._folder() / f"{self.name.text()}{self._suffix}")
        # Whether a file may be replaced is asked once, when it is written.
        options = QFileDialog.Option.DontConfirmOverwrite
        chosen, _ = QFileDialog.getSaveFileName(self, "Export to", beginning, known, options=options)
        if chosen:
            self.name.setText(Path(chosen).name)
            self._show_folder(Path(chosen).parent)
            self.changed.emit()


def short_path(folder: Path) -> str:
    """A folder as people write it: ~/figures."""
    home = Path.home()
    return str("~" / folder.relative_to(home)) if folder.is_relative_to(home) else str(folder)


def _side_by_side(field: QWidget, beside: QWidget) -> QWidget:
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(field, 1)
    row.addWidget(beside)
    return both
