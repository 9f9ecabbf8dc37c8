"""Icons drawn as lines in the text's colour, sharp at every scale factor."""

from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from app.gui.painting.painter import painting
from app.gui.painting.style import color

SIDE = 16.0
DENSITIES = (1, 2, 3)


def _play(p: QPainter) -> None:
    _solid(p, [(5, 3), (13, 8), (5, 13)])


def _pause(p: QPainter) -> None:
    for x in (4.5, 9.0):
        p.fillRect(QRectF(x, 3.5, 2.8, 9), p.pen().color())


def _step_forward(p: QPainter) -> None:
    _solid(p, [(5, 4), (9.5, 8), (5, 12)])
    p.drawLine(QLineF(11.2, 4.4, 11.2, 11.6))


def _step_back(p: QPainter) -> None:
    _solid(p, [(11, 4), (6.5, 8), (11, 12)])
    p.drawLine(QLineF(4.8, 4.4, 4.8, 11.6))


def _to_start(p: QPainter) -> None:
    _solid(p, [(8.5, 4), (4.5, 8), (8.5, 12)])
    _solid(p, [(13, 4), (9, 8), (13, 12)])
    p.drawLine(QLineF(3, 4.4, 3, 11.6))


def _loop(p: QPainter) -> None:
    p.drawArc(QRectF(3.2, 3.2, 9.6, 9.6), 60 * 16, 285 * 16)
    _solid(p, [(9.2, 0.9), (13.0, 3.9), (8.8, 6.2)])


def _undo(p: QPainter) -> None:
    path = QPainterPath(QPointF(4, 6.5))
    path.lineTo(9.5, 6.5)
    path.cubicTo(14, 6.5, 14, 12.5, 9.5, 12.5)
    path.lineTo(6.5, 12.5)
    p.drawPath(path)
    p.drawPolyline(QPolygonF([QPointF(6.8, 3.4), QPointF(3.6, 6.5), QPointF(6.8, 9.6)]))


def _redo(p: QPainter) -> None:
    p.translate(SIDE, 0)
    p.scale(-1, 1)
    _undo(p)


def _plus(p: QPainter) -> None:
    p.drawLine(QLineF(8, 3.5, 8, 12.5))
    p.drawLine(QLineF(3.5, 8, 12.5, 8))


def _cross(p: QPainter) -> None:
    p.drawLine(QLineF(4.8, 4.8, 11.2, 11.2))
    p.drawLine(QLineF(11.2, 4.8, 4.8, 11.2))


def _more(p: QPainter) -> None:
    p.setBrush(p.pen().color())
    for x in (3.6, 8.0, 12.4):
        p.drawEllipse(QPointF(x, 8), 0.8, 0.8)


def _eye(p: QPainter) -> None:
    path = QPainterPath(QPointF(1.8, 8))
    path.quadTo(8, 0.8, 14.2, 8)
    path.quadTo(8, 15.2, 1.8, 8)
    p.drawPath(path)
    p.drawEllipse(QPointF(8, 8), 2.1, 2.1)


def _eye_off(p: QPainter) -> None:
    _eye(p)
    p.drawLine(QLineF(3, 13, 13, 3))


def _link(p: QPainter) -> None:
    p.drawRoundedRect(QRectF(1.8, 5.4, 7.4, 5.2), 2.6, 2.6)
    p.drawRoundedRect(QRectF(6.8, 5.4, 7.4, 5.2), 2.6, 2.6)


def _unlink(p: QPainter) -> None:
    p.drawRoundedRect(QRectF(1.2, 5.4, 5.4, 5.2), 2.4, 2.4)
    p.drawRoundedRect(QRectF(9.4, 5.4, 5.4, 5.2), 2.4, 2.4)


def _sun(p: QPainter) -> None:
    p.drawEllipse(QPointF(8, 8), 3, 3)
    for turn in range(8):
        p.save()
        p.translate(8, 8)
        p.rotate(45 * turn)
        p.drawLine(QLineF(5.0, 0, 6.6, 0))
        p.restore()


def _fit(p: QPainter) -> None:
    for turn in range(4):
        p.save()
        p.translate(8, 8)
        p.rotate(90 * turn)
        p.drawPolyline(QPolygonF([QPointF(-5, -2.2), QPointF(-5, -5), QPointF(-2.2, -5)]))
        p.restore()


def _aspect(p: QPainter) -> None:
    p.drawRect(QRectF(3, 3, 10, 10))
    p.drawLine(QLineF(6, 7, 10, 7))
    p.drawLine(QLineF(6, 9.6, 10, 9.6))


def _arrows(p: QPainter) -> None:
    p.drawLine(QLineF(3.2, 12.8, 12.0, 4.0))
    p.drawPolyline(QPolygonF([QPointF(7.4, 3.6), QPointF(12.4, 3.6), QPointF(12.4, 8.6)]))


def _side(p: QPainter) -> None:
    p.drawRoundedRect(QRectF(2.2, 3, 11.6, 10), 1.6, 1.6)
    p.drawLine(QLineF(9.6, 3, 9.6, 13))


ICONS: dict[str, Callable[[QPainter], None]] = {
    "play": _play,
    "pause": _pause,
    "step-forward": _step_forward,
    "step-back": _step_back,
    "to-start": _to_start,
    "loop": _loop,
    "undo": _undo,
    "redo": _redo,
    "plus": _plus,
    "cross": _cross,
    "more": _more,
    "eye": _eye,
    "eye-off": _eye_off,
    "link": _link,
    "unlink": _unlink,
    "sun": _sun,
    "fit": _fit,
    "aspect": _aspect,
    "arrows": _arrows,
    "side": _side,
}


@lru_cache(maxsize=256)
def icon(name: str, ink: str) -> QIcon:
    """The icon of that name in that colour."""
    made = QIcon()
    for density in DENSITIES:
        for mode, opacity in ((QIcon.Mode.Normal, 1.0), (QIcon.Mode.Disabled, 0.35)):
            made.addPixmap(_pixmap(name, ink, opacity, density), mode)
    return made


def _pixmap(name: str, ink: str, opacity: float, density: int) -> QPixmap:
    pixmap = QPixmap(QSize(int(SIDE), int(SIDE)) * density)
    pixmap.setDevicePixelRatio(density)
    pixmap.fill(Qt.GlobalColor.transparent)
    with painting(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(color(ink, opacity), 1.4)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        ICONS[name](painter)
    return pixmap


def _solid(painter: QPainter, corners: list[tuple[float, float]]) -> None:
    painter.setBrush(painter.pen().color())
    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))
    painter.setBrush(Qt.BrushStyle.NoBrush)
