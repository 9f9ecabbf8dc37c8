"""The key to arrows: what each kind means, in a box on the picture or in few words below it."""

from functools import partial

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QPainter

from app.gui.painting.arrows import (
    GRADIENT,
    LOOK_AHEAD,
    STEP_SIZES,
    VELOCITY,
    WIDTH,
    dashed,
    draw_arrow,
    draw_ring,
)
from app.gui.painting.frame import Frame
from app.gui.painting.legend import CORNER, LETTERS, PAD, ROW, paint_box
from app.gui.painting.step_sizes import draw_step_sizes
from app.gui.painting.strip import Entry
from app.gui.painting.style import Style, font, pen
from app.gui.painting.text import draw_text, text_width

KINDS = {
    GRADIENT: "gradient: −lr·g, the pull",
    VELOCITY: "velocity: −lr·βv, carried on",
    LOOK_AHEAD: "look-ahead: g is taken here",
    STEP_SIZES: "step sizes: lr in x against y",
}
"""What can be drawn, and what the key says of it."""
NOTE = "lengths are logarithmic"
SAMPLE = 22.0
SAMPLE_AXES = (7.0, 3.5)
"""Of the ellipse in the key."""


def arrow_entries(kinds: frozenset[str]) -> list[Entry]:
    """The key in few words, for a strip below the picture."""
    told = ((kind, words.partition(":")[0]) for kind, words in KINDS.items() if kind in kinds)
    shown = [Entry(words, partial(_paint_entry, kind)) for kind, words in told]
    return [*shown, Entry(NOTE)] if shown else []


def _paint_entry(kind: str, painter: QPainter, style: Style, at: QPointF) -> None:
    _paint_sample(painter, style, kind, at)


def arrow_key_box(frame: Frame, style: Style, kinds: frozenset[str]) -> QRectF:
    """Where the key to the arrows stands: in the lower right corner; empty without arrows."""
    if not kinds:
        return QRectF()
    letters = font(style.px(LETTERS))
    texts = [words for kind, words in KINDS.items() if kind in kinds]
    width = style.px(2 * PAD + SAMPLE + 8) + max(text_width(text, letters) for text in texts)
    height = style.px(ROW * (len(texts) + 1) + PAD)
    right, bottom = frame.left + frame.width - style.px(CORNER), frame.top + frame.height - style.px(CORNER)
    return QRectF(right - width, bottom - height, width, height)


def paint_arrow_key(painter: QPainter, box: QRectF, style: Style, kinds: frozenset[str]) -> None:
    """Say what each kind of arrow means."""
    if box.isEmpty():
        return
    paint_box(painter, style, box)
    left, letters = box.left() + style.px(PAD), font(style.px(LETTERS))
    y = box.top() + style.px(PAD / 2 + ROW / 2)
    for kind, words in KINDS.items():
        if kind in kinds:
            _paint_sample(painter, style, kind, QPointF(left, y))
            draw_text(painter, style, QPointF(left + style.px(SAMPLE + 8), y), words, letters, style.theme.text)
            y += style.px(ROW)
    draw_text(painter, style, QPointF(left + style.px(SAMPLE + 8), y), NOTE, letters, style.theme.quiet)


def _paint_sample(painter: QPainter, style: Style, kind: str, at: QPointF) -> None:
    end = at + QPointF(style.px(SAMPLE), 0)
    if kind == STEP_SIZES:
        middle = at + QPointF(style.px(SAMPLE / 2), 0)
        draw_step_sizes(painter, style, middle, SAMPLE_AXES, style.theme.text)
        return
    if kind != LOOK_AHEAD:
        draw_arrow(painter, style, at, end, style.theme.text, solid=kind == GRADIENT)
        return
    ring = end - QPointF(style.px(5), 0)
    painter.setPen(dashed(pen(style.theme.text, style.px(WIDTH))))
    painter.drawLine(QLineF(at, ring))
    draw_ring(painter, style, ring, style.theme.text)
