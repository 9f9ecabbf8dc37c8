"""Pens, fonts and sizes of all drawing: what a designer would set, in one place."""

from dataclasses import dataclass
from functools import lru_cache
from threading import get_ident

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPen

from app.model.theme import Theme

FAMILY = "Inter Ravine"


@dataclass(frozen=True)
class Style:
    """A theme at a scale: 1.0 in the window at a scale factor of 1, larger on larger paper.

    `outlines` draws text as shapes, for formats that do not carry fonts; `screen` draws for a hand that waits.
    """

    theme: Theme
    scale: float = 1.0
    outlines: bool = False
    screen: bool = False

    @property
    def grain(self) -> float:
        """Pixels within which the points of a line are one: an eye sees no less, a magnifying glass on paper does."""
        return 1.0 if self.screen else 0.25

    def px(self, size: float) -> float:
        """A length that is `size` pixels at scale 1."""
        return size * self.scale


@lru_cache(maxsize=256)
def color(name: str, opacity: float = 1.0) -> QColor:
    """A theme's colour, shared: do not modify."""
    made = QColor(name)
    made.setAlphaF(opacity)
    return made


def font(pixels: float, bold: bool = False) -> QFont:
    """The program's typeface; unhinted, so that text has the same shape and width in every format."""
    return _font(pixels, bold, get_ident())


@lru_cache(maxsize=256)
def _font(pixels: float, bold: bool, thread: int) -> QFont:  # noqa: ARG001
    # What a font finds out about itself on its first use is for one thread alone.
    made = QFont(FAMILY)
    made.setPixelSize(max(1, round(pixels)))
    made.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


def pen(name: str, width: float, opacity: float = 1.0) -> QPen:
    """A solid pen; mitres off, since an optimizer's path has needle-sharp turns."""
    made = QPen(color(name, opacity), width)
    made.setJoinStyle(Qt.PenJoinStyle.BevelJoin)
    made.setCapStyle(Qt.PenCapStyle.FlatCap)
    return made


def lane_pen(style: Style, colour: int, width: float, opacity: float = 1.0) -> QPen:
    """A lane's own colour and line pattern."""
    made = pen(style.theme.lanes[colour], style.px(width), opacity)
    if style.theme.dashes[colour]:
        made.setDashPattern(list(style.theme.dashes[colour]))
    return made
