"""What marks a path: where something was changed or the velocity restarted, where it left the view or diverged."""

from math import ceil

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPolygonF

from app.gui.painting.frame import Frame
from app.gui.painting.style import Style, color, font, pen
from app.gui.painting.text import CENTRE, draw_text, text_width
from app.model.lane_run import LaneRun
from app.model.polyline import finite_part, thinned
from app.model.scene import Scene

Array = NDArray[np.float64]
DIAMOND = 5.5
"""From its middle to a tip."""
APART = 10.0
"""Of diamonds on the way through one square of that side, only the first is drawn."""


def paint_events(
    painter: QPainter, frame: Frame, style: Style, scene: Scene, run: LaneRun, step: int, opacity: float
) -> None:
    """A diamond on the path wherever something was steered or the velocity restarted, up to that step."""
    steps = [k for k in event_steps(scene, run) if k <= min(step, scene.computed)]
    if not steps:
        return
    points = finite_part(run.positions[0, steps])
    draw_diamonds(painter, style, frame.pixels(points[[frame.shows(x, y) for x, y in points]]), run, opacity)


def draw_diamonds(painter: QPainter, style: Style, pixels: Array, run: LaneRun, opacity: float) -> None:
    """A lane's sign at each of these pixels (n, 2), as far as they do not heap up."""
    painter.setPen(pen(style.theme.halo, style.px(1.4), opacity))
    painter.setBrush(color(style.theme.lanes[run.lane.colour], opacity))
    for x, y in thinned(pixels, style.px(APART)):
        painter.drawPolygon(_diamond(QPointF(x, y), style.px(DIAMOND)))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def event_steps(scene: Scene, run: LaneRun) -> list[int]:
    """The steps at which a lane was steered, or the noise for all, or at which its velocity restarts; in order."""
    steered = {change.step for change in run.rule.changes}
    noise = {change.step for change in scene.experiment.noise_changes}
    return sorted(steered | noise | set(run.rule.restart_steps(scene.experiment.steps)))


def _diamond(middle: QPointF, reach: float) -> QPolygonF:
    tips = (QPointF(0, -reach), QPointF(reach, 0), QPointF(0, reach), QPointF(-reach, 0))
    return QPolygonF([middle + tip for tip in tips])


def paint_exits(
    painter: QPainter, frame: Frame, style: Style, runs: list[LaneRun], step: int, taken: tuple[QRectF, ...]
) -> None:
    """At the edge where each path went out: an arrow, and since which step it has been away or diverged.

    The words keep clear of each other and of the boxes that are `taken`.
    """
    boxes = list(taken)
    for run in runs:
        pieces = frame.pieces(run.positions[0, : step + 1])
        if not pieces:
            continue
        before, tip = (QPointF(*point) for point in pieces[-1][-2:])
        ink = style.theme.lanes[run.lane.colour]
        painter.setPen(color(style.theme.halo))
        painter.setBrush(color(ink))
        painter.drawPolygon(_arrow(tip, before, style.px(9)))
        _paint_label(painter, frame, style, tip, exit_text(run, frame, step), ink, boxes)


def exit_text(run: LaneRun, frame: Frame, step: int) -> str:
    """Why the head is not to be seen; of a crowd it is the first seed's."""
    who = "" if len(run.positions) == 1 else "first seed "
    diverged = int(run.diverged_at[0])
    if 0 <= diverged <= step:
        return f"{who}diverged at step {diverged:,}"
    return f"{who}out of view since step {_last_step_in_view(run, frame, step) + 1:,}"


def _last_step_in_view(run: LaneRun, frame: Frame, step: int) -> int:
    inside = np.flatnonzero(frame.inside(run.positions[0, : step + 1]))
    return int(inside[-1]) if len(inside) else -1


def _arrow(tip: QPointF, before: QPointF, size: float) -> QPolygonF:
    along = tip - before
    length = max((along.x() ** 2 + along.y() ** 2) ** 0.5, 1e-9)
    u = along / length
    across = QPointF(-u.y(), u.x())
    return QPolygonF([tip, tip - u * size + across * size * 0.5, tip - u * size - across * size * 0.5])


def _paint_label(
    painter: QPainter, frame: Frame, style: Style, tip: QPointF, text: str, ink: str, boxes: list[QRectF]
) -> None:
    """Write beside the tip, inside the frame and clear of the boxes that are there; add the new one to them.

    Where there is no place for it, the arrow alone must do.
    """
    letters = font(style.px(10.5), bold=True)
    size = QSizeF(text_width(text, letters) + style.px(12), style.px(18))
    box = _free_box(frame, _label_box(frame, style, tip, size), size.height() + style.px(3), boxes)
    if box is None:
        return
    boxes.append(box)
    painter.setPen(color(style.theme.line))
    painter.setBrush(color(style.theme.panel, 0.9))
    painter.drawRoundedRect(box, style.px(4), style.px(4))
    draw_text(painter, style, box.center(), text, letters, ink, CENTRE)


def _free_box(frame: Frame, box: QRectF, row: float, taken: list[QRectF]) -> QRectF | None:
    """The box, or the next free one above or below it in the frame: first towards the middle, then the other way."""
    down = 1 if box.center().y() < frame.rect.center().y() else -1
    rows = range(ceil(frame.rect.height() / row))
    moved = (box.translated(0, way * k * row) for way in (down, -down) for k in rows)
    free = (place for place in moved if frame.rect.contains(place) and not any(map(place.intersects, taken)))
    return next(free, None)


def _label_box(frame: Frame, style: Style, tip: QPointF, size: QSizeF) -> QRectF:
    inner = frame.rect.adjusted(style.px(6), style.px(6), -style.px(6), -style.px(6))
    to_left = tip.x() > inner.center().x()
    x = tip.x() - style.px(14) - size.width() if to_left else tip.x() + style.px(14)
    x = max(inner.left(), min(x, inner.right() - size.width()))
    y = max(inner.top(), min(tip.y() - size.height() / 2, inner.bottom() - size.height()))
    return QRectF(QPointF(x, y), size)
