"""A figure of maps, as it stands in a paper: the maps of one lane or two, their key, and a caption above.

One function paints PNG, SVG and PDF, and runs without a window.
"""

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QPainter

from app.gui.painting.figure import figure_scale
from app.gui.painting.map_ground import paint_map_ground
from app.gui.painting.map_key import shortened
from app.gui.painting.map_marks import paint_map_marks
from app.gui.painting.map_room import ROOMY
from app.gui.painting.style import Style, color, font
from app.gui.painting.text import draw_text
from app.model.maps.picture import MapPicture
from app.model.maps.words import run_words, surface_words
from app.model.theme import Theme

MARGIN, HEAD, FOOT = 6.0, 58.0, 12.0


def paint_map_figure(
    painter: QPainter, size: QSizeF, picture: MapPicture, theme: Theme, *, outlines: bool = False
) -> None:
    """Paint the maps with their marks and a caption on paper of that size."""
    style = Style(theme, figure_scale(size), outlines)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRectF(QPointF(0, 0), size), color(theme.panel))
    rect = QRectF(QPointF(0, 0), size).adjusted(style.px(MARGIN), style.px(HEAD), -style.px(MARGIN), -style.px(FOOT))
    paint_map_ground(painter, rect, style, picture)
    paint_map_marks(painter, rect, style, picture)
    _paint_caption(painter, size, style, picture)


def _paint_caption(painter: QPainter, size: QSizeF, style: Style, picture: MapPicture) -> None:
    """Two lines: the surface with its formula, and what all cells have in common."""
    request = picture.panels[0].data.request
    left, right = style.px(MARGIN + ROOMY.left), size.width() - style.px(MARGIN + ROOMY.right)
    letters = font(style.px(15), bold=True)
    title = shortened(surface_words(request), letters, right - left)
    box = draw_text(painter, style, QPointF(left, style.px(20)), title, letters, style.theme.text)
    letters = font(style.px(13))
    at = QPointF(box.right() + style.px(14), style.px(20))
    formula = shortened(f"f = {request.experiment.surface.formula}", letters, right - at.x())
    draw_text(painter, style, at, formula, letters, style.theme.quiet)
    letters = font(style.px(12))
    words = shortened(run_words(request, picture.seeds), letters, right - left)
    draw_text(painter, style, QPointF(left, style.px(41)), words, letters, style.theme.quiet)
