"""The menus of what can be done with the whole experiment: as a document, and as something that is taken elsewhere."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from app.gui.acts import Act

NOTES = {
    Act.COPY_EXPERIMENT: "A line of text that opens as this experiment, in this window or another",
    Act.COPY_COMMAND: "The selected lane as a command for the shell",
    Act.COPY_PYTHON: "The selected lane as a script with optim_core",
    Act.COPY_PYTORCH: "The selected lane as a script with torch",
}
LONGEST = 60
"""Letters of a path that is shown whole."""


class ActMenu(QMenu):
    """An entry an act; None draws a line."""

    act_wanted = Signal(object)
    """An Act."""

    def __init__(self, acts: Iterable[Act | None], parent: QWidget) -> None:
        super().__init__(parent)
        self.setToolTipsVisible(True)
        for act in acts:
            if act is None:
                self.addSeparator()
            else:
                self._add(act)

    def _add(self, act: Act) -> None:
        entry = QAction(f"{act.words}\t{act.keys}" if act.keys else act.words, self)
        entry.triggered.connect(partial(self.act_wanted.emit, act))
        entry.setToolTip(NOTES.get(act, ""))
        entry.setData(act)
        self.addAction(entry)


class DocumentMenu(ActMenu):
    """New, open, save, and the files that were open before."""

    ACTS = (Act.NEW, Act.OPEN, None, Act.SAVE, Act.SAVE_AS, Act.EXPORT, None, Act.PASTE, None, Act.KEYS, Act.QUIT)

    recent_wanted = Signal(object)
    """The Path of a file."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(self.ACTS, parent)
        self._recent = QMenu("Open recent", self)
        before = next(entry for entry in self.actions() if entry.isSeparator())
        self.insertMenu(before, self._recent)
        self.show_recent(())

    def show_recent(self, paths: Iterable[Path]) -> None:
        """Offer these files, the last one first."""
        self._recent.clear()
        for path in paths:
            # An ampersand would underline the letter behind it.
            text = _shortened(str(path)).replace("&", "&&")
            self._recent.addAction(text, partial(self.recent_wanted.emit, path))
        self._recent.setEnabled(bool(self._recent.actions()))


class ExportMenu(ActMenu):
    """Pictures, animations and data to a file, and texts to the clipboard."""

    ACTS = (
        Act.EXPORT,
        Act.COPY_PICTURE,
        None,
        Act.COPY_EXPERIMENT,
        Act.COPY_COMMAND,
        Act.COPY_PYTHON,
        Act.COPY_PYTORCH,
    )

    def __init__(self, parent: QWidget) -> None:
        super().__init__(self.ACTS, parent)


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"…{text[1 - LONGEST :]}"
