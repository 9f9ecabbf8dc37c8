"""What the program remembers between two starts: window size and theme, in one small file."""

from dataclasses import dataclass
from pathlib import Path

from app.model.kept_file import KeptFile

LARGEST = 8192
"""Pixels a side of the largest window that is taken for one a person made: a little more than 8K."""


@dataclass(frozen=True)
class Settings:
    """`theme` is "system", "dark" or "light"; sizes in pixels."""

    theme: str = "system"
    width: int = 1280
    height: int = 800
    maximized: bool = False


def _makes_sense(found: Settings) -> bool:
    sizes = 320 <= found.width <= LARGEST and 240 <= found.height <= LARGEST
    return sizes and found.theme in ("system", "dark", "light")


SETTINGS = KeptFile("the settings", "settings.json", Settings, _makes_sense)


def settings_path() -> Path:
    """Where they are kept."""
    return SETTINGS.path


def load_settings() -> Settings:
    """What was kept, or the defaults where nothing is, or nothing that makes sense."""
    return SETTINGS.load()


def save_settings(settings: Settings) -> None:
    """Keep them. Raises FaultError if they cannot be written."""
    SETTINGS.save(settings)
