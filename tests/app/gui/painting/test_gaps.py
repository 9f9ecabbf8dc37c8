"""Where a surface has no height the map shows bare ground under slanting lines, and its own shades elsewhere."""

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from app.gui.painting.frame import Frame
from app.gui.painting.plan import paint_terrain, shade_image
from app.gui.painting.style import Style
from app.model.terrain import terrain
from app.model.theme import DARK, LIGHT
from surfaces.typed import Typed

VIEW = (-2.0, 2.0, -2.0, 2.0)
WIDTH, HEIGHT = 240, 200


def painted(text, theme):
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(QColor("#ff00ff"))
    painter = QPainter(image)
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = Frame(0.0, 0.0, WIDTH, HEIGHT, VIEW)
        paint_terrain(painter, frame, Style(theme, screen=True), terrain(Typed(text), VIEW, 80, 66))
    finally:
        painter.end()
    data = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(HEIGHT, WIDTH, 4)
    return data[..., 2::-1].astype(int)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_ground_and_slanting_lines_where_the_surface_has_no_height(theme):
    pixels = painted("(x-1)^2 + y^2 + 0*sqrt(x)", theme)
    gap, rest = pixels[:, : WIDTH // 2 - 4], pixels[:, WIDTH // 2 + 4 :]
    ground = np.array(QColor(theme.ground).getRgb()[:3])
    bare = (gap == ground).all(axis=-1)
    # Lines of less than a pixel, eight pixels apart.
    assert 0.6 < bare.mean() < 0.9
    assert 0.05 < (np.abs(gap - ground).max(axis=-1) > 15).mean() < 0.4
    # A line rises to the right: one column on, the same pattern is one row higher.
    assert np.abs(np.roll(gap[20:-20, :-1], -1, axis=0)[1:-1] - gap[20:-20, 1:][1:-1]).mean() < 12
    assert (rest == ground).all(axis=-1).mean() < 0.02


@pytest.mark.usefixtures("qapp")
def test_a_cell_at_the_edge_has_the_shade_of_what_is_known_of_it():
    made = terrain(Typed("x^2 + y^2 + 0*sqrt(x)"), VIEW, 8, 8)
    image = shade_image(made, DARK)
    # Of the column of cells between x < 0 and x > 0 the shades are those of its right side.
    right = made.shades[::-1][:, 4].astype(int)
    expected = (right[1:] + right[:-1]) // 2
    assert [image.pixelIndex(3, row) for row in range(7)] == expected.tolist()


@pytest.mark.usefixtures("qapp")
def test_the_line_of_a_pole_is_not_marked():
    pixels = painted("1/x^2 + y^2", DARK)
    ground = np.array(QColor(DARK.ground).getRgb()[:3])
    assert not (pixels == ground).all(axis=-1).any()
