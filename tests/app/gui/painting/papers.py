"""Pictures for tests: on paper of any size and theme, painted into an image or written to a file."""

from itertools import combinations
from pathlib import Path

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage, QPainter

from app.gui.export import Paint, picture_image, write_figure
from app.gui.painting.sheet import LEAST_HEIGHT, LEAST_WIDTH, Sheet
from app.gui.painting.style import Style
from app.model.paper import USUAL_PARTS, Paper, Part
from app.model.theme import LIGHT, Theme
from app.sessions import Session

Size = tuple[int, int]
Words = list[tuple[str, QRectF]]


def image_of(paint: Paint, size: Size, theme: Theme = LIGHT, parts: frozenset[Part] = USUAL_PARTS) -> QImage:
    """What is painted on paper of that size in pixels."""
    return picture_image(Paper(*size, theme=theme, parts=parts), paint)


def image_of_any_size(paint: Paint, size: Size, theme: Theme = LIGHT) -> QImage:
    """The same on a sheet that may be smaller than any paper."""
    image = QImage(*size, QImage.Format.Format_RGB32)
    zoom = min(1.0, size[0] / LEAST_WIDTH, size[1] / LEAST_HEIGHT)
    painter = QPainter(image)
    try:
        paint(painter, Sheet(QSizeF(*size), zoom, Style(theme)))
    finally:
        painter.end()
    return image


def written(target: Path, paint: Paint, size: Size, theme: Theme = LIGHT) -> Path:
    """The file with what is painted."""
    write_figure(target, Paper(*size, theme=theme), paint, Session())
    return target


def assert_apart(words: Words, size: tuple[float, float]) -> None:
    """No words overlap, and none leave a picture of that size."""
    paper = QRectF(0, 0, *size).adjusted(-1, -1, 1, 1)
    assert words
    assert [text for text, box in words if not paper.contains(box)] == []
    # The box of a line is higher than its letters.
    inner = [(text, box.adjusted(0.5, 0.2 * box.height(), -0.5, -0.2 * box.height())) for text, box in words]
    assert [(a[0], b[0]) for a, b in combinations(inner, 2) if a[1].intersects(b[1])] == []
