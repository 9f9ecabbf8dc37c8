"""The key to a map's colours: a bar for numbers, a patch with its share of the cells for everything else."""

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from app.gui.painting.map_colours import SHADES, ramp, ramp_of, tone_colour
from app.gui.painting.map_entries import Entry, Plan, entry_width
from app.gui.painting.map_room import Room
from app.gui.painting.pixels import argb_image, packed
from app.gui.painting.style import Style, color, font, pen
from app.gui.painting.text import CENTRE, LEFT, RIGHT, draw_text, shortened, text_width
from app.model.maps.shading import Shadings

TITLE_LETTERS, TICK_LETTERS = 11.5, 10.5


def paint_key_beside(painter: QPainter, rect: QRectF, style: Style, room: Room, plan: Plan, shown: Shadings) -> None:
    """Title, upright bar and a patch a line."""
    top = rect.y()
    if room.head:
        top = _paint_title(painter, rect, style, room, shown)
        if shown.detail:
            _paint_detail(painter, QRectF(rect.x(), top, rect.width(), style.px(room.head)), style, room, shown)
            top += style.px(room.head)
    if shown.scale is not None:
        bar = QRectF(rect.x(), top + style.px(4), style.px(room.bar), plan.bar)
        _paint_bar(painter, bar, style, room, shown, upright=True)
        top = bar.bottom() + style.px(14)
    for place, (entry,) in enumerate(plan.rows):
        at = QPointF(rect.x(), top + style.px(room.row) * (place + 0.5))
        _paint_entry(painter, at, style, room, entry, rect.width())


def paint_key_below(painter: QPainter, rect: QRectF, style: Style, room: Room, plan: Plan, shown: Shadings) -> None:
    """Title, level bar, and as many patches in a line as there is room for."""
    top = rect.y()
    if room.head:
        top = _paint_title(painter, rect, style, room, shown)
        after = text_width(shown.title, font(style.px(TITLE_LETTERS), bold=True)) + style.px(room.apart)
        _paint_detail(painter, rect.adjusted(after, 0.0, 0.0, 0.0), style, room, shown)
    begin = rect.x()
    if shown.scale is not None:
        bar = QRectF(begin, top, plan.bar, style.px(room.bar))
        _paint_bar(painter, bar, style, room, shown, upright=False)
        if plan.is_level:
            begin, top = bar.right() + style.px(2 * room.column), top + style.px(room.bar - room.row) / 2
        else:
            top += style.px(room.bar + room.ticks)
    for place, row in enumerate(plan.rows):
        x = begin
        for entry in row:
            wide = min(entry_width(entry, style, room), rect.right() - x)
            _paint_entry(painter, QPointF(x, top + style.px(room.row) * (place + 0.5)), style, room, entry, wide)
            x += wide + style.px(room.column)


def _paint_entry(painter: QPainter, at: QPointF, style: Style, room: Room, entry: Entry, width: float) -> None:
    """A patch, its words, and at the right end its share."""
    letters = font(style.px(room.letters))
    side = style.px(room.patch)
    patch = QRectF(at.x(), at.y() - side / 2, side, side)
    painter.setPen(pen(style.theme.quiet, style.px(0.8), 0.5))
    painter.setBrush(color(tone_colour(entry.tone, style.theme)))
    painter.drawRect(patch)
    draw_text(painter, style, at + QPointF(width, 0), entry.share, letters, style.theme.quiet, RIGHT)
    taken = entry_width(entry._replace(tone=entry.tone._replace(label="")), style, room)
    words = shortened(entry.tone.label, letters, width - taken)
    draw_text(painter, style, QPointF(patch.right() + style.px(room.apart), at.y()), words, letters, style.theme.text)


def _paint_title(painter: QPainter, rect: QRectF, style: Style, room: Room, shown: Shadings) -> float:
    """What the colours say; return where the rest begins."""
    letters = font(style.px(TITLE_LETTERS), bold=True)
    at = QPointF(rect.x(), rect.y() + style.px(room.head / 2 - 2))
    draw_text(painter, style, at, shortened(shown.title, letters, rect.width()), letters, style.theme.text)
    return rect.y() + style.px(room.head)


def _paint_detail(painter: QPainter, line: QRectF, style: Style, room: Room, shown: Shadings) -> None:
    """Which two are compared, in the line at the top of the rectangle."""
    letters = font(style.px(room.letters))
    at = line.topLeft() + QPointF(0, style.px(room.head / 2 - 2))
    draw_text(painter, style, at, shortened(shown.detail, letters, line.width()), letters, style.theme.quiet)


def _paint_bar(painter: QPainter, bar: QRectF, style: Style, room: Room, shown: Shadings, *, upright: bool) -> None:
    """All shades of the ramp, the lowest at the left or at the bottom, and its ticks."""
    anchors = ramp_of(shown.maps[0].tones[0], style.theme)
    assert shown.scale is not None, "only maps of numbers have a bar"
    assert anchors is not None, "the first tone of a map of numbers is its ramp"
    shades = packed(np.full(SHADES, 255.0), *ramp(anchors).T)
    painter.drawImage(bar, argb_image(shades[::-1, np.newaxis] if upright else shades[np.newaxis]))
    painter.setPen(pen(style.theme.quiet, style.px(0.8), 0.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(bar)
    length = bar.height() if upright else bar.width()
    letters, end = font(style.px(TICK_LETTERS)), float("-inf")
    for level, label in shown.scale.ticks(max(2, int(length / style.px(30 if upright else 56)))):
        along = level * length
        half = style.px(6) if upright else text_width(label, letters) / 2 + style.px(3)
        if along - half < end:
            continue
        end = along + half
        _paint_tick(painter, bar, style, room, along, label, upright=upright)


def _paint_tick(
    painter: QPainter, bar: QRectF, style: Style, room: Room, along: float, label: str, *, upright: bool
) -> None:
    letters = font(style.px(TICK_LETTERS))
    painter.setPen(pen(style.theme.quiet, style.px(1), 0.7))
    if upright:
        foot, out = QPointF(bar.right(), bar.bottom() - along), QPointF(style.px(4), 0)
        draw = foot + QPointF(style.px(8), 0)
    else:
        foot, out = QPointF(bar.left() + along, bar.bottom()), QPointF(0, style.px(3))
        draw = foot + QPointF(0, style.px(0.4 * room.ticks + 3))
    painter.drawLine(QLineF(foot, foot + out))
    draw_text(painter, style, draw, label, letters, style.theme.quiet, LEFT if upright else CENTRE)
