"""A figure of maps, as it stands in a paper: the maps of one lane or two, their key, and a caption above.

One function paints PNG, SVG and PDF, and runs without a window.
"""

from PySide6.QtGui import QPainter

from app.gui.painting.caption import PARTS, Caption, caption, paint_caption
from app.gui.painting.map_ground import paint_map_ground
from app.gui.painting.map_marks import paint_map_marks
from app.gui.painting.map_room import ROOMY
from app.gui.painting.sheet import Sheet, on, paint_blank
from app.model.maps.picture import MapPicture
from app.model.maps.words import run_words, surface_words
from app.model.paper import Part

MARGIN, HEAD, FOOT = 6.0, 4.0, 12.0
LEFT = MARGIN + ROOMY.left
HIGHEST_CAPTION = 0.3
"""The share of the paper's height that words above the maps may take."""


def paint_map_figure(painter: QPainter, sheet: Sheet, picture: MapPicture) -> None:
    """Paint the maps with their marks and a caption on that sheet."""
    style = sheet.style
    with on(painter, sheet):
        paint_blank(painter, sheet)
        words = _caption(sheet, picture) if sheet.has(Part.CAPTION) else None
        if words is not None:
            paint_caption(painter, style, style.px(LEFT), words)
        top = style.px(HEAD) if words is None else words.bottom(style)
        rect = sheet.room.adjusted(style.px(MARGIN), top, -style.px(MARGIN), -style.px(FOOT))
        paint_map_ground(painter, rect, style, picture)
        paint_map_marks(painter, rect, style, picture)


def _caption(sheet: Sheet, picture: MapPicture) -> Caption:
    """The surface with its formula, and what all cells have in common."""
    request, room, px = picture.panels[0].data.request, sheet.room, sheet.style.px
    width, most = room.width() - px(LEFT + MARGIN + ROOMY.right), HIGHEST_CAPTION * room.height()
    formula = request.experiment.surface.formula
    words = run_words(request, picture.seeds).split(PARTS)
    return caption(sheet.style, width, most, surface_words(request), formula, [words])
