"""What can be asked for on the command line, as plain values."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # Only named here: `--help` is answered without NumPy.
    from app.model.experiment import Experiment
    from app.model.theme import Theme


@dataclass(frozen=True)
class OpenWindow:
    """Open the window on an experiment, or at a lesson: the key of one, or its file."""

    experiment: "Experiment"
    lesson: str | None = None


@dataclass(frozen=True)
class Render:
    """Write the figure of an experiment to a file; `size` is width and height in pixels."""

    target: Path
    experiment: "Experiment"
    size: tuple[int, int]
    theme: "Theme"


@dataclass(frozen=True)
class Print:
    """Print a text that is already known."""

    text: str


@dataclass(frozen=True)
class Doctor:
    """Look whether everything that the program needs is there and works."""


Command = OpenWindow | Render | Print | Doctor
