"""What a document's file is like on the disk."""

import os
from pathlib import Path

from app.sessions.figures import figure_suffix

HEAD = 4096
"""Bytes that tell a figure from a session file."""
Stamp = tuple[int, int, int]
"""What changes when another program writes a file: its number, its size, and when it was written, in ns since 1970."""


def stamp_of(path: Path) -> Stamp | None:
    """None if there is no such file."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def is_figure(path: Path) -> bool:
    """Whether it is a figure by what is in it, or cannot be read, so that no session may be written over it."""
    try:
        with open(path, "rb") as file:
            return figure_suffix(file.read(HEAD)) is not None
    except OSError:
        return True
