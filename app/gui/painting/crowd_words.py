"""What is said of a crowd on the plan: what the outlines mean, and when not all seeds are there."""

from functools import partial

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QPainter

from app.gui.painting.crowd_ends import MEASURED_WIDTH, THEORY_WIDTH, region_pen
from app.gui.painting.frame import Frame
from app.gui.painting.legend import CORNER, LETTERS, PAD, ROW, SAMPLE, legend_box, paint_box
from app.gui.painting.strip import Entry
from app.gui.painting.style import Style, font
from app.gui.painting.text import CENTRE, draw_text, text_width
from app.model.crowd.report import CrowdReport
from app.model.scene import Scene

THEORY, MEASURED = "90 % region by theory", "90 % region, measured"
SHORT = {THEORY: "90 % by theory", MEASURED: "90 % measured"}
APART = 6.0
"""Between the boxes in one corner."""


def seeds_text(scene: Scene) -> str:
    """How many of the seeds are there; "" if all are."""
    known, wanted = scene.seeds_known, scene.experiment.seeds
    return f"{known:,} of {wanted:,} seeds so far" if known < wanted else ""


def note_box(frame: Frame, style: Style, scene: Scene) -> QRectF:
    """Where that is said: below the legend; empty if there is nothing to say."""
    text = seeds_text(scene)
    if not text:
        return QRectF()
    width, right = text_width(text, font(style.px(LETTERS))) + style.px(2 * PAD), _right(frame, style)
    top = max(frame.top + style.px(CORNER - APART), legend_box(frame, style, scene).bottom()) + style.px(APART)
    return QRectF(right - width, top, width, style.px(ROW + PAD / 2))


def paint_note(painter: QPainter, frame: Frame, style: Style, scene: Scene) -> None:
    """Say how many of the seeds are there, if not all are."""
    box = note_box(frame, style, scene)
    if not box.isEmpty():
        paint_box(painter, style, box)
        draw_text(painter, style, box.center(), seeds_text(scene), font(style.px(LETTERS)), style.theme.warning, CENTRE)


def _shown(scene: Scene, report: CrowdReport | None) -> list[tuple[str, bool]]:
    """What there are outlines of, and whether they are dashed."""
    lanes = () if report is None else tuple(of for of in report.lanes if scene.runs[of.lane].lane.visible)
    rows = ((THEORY, True, any(of.ellipse for of in lanes)), (MEASURED, False, any(of.measured for of in lanes)))
    return [(words, dashed) for words, dashed, is_there in rows if is_there]


def key_box(
    frame: Frame, style: Style, scene: Scene, report: CrowdReport | None, taken: tuple[QRectF, ...] = ()
) -> QRectF:
    """Where the key to the outlines stands: in the lower right corner, above what is there; empty without outlines."""
    rows = _shown(scene, report)
    if not rows:
        return QRectF()
    letters = font(style.px(LETTERS))
    width = style.px(2 * PAD + SAMPLE + 8) + max(text_width(words, letters) for words, _ in rows)
    height, right = style.px(ROW * len(rows) + PAD), _right(frame, style)
    box = QRectF(right - width, frame.top + frame.height - style.px(CORNER) - height, width, height)
    for other in taken:
        if box.intersects(other):
            box.moveBottom(other.top() - style.px(APART))
    return box


def paint_key(painter: QPainter, box: QRectF, style: Style, scene: Scene, report: CrowdReport | None) -> None:
    """Say what each kind of outline means."""
    if box.isEmpty():
        return
    paint_box(painter, style, box)
    at = box.topLeft() + QPointF(style.px(PAD), style.px(PAD / 2 + ROW / 2))
    for words, dashed in _shown(scene, report):
        _paint_sample(dashed, painter, style, at)
        behind = at + QPointF(style.px(SAMPLE + 8), 0.0)
        draw_text(painter, style, behind, words, font(style.px(LETTERS)), style.theme.text)
        at += QPointF(0.0, style.px(ROW))


def key_entries(scene: Scene, report: CrowdReport | None) -> list[Entry]:
    """The same for a strip below the picture."""
    return [Entry(SHORT[words], partial(_paint_sample, dashed)) for words, dashed in _shown(scene, report)]


def _paint_sample(dashed: bool, painter: QPainter, style: Style, at: QPointF) -> None:
    width = THEORY_WIDTH if dashed else MEASURED_WIDTH
    painter.setPen(region_pen(style, style.theme.text, width, 1.0, dashed=dashed))
    painter.drawLine(QLineF(at, at + QPointF(style.px(SAMPLE), 0.0)))


def _right(frame: Frame, style: Style) -> float:
    return frame.left + frame.width - style.px(CORNER)
