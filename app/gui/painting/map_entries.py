"""What the key to a map's colours lists, and how that is divided into lines."""

from bisect import bisect_right
from typing import NamedTuple

import numpy as np

from app.gui.painting.map_room import Room
from app.gui.painting.style import Style, font
from app.gui.painting.text import text_width
from app.model.maps.shading import Shadings, Tone

BESIDE_BAR = 0.55
"""The share of the key's width that patches may take beside a level bar."""
LONGEST = 240.0
"""An upright bar is no longer than this."""


class Entry(NamedTuple):
    """A patch of the key: its tone, its share of the cells in words, and the largest that it has in any of the maps."""

    tone: Tone
    share: str
    part: float


class Plan(NamedTuple):
    """A key in pixels: how long its bar is, 0 for none, whether its patches stand beside that, and how high all is."""

    rows: tuple[tuple[Entry, ...], ...]
    bar: float = 0.0
    is_level: bool = False
    height: float = 0.0


def entries(shown: Shadings, room: Room) -> list[Entry]:
    """The tones that occur and that no bar explains, each with its part of every map's cells."""
    shares = np.array([shading.shares for shading in shown.maps])
    return [
        Entry(tone, share_text(list(parts)) if room.shares else "", float(parts.max()))
        for tone, parts in zip(shown.maps[0].tones, shares.T, strict=True)
        if tone.label and parts.any()
    ]


def share_text(shares: list[float]) -> str:
    """In per cent: 41 %, < 1 %, or 41, 38 % of two maps."""
    texts = ["< 1" if 0.0 < share < 0.005 else f"{100 * share:.0f}" for share in shares]
    return f"{', '.join(texts)} %"


def plan_below(shown: Shadings, style: Style, room: Room, width: float, most: float) -> Plan:
    """A key of that width, not higher than `most` if there is a way, and with a bar or a line at least."""
    listed = entries(shown, room)
    row, level = style.px(room.row), style.px(room.bar + room.ticks) if shown.scale else 0.0
    around = style.px(room.head + room.foot) + level
    taken = sum(entry_width(entry, style, room) + style.px(room.column) for entry in listed)
    if level and room.is_tight and 0.0 < taken <= BESIDE_BAR * width:
        return Plan((tuple(listed),), width - taken - style.px(room.column), True, around)
    rows = _fitted(listed, style, room, width, max(0 if level else 1, int((most - around) / row)))
    return Plan(rows, width if level else 0.0, False, around + row * len(rows))


def plan_beside(shown: Shadings, style: Style, room: Room, height: float) -> Plan:
    """A key of that height, with a patch a line."""
    bar = min(style.px(LONGEST), 0.5 * height) if shown.scale else 0.0
    left = height - style.px(room.head * (2 if shown.detail else 1) + (18 if bar else 0)) - bar
    kept = _commonest(entries(shown, room), max(1, int(left / style.px(room.row))))
    return Plan(tuple((entry,) for entry in kept), bar, False, height)


def _fitted(listed: list[Entry], style: Style, room: Room, width: float, most: int) -> tuple[tuple[Entry, ...], ...]:
    """The entries in so many lines at most, without the rarest where there is no room for all."""

    def rows(count: int) -> tuple[tuple[Entry, ...], ...]:
        return _flowed(_commonest(listed, count), style, room, width)

    # One entry more never takes fewer lines; a map of basins can have hundreds.
    return rows(bisect_right(range(1, len(listed) + 1), most, key=lambda count: len(rows(count))))


def _commonest(listed: list[Entry], count: int) -> list[Entry]:
    """So many of them, in their order."""
    kept = sorted(range(len(listed)), key=lambda place: -listed[place].part)[:count]
    return [listed[place] for place in sorted(kept)]


def _flowed(listed: list[Entry], style: Style, room: Room, width: float) -> tuple[tuple[Entry, ...], ...]:
    """The entries as they flow into lines of that width."""
    rows: list[tuple[Entry, ...]] = []
    left = 0.0
    for entry in listed:
        wide = entry_width(entry, style, room)
        if not rows or wide > left:
            rows.append(())
            left = width
        rows[-1] = (*rows[-1], entry)
        left -= wide + style.px(room.column)
    return tuple(rows)


def entry_width(entry: Entry, style: Style, room: Room) -> float:
    """From the patch's left edge to the end of its words."""
    letters = font(style.px(room.letters))
    share = style.px(room.apart) + text_width(entry.share, letters) if entry.share else 0.0
    return style.px(room.patch + room.apart) + text_width(entry.tone.label, letters) + share
