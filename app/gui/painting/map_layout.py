"""Where the parts of a picture of maps stand: a frame for each drawn map, and the key beside or below them.

On a screen all else shrinks until the maps have most of the height; on paper, with no control beside to say what the
colours are, nothing is left out.
"""

from dataclasses import dataclass
from functools import lru_cache
from math import ceil

from PySide6.QtCore import QRectF

from app.gui.painting.frame import Frame
from app.gui.painting.map_entries import Plan, entries, plan_below, plan_beside
from app.gui.painting.map_room import COMPACT, ROOMS, ROOMY, Room
from app.gui.painting.style import Style
from app.model.maps.picture import MapPicture
from app.model.maps.shading import Shadings, shadings

SHARE, LEAST = 0.68, 0.5
"""What of the height the maps should have, and what they have at least while there is a smaller room to take."""
LEAST_PLAN = 100.0
"""A map on paper is at least so high while there is a smaller room to take."""
KEY_WIDTH = 190.0
"""Of a key that stands beside its maps."""
KEY_INSET = 10.0
"""Of a key below its maps in a tight room: more fits into its lines than between the maps' edges."""
BETWEEN = 30.0
"""Between two maps in a tight room, where only the first has numbers at its left."""
NARROWEST = 330.0
"""Where a map with its margins would have less width, the key stands below."""


@dataclass(frozen=True)
class Layout:
    """In pixels."""

    room: Room
    frames: tuple[Frame, ...]
    key: QRectF
    key_is_beside: bool
    plan: Plan


def map_layout(rect: QRectF, style: Style, picture: MapPicture) -> Layout:
    """Divide the rectangle; frames show places of the axes, from 0 to 1."""
    return _layout(rect.getRect(), style, shadings(picture))


@lru_cache(maxsize=16)
def _layout(place: tuple[float, float, float, float], style: Style, shown: Shadings) -> Layout:
    # Kept: crosses move much more often than anything here changes.
    rect = QRectF(*place)
    for room in ROOMS:
        layout = _in_room(rect, style, shown, room)
        if layout.frames[0].height >= SHARE * rect.height() if style.screen else _lists_all(layout, style, shown):
            break
    return layout


def _lists_all(layout: Layout, style: Style, shown: Shadings) -> bool:
    """Whether the key leaves nothing out, and the maps have room enough."""
    listed = sum(len(row) for row in layout.plan.rows)
    return listed == len(entries(shown, layout.room)) and layout.frames[0].height >= style.px(LEAST_PLAN)


def _in_room(rect: QRectF, style: Style, shown: Shadings, room: Room) -> Layout:
    count = len(shown.maps)
    gap = style.px(2 * ROOMY.gap)
    width = rect.width() - style.px(KEY_WIDTH) - gap
    if width >= style.px(NARROWEST) * count and rect.width() > rect.height():
        maps = QRectF(rect.x(), rect.y(), width, rect.height())
        frames = _frames(maps, style, room, count)
        key = QRectF(maps.right() + gap, frames[0].top, style.px(KEY_WIDTH), frames[0].height)
        return Layout(room, frames, key, True, plan_beside(shown, style, room, key.height()))
    left = style.px(KEY_INSET if room.is_tight else room.left)
    inner = rect.adjusted(left, 0.0, -style.px(room.right), 0.0)
    around = style.px(room.top + room.bottom + room.gap)
    most = (1.0 - (SHARE if room is COMPACT else LEAST)) * rect.height() - around
    plan = plan_below(shown, style, room, inner.width(), most)
    maps = rect.adjusted(0.0, 0.0, 0.0, -plan.height - style.px(room.gap))
    key = QRectF(inner.x(), rect.bottom() - plan.height, inner.width(), plan.height)
    return Layout(room, _frames(maps, style, room, count), key, False, plan)


def _frames(maps: QRectF, style: Style, room: Room, count: int) -> tuple[Frame, ...]:
    """One beside the other."""
    left, right = style.px(room.left), style.px(room.right)
    between = style.px(BETWEEN) if room.is_tight else left + right
    width = (maps.width() - left - right - (count - 1) * between) / count
    top, height = maps.y() + style.px(room.top), maps.height() - style.px(room.top + room.bottom)
    return tuple(
        Frame(
            maps.x() + left + place * (width + between),
            top,
            max(1.0, width),
            max(1.0, height),
            (0.0, 1.0, 0.0, 1.0),
        )
        for place in range(count)
    )


def tick_counts(frame: Frame, style: Style) -> tuple[int, int]:
    """For how many ticks there is room below and beside a map."""
    return max(2, ceil(frame.width / style.px(72))), max(2, ceil(frame.height / style.px(44)))
