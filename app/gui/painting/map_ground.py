"""Maps with their axes, limits, titles and key: all that stays while a hand moves over them."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPaintEngine, QPainter

from app.gui.painting.axes import GAP as AXIS_GAP
from app.gui.painting.axes import TICK, paint_axes
from app.gui.painting.frame import Frame
from app.gui.painting.map_colours import map_image
from app.gui.painting.map_key import paint_key_below, paint_key_beside
from app.gui.painting.map_layout import map_layout, tick_counts
from app.gui.painting.map_lines import paint_boundaries, paint_contours
from app.gui.painting.map_room import Room
from app.gui.painting.plan import paint_edge
from app.gui.painting.style import Style, color, font
from app.gui.painting.text import CENTRE, RIGHT, draw_text, shortened
from app.model.maps.kinds import MapKind
from app.model.maps.picture import MapPanelPicture, MapPicture
from app.model.maps.request import MapRequest
from app.model.maps.shading import Shading, shadings
from app.model.maps.words import constants_text

FINE = 1024
"""Pixels a side of an image in a vector file: who shows that may smooth it, but by no more than a part of a cell."""
NAME = 11.0
"""Letters of an axis' name."""
AFTER = 8.0
"""From a lane's name to the words behind it."""
BEFORE = 19.0
"""From a map's left edge to the end of a name before its first number, which may stand under the edge."""


def map_frames(rect: QRectF, style: Style, picture: MapPicture) -> tuple[Frame, ...]:
    """Where each drawn map shows the places of its axes, from 0 to 1."""
    return map_layout(rect, style, picture).frames


def paint_map_ground(painter: QPainter, rect: QRectF, style: Style, picture: MapPicture) -> None:
    """Draw the maps of a picture into the rectangle, without what `paint_map_marks` draws over them."""
    layout, shown = map_layout(rect, style, picture), shadings(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for frame, shading, panel in zip(layout.frames, shown.maps, picture.panels, strict=False):
        request = panel.data.request
        _paint_cells(painter, frame, style, shading)
        if request.kind is MapKind.STARTS and not request.surface_moves:
            paint_contours(painter, frame, style, request)
        paint_boundaries(painter, frame, style, panel.data.boundaries if not picture.difference else ())
        paint_edge(painter, frame, style)
        _paint_axes(painter, frame, style, layout.room, request, is_first=frame is layout.frames[0])
        _paint_title(painter, frame, style, layout.room, picture, panel)
    paint_key = paint_key_beside if layout.key_is_beside else paint_key_below
    paint_key(painter, layout.key, style, layout.room, layout.plan, shown)


def _paint_cells(painter: QPainter, frame: Frame, style: Style, shading: Shading) -> None:
    """One image, its cells as sharp as they are; smooth only where several fall into one pixel."""
    side = len(shading.codes)
    on_screen = painter.paintEngine().type() == QPaintEngine.Type.Raster
    many = side > min(frame.width, frame.height) * painter.device().devicePixelRatioF()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on_screen and many)
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    painter.drawImage(frame.rect, map_image(shading, style.theme, 1 if on_screen else max(1, FINE // side)))


def _paint_axes(
    painter: QPainter, frame: Frame, style: Style, room: Room, request: MapRequest, *, is_first: bool
) -> None:
    """Numbers and names; in a tight room the first map has them for both, and names stand where numbers do."""
    across, up = tick_counts(frame, style)
    paint_axes(painter, frame, style, request.x.ticks(across), request.y.ticks(up) if is_first or room.head else [])
    if room.is_tight:
        if is_first:
            _paint_names_at_corners(painter, frame, style, room, request)
        return
    letters = font(style.px(NAME))
    middle = QPointF(frame.left + frame.width / 2, frame.top + frame.height + style.px(TICK + 26))
    draw_text(painter, style, middle, request.x.label, letters, style.theme.text, CENTRE)
    painter.save()
    painter.translate(frame.left - style.px(room.left - 9), frame.top + frame.height / 2)
    if len(request.y.label) > 2:
        painter.rotate(-90.0)
    draw_text(painter, style, QPointF(0, 0), request.y.label, letters, style.theme.text, CENTRE)
    painter.restore()


def _paint_names_at_corners(painter: QPainter, frame: Frame, style: Style, room: Room, request: MapRequest) -> None:
    """The name of each axis before its first number or above its last."""
    letters = font(style.px(NAME))
    above = QPointF(frame.left - style.px(TICK + 5), frame.top - style.px(room.rise))
    draw_text(painter, style, above, request.y.label, letters, style.theme.text, RIGHT)
    before = QPointF(frame.left - style.px(BEFORE), frame.top + frame.height + style.px(TICK + AXIS_GAP + 2))
    draw_text(painter, style, before, request.x.label, letters, style.theme.text, RIGHT)


def _paint_title(
    painter: QPainter, frame: Frame, style: Style, room: Room, picture: MapPicture, panel: MapPanelPicture
) -> None:
    """The lane in its colour, and what of its rule no axis replaces; of a difference, which two."""
    at, end = QPointF(frame.left, frame.top - style.px(room.rise)), frame.left + frame.width
    if picture.difference:
        first, second = picture.panels
        at = _paint_lane(painter, at, style, room, first, (end - at.x()) / 2)
        box = draw_text(painter, style, at, shadings(picture).sign, font(style.px(room.title)), style.theme.quiet)
        at = QPointF(box.right() + style.px(AFTER), at.y())
        _paint_lane(painter, at, style, room, second, end - at.x())
        return
    at = _paint_lane(painter, at, style, room, panel, end - at.x())
    letters = font(style.px(room.letters))
    # On paper the seed stands in the caption.
    words = constants_text(panel.data.request, picture.seeds if style.screen else 1)
    words = shortened(words, letters, end - at.x() - style.px(2))
    draw_text(painter, style, QPointF(end, at.y()), words, letters, style.theme.quiet, RIGHT)


def _paint_lane(
    painter: QPainter, at: QPointF, style: Style, room: Room, panel: MapPanelPicture, width: float
) -> QPointF:
    """A dot and the lane's name in that width; return where the next words begin."""
    painter.setPen(color(style.theme.halo))
    painter.setBrush(color(style.theme.lanes[panel.colour]))
    painter.drawEllipse(at + QPointF(style.px(4), 0), style.px(4.5), style.px(4.5))
    letters = font(style.px(room.title), bold=True)
    name = shortened(panel.lane_name, letters, width - style.px(14 + AFTER))
    box = draw_text(painter, style, at + QPointF(style.px(14), 0), name, letters, style.theme.text)
    return QPointF(box.right() + style.px(AFTER), at.y())
