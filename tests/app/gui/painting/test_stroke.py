"""Strokes that are drawn in pieces look like one."""

from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from app.gui.painting.stroke import PIECE, _strokes, draw_lines
from app.gui.painting.style import Style, lane_pen, pen
from app.model.theme import LIGHT, PRINT

WIDTH, HEIGHT = 700, 40


def drawn(lines: list[QPolygonF], made: QPen) -> np.ndarray:
    """How dark each pixel became, 0 to 255."""
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_Grayscale8)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_lines(painter, Style(LIGHT), lines, made)
    painter.end()
    rows = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(HEIGHT, image.bytesPerLine())
    return 255 - rows[:, :WIDTH].astype(int)


def level(points: int) -> QPolygonF:
    """A level line."""
    return QPolygonF([QPointF(x, HEIGHT / 2) for x in np.linspace(10.3, WIDTH - 10.3, points)])


@pytest.mark.parametrize("opacity", [1.0, 0.5])
@pytest.mark.parametrize("points", [2, PIECE, PIECE + 1, PIECE + 2, 2 * PIECE + 1, 4 * PIECE + 7])
def test_a_line_is_equally_dark_everywhere(points: int, opacity: float, qapp) -> None:
    ink = drawn([level(points)], pen("#000000", 6.0, opacity))[:, 12 : WIDTH - 12]
    expected = drawn([level(2)], pen("#000000", 6.0, opacity))[:, 12 : WIDTH - 12]
    # Where one piece ends and the next begins within a pixel, that pixel has a little less or more.
    assert np.abs(ink - expected).max() <= 0.15 * 255 * opacity
    assert (np.abs(ink - expected).max(axis=0) > 2).sum() <= 2 * (points // PIECE)


@pytest.mark.parametrize("colour", range(8))
def test_dashes_go_on_from_piece_to_piece(colour: int, qapp) -> None:
    made = lane_pen(Style(PRINT), colour, 3.0)
    ink, expected = (drawn([level(points)], made)[HEIGHT // 2] for points in (5 * PIECE, 2))
    assert np.abs(ink - expected).max() <= 48


def test_the_pieces_are_the_line_and_turn_within(qapp) -> None:
    turns = [QPointF(3.0 * k, 10.0 * (k % 2)) for k in range(3 * PIECE)]
    pieces = list(_strokes(QPolygonF(turns)))
    assert len(pieces) == 3
    assert [point for piece in pieces for point in piece if point in turns] == turns
    for one, other in pairwise(pieces):
        assert one.last() not in turns
        assert other.first() not in turns
