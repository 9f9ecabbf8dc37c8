"""What lies over a chart: learning rates on the axis at its right, and events as thin upright lines.

In the window each event has a small handle above its line; the shape says of what kind it is.
"""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF

from app.gui.painting.frame import Frame
from app.gui.painting.pixels import channels
from app.gui.painting.style import Style, color, pen
from app.model.events import Event, Identity, Kind
from app.model.schedule_chart import Overlay, RateCurve

RATE_OPACITY = 0.8
RATE_DASHES = [1.5, 2.5]
MARK_SHARE = 0.5
"""Of an event's own colour in its line; the rest is the card's."""
HANDLE = 4.0
"""Half the size of a handle."""
HANDLE_ABOVE = 7.0
"""How far above the frame the middle of a handle lies."""


def rate_frame(frame: Frame, overlay: Overlay) -> Frame:
    """The chart's frame with the learning rates' axis for its values."""
    return Frame(frame.left, frame.top, frame.width, frame.height, (*frame.view[:2], overlay.low, overlay.high))


def handle_middle(frame: Frame, style: Style, event: Event) -> QPointF:
    """Where the handle of an event lies."""
    return QPointF(_mark_left(frame, style, event) + style.px(0.5), frame.top - style.px(HANDLE_ABOVE))


def paint_overlay(
    painter: QPainter,
    frame: Frame,
    style: Style,
    overlay: Overlay,
    *,
    handles: bool = False,
    marked: Identity | None = None,
) -> None:
    """Draw the overlay into a chart's frame; the event that is `marked` stands out.

    A rate that several lanes share is drawn once, in no lane's colour.
    """
    for event in overlay.events:
        _paint_mark(painter, frame, style, _ink(style, overlay, event), event)
    for rate in {rate.pace: rate for rate in overlay.rates}.values():
        shared = sum(other.pace == rate.pace for other in overlay.rates) > 1
        ink = style.theme.text if shared else style.theme.lanes[rate.colour]
        _paint_rate(painter, rate_frame(frame, overlay), style, rate, ink)
    if handles:
        for event in overlay.events:
            size = style.px(HANDLE) * (1.4 if event.identity == marked else 1.0)
            _paint_handle(painter, handle_middle(frame, style, event), style, _ink(style, overlay, event), event, size)


def _ink(style: Style, overlay: Overlay, event: Event) -> str:
    return style.theme.text if event.lane is None else style.theme.lanes[overlay.experiment.lanes[event.lane].colour]


def _paint_mark(painter: QPainter, frame: Frame, style: Style, ink: str, event: Event) -> None:
    # A rectangle of one plain colour is what Qt paints fastest by far, and on whole pixels it is sharp.
    rect = QRectF(_mark_left(frame, style, event), frame.top, style.px(1.0), frame.height)
    painter.fillRect(rect, _mixed(ink, style.theme.panel, MARK_SHARE))


def _mark_left(frame: Frame, style: Style, event: Event) -> float:
    x = frame.point(event.step, frame.view[2]).x() - style.px(0.5)
    return round(x) if style.screen else x


@lru_cache(maxsize=64)
def _mixed(ink: str, ground: str, share: float) -> QColor:
    return QColor(*(round(part) for part in share * channels(ink) + (1 - share) * channels(ground)))


def _paint_rate(painter: QPainter, frame: Frame, style: Style, rate: RateCurve, ink: str) -> None:
    made = pen(ink, style.px(1.0), RATE_OPACITY)
    made.setDashPattern(RATE_DASHES)
    painter.setPen(made)
    for piece in rate.pieces(*frame.view[2:]):
        for line in frame.polygons(piece, style.grain):
            painter.drawPolyline(line)


def _paint_handle(painter: QPainter, at: QPointF, style: Style, ink: str, event: Event, size: float) -> None:
    painter.setPen(pen(style.theme.panel, style.px(1.0)))
    painter.setBrush(color(ink))
    if event.kind is Kind.RESTART:
        painter.drawEllipse(at, size, size)
    else:
        painter.drawPolygon(QPolygonF([at + QPointF(size * x, size * y) for x, y in SHAPES[event.kind]]))
    painter.setBrush(Qt.BrushStyle.NoBrush)


_DIAMOND = ((0.0, -1.2), (1.2, 0.0), (0.0, 1.2), (-1.2, 0.0))
SHAPES: dict[Kind, tuple[tuple[float, float], ...]] = {
    Kind.CHANGE: _DIAMOND,
    Kind.MASTER_CHANGE: _DIAMOND,
    Kind.MOVE: ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    Kind.SCHEDULE: ((-1.1, -0.8), (1.1, -0.8), (0.0, 1.2)),
}
"""The corners of handles in half sizes; a restart's is round."""
