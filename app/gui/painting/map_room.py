"""How much room everything around a map takes: much where there is much, less and less where the map needs it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Room:
    """Lengths in pixels at scale 1.

    `left`, `top`, `right`, `bottom` are around each map, `gap` is between the maps and the key, `title` the size of the
    letters above a map and `letters` that of the key's. Of the key: `head` is the height of its title, 0 for none,
    `bar` and `ticks` those of a level bar and its numbers, `foot` what stays empty below, and of its patches `row` the
    height of a line, `patch` the side, `apart` from patch to words, `column` from words to the next patch.
    """

    left: float
    top: float
    right: float
    bottom: float
    gap: float
    title: float
    letters: float
    head: float
    bar: float
    ticks: float
    foot: float
    row: float
    patch: float
    apart: float
    column: float
    shares: bool = True
    """Whether the key says which part of the cells has each colour."""

    @property
    def rise(self) -> float:
        """How far above a map the middle of its title is: far enough from the number at the top of its upright axis."""
        return 0.54 * self.top

    @property
    def is_tight(self) -> bool:
        """Whether axes have their names where numbers stand anyway, and two maps the numbers of one."""
        return not self.head


ROOMY = Room(
    left=52, top=30, right=14, bottom=42, gap=7, title=12, letters=11,
    head=20, bar=11, ticks=20, foot=4, row=19, patch=11, apart=7, column=16,
)  # fmt: skip
TIGHT = Room(
    left=44, top=25, right=14, bottom=20, gap=6, title=12, letters=11,
    head=0, bar=9, ticks=16, foot=2, row=17, patch=10, apart=6, column=14,
)  # fmt: skip
COMPACT = Room(
    left=42, top=22, right=13, bottom=18, gap=5, title=11, letters=10,
    head=0, bar=8, ticks=14, foot=1, row=14, patch=9, apart=5, column=11, shares=False,
)  # fmt: skip
ROOMS = (ROOMY, TIGHT, COMPACT)
