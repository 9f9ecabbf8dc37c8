"""What a picture is drawn on: its size on a screen or in print, its colours, and what of it is drawn."""

from dataclasses import dataclass
from enum import StrEnum

from app.model.theme import LIGHT, Theme

MM_PER_INCH = 25.4
SCREEN = 96.0
"""Pixels per inch of a screen, as in CSS: what a picture's pixels are on paper if nothing else is said."""
IN_PRINT = 300.0
"""Pixels per inch that a journal asks for at least: what a size in millimetres has if nothing else is said."""
POINTS_PER_INCH = 72.0
PRINT_TEXT = 7.5
"""Points of the usual text where a size in millimetres says that it is for print."""
SIDES = (64, 20_000)
"""Pixels a side may have."""
MOST_PIXELS = 100_000_000
RESOLUTIONS = (36.0, 2400.0)
TEXTS = (3.0, 72.0)


class Unit(StrEnum):
    """What a side is counted in."""

    PX = "px"
    MM = "mm"


class Part(StrEnum):
    """What can be drawn or left away."""

    CHARTS = "charts"
    CAPTION = "caption"
    LEGEND = "legend"
    ARROWS = "arrows"
    GRID = "grid"


USUAL_PARTS = frozenset({Part.CHARTS, Part.CAPTION, Part.LEGEND})
PARTS_OF: dict[str, tuple[Part, ...]] = {
    "path": tuple(Part),
    "crowd": tuple(Part),
    "map": (Part.CAPTION,),
    "compare": (Part.CAPTION,),
    "3d": (Part.CAPTION, Part.LEGEND),
}
"""What the figure of each view knows of it; the names are those of sessions and of the command line."""


@dataclass(frozen=True)
class Paper:
    """A sheet of `width` × `height` in `unit`; `dpi` are the pixels of an inch, for pictures made of pixels.

    `text` is the size of its usual text in points; None lets text grow with the picture, or, where the size is in
    millimetres, be PRINT_TEXT. Raises ValueError with one sentence if no picture can have these.
    """

    width: float = 1280
    height: float = 800
    unit: Unit = Unit.PX
    dpi: float = SCREEN
    text: float | None = None
    theme: Theme = LIGHT
    parts: frozenset[Part] = USUAL_PARTS

    def __post_init__(self) -> None:
        _check("dpi", self.dpi, RESOLUTIONS, "pixels an inch")
        if self.text is not None:
            _check("text", self.text, TEXTS, "points")
        for name, side in (("width", self._in_pixels(self.width)), ("height", self._in_pixels(self.height))):
            _check(name, side, SIDES, "pixels")
        width, height = self.pixels
        if width * height > MOST_PIXELS:
            raise ValueError(f"{width} × {height} pixels are more than {MOST_PIXELS:,}; take a smaller size or dpi")

    @property
    def pixels(self) -> tuple[int, int]:
        """Width and height of a picture made of pixels."""
        return round(self._in_pixels(self.width)), round(self._in_pixels(self.height))

    @property
    def units(self) -> tuple[float, float]:
        """Width and height of a picture made of lines, in CSS pixels of 1/96 inch."""
        return self._in_pixels(self.width) * SCREEN / self.dpi, self._in_pixels(self.height) * SCREEN / self.dpi

    @property
    def millimetres(self) -> tuple[float, float]:
        """Width and height in print."""
        width, height = self.units
        return width / SCREEN * MM_PER_INCH, height / SCREEN * MM_PER_INCH

    @property
    def points(self) -> float | None:
        """The size of the usual text in points; None if it grows with the picture."""
        return PRINT_TEXT if self.text is None and self.unit is Unit.MM else self.text

    def _in_pixels(self, side: float) -> float:
        return side if self.unit is Unit.PX else side / MM_PER_INCH * self.dpi


def _check(name: str, value: float, allowed: tuple[float, float], unit: str) -> None:
    low, high = allowed
    if not low <= value <= high:
        raise ValueError(f"{name} must lie between {low:,g} and {high:,g} {unit}, not {value:,.6g}")
