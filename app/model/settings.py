"""What the program remembers between two starts: window size and theme, in one small file."""

from dataclasses import dataclass
from pathlib import Path

import msgspec
from platformdirs import user_config_path

from app.files import keep

LARGEST = 8192
"""Pixels a side of the largest window that is taken for one a person made: a little more than 8K."""


@dataclass(frozen=True)
class Settings:
    """`theme` is "system", "dark" or "light"; sizes in pixels."""

    theme: str = "system"
    width: int = 1280
    height: int = 800
    maximized: bool = False


def settings_path() -> Path:
    """Where they are kept."""
    return user_config_path("ravine", appauthor=False) / "settings.json"


def load_settings() -> Settings:
    """What was kept, or the defaults where nothing is, or nothing that makes sense."""
    try:
        found = msgspec.json.decode(settings_path().read_bytes(), type=Settings)
    except (OSError, msgspec.MsgspecError, RecursionError):
        return Settings()
    sensible = found.theme in ("system", "dark", "light") and 320 <= found.width <= LARGEST
    return found if sensible and 240 <= found.height <= LARGEST else Settings()


def save_settings(settings: Settings) -> None:
    """Keep them. Raises FaultError if they cannot be written."""
    keep("the settings", settings_path(), msgspec.json.encode(settings))
