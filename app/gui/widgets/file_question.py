"""Which file a person means, to open or to save; asked with the system's own dialogs."""

import os
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.gui.widgets.question import ask_to_replace
from app.model.formats import HEIGHT_PICTURES, Kind, suffixes

SUFFIX = ".ravine"
HEIGHTS = (".csv", ".tsv", ".txt", ".npz", *HEIGHT_PICTURES)
"""What the dialog shows at first of what `app.heights` may read: it looks into a file, and not at its name."""


def ask_what_to_open(parent: QWidget, folder: Path) -> Path | None:
    """A session file, or a figure that may carry a session; None if nothing is to be opened."""
    patterns = " ".join(f"*{suffix}" for suffix in suffixes(Kind.SESSION, Kind.FIGURE))
    kinds = f"Sessions and figures ({patterns});;All files (*)"
    chosen, _ = QFileDialog.getOpenFileName(parent, "Open", str(folder), kinds)
    return Path(chosen).absolute() if chosen else None


def ask_which_heights(parent: QWidget, folder: Path) -> Path | None:
    """A file that a surface can be read from; None if none is to be read."""
    patterns = " ".join(f"*{suffix}" for suffix in HEIGHTS)
    kinds = f"Tables, arrays and pictures of heights ({patterns});;All files (*)"
    chosen, _ = QFileDialog.getOpenFileName(parent, "Surface from a file", str(folder), kinds)
    return Path(chosen).absolute() if chosen else None


def ask_where_to_save(parent: QWidget, folder: Path, name: str) -> Path | None:
    """A session file that is new or may be replaced; None if nothing is to be saved."""
    proposal = str(folder / f"{name}{SUFFIX}")
    chosen, _ = QFileDialog.getSaveFileName(parent, "Save as", proposal, f"Sessions (*{SUFFIX})")
    if not chosen:
        return None
    target = Path(chosen).absolute()
    if target.suffix.lower() == SUFFIX:
        return target
    # What follows a dot may be a number, and the dialog has asked about the name that was typed, not about this one.
    target = target.with_name(f"{target.name}{SUFFIX}")
    return None if os.path.lexists(target) and not ask_to_replace(parent, target.name) else target
