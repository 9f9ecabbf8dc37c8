"""What `ravine render` takes beside the experiment: the file, its size and its theme."""

from pathlib import Path

from app.command.nearest import hint, shown
from app.command.words import Given
from app.errors import UseError
from app.files import check_figure_suffix
from app.model.theme import LIGHT, THEMES, Theme

DEFAULT_SIZE = (1280, 800)
SIDES = (64, 20_000)
MOST_PIXELS = 100_000_000


def read_target(given: Given) -> Path:
    """The one file to write."""
    if not given.plain or not given.plain[0]:
        raise UseError("render needs a file to write, like ravine render figure.png")
    if len(given.plain) > 1:
        raise UseError(f"render writes one file; what is {shown(given.plain[1])}?")
    target = Path(given.plain[0])
    check_figure_suffix(target)
    return target


def read_size(text: str | None) -> tuple[int, int]:
    """Width and height in pixels, from words like 1280x800."""
    if text is None:
        return DEFAULT_SIZE
    where = f"--size {shown(text)}"
    sides = text.lower().replace("×", "x").split("x")
    if len(sides) != 2 or not all(side.isascii() and side.isdigit() for side in sides):
        raise UseError(f"{where}: a size is width and height in whole pixels, like 1280x800")
    # The digits are counted first: Python refuses to read a number of thousands of them.
    width, height = (int(side) if len(side) < 9 else 10**9 for side in sides)
    if not all(SIDES[0] <= side <= SIDES[1] for side in (width, height)):
        raise UseError(f"{where}: width and height must lie between {SIDES[0]} and {SIDES[1]:,} pixels")
    if width * height > MOST_PIXELS:
        raise UseError(f"{where}: a picture may have at most {MOST_PIXELS // 10**6} million pixels")
    return width, height


def read_theme(text: str | None) -> Theme:
    """The theme of that name, light without one."""
    if text is None:
        return LIGHT
    if text not in THEMES:
        raise UseError(f"--theme {shown(text)}: unknown theme{hint(text, THEMES)}")
    return THEMES[text]
