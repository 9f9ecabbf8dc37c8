"""A map's cells as tones and levels: what a painter needs to know of a map, and what the key beside it lists.

A *tone* is a colour by what it is for ("converged", "the second minimum", "numbers"), which themes turn into a colour.
A *level* from 0 to 1 is a place on the ramp of numbers or, in the colour of a minimum, how late a run arrived there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.model.maps.data import MapData
from app.model.maps.difference import OUTCOMES, Outcome, difference_of
from app.model.maps.kinds import Measure
from app.model.maps.picture import MapPicture
from app.model.maps.scale import ColourScale, difference_scale, numbers_of, scale_of
from app.model.numbers import number_text
from optim_core.diagnosis import VERDICTS, Verdict

Array = NDArray[np.float64]


class Role(Enum):
    """What a tone is for."""

    NUMBER = "a place on the ramp of numbers"
    RATIO = "a place on the ramp of differences"
    VERDICT = "a verdict"
    MINIMUM = "one of the minima"
    NEVER = "no number, or at no minimum"
    SAME = "both the same"
    APART = "the first alone, the second alone, both in different ways, or neither"


class Tone(NamedTuple):
    """A role, which of several it is, and what the key says; "" where a ramp says it."""

    role: Role
    place: int = 0
    label: str = ""


DIVERGED = Tone(Role.VERDICT, VERDICTS.index(Verdict.DIVERGED), Verdict.DIVERGED.value)


@dataclass(frozen=True, eq=False)
class Shading:
    """One drawn map: `codes` (rows, columns) are places in `tones`, `levels` of that shape lie within 0 and 1.

    `shares` say of every tone which part of the cells has it.
    """

    tones: tuple[Tone, ...]
    codes: NDArray[np.uint8]
    levels: Array

    @cached_property
    def shares(self) -> tuple[float, ...]:
        """The part of the cells that has each tone."""
        counts = np.bincount(self.codes.ravel(), minlength=len(self.tones))
        return tuple(float(count) / self.codes.size for count in counts)


@dataclass(frozen=True, eq=False)
class Shadings:
    """All drawn maps of a picture, with the scale of their ramp (None if there is none) and what the colours say.

    Of a difference, `names` are the two lanes, and `sign` stands between them.
    """

    maps: tuple[Shading, ...]
    scale: ColourScale | None
    title: str
    names: tuple[str, ...] = ()
    sign: str = ""

    @property
    def detail(self) -> str:
        """What goes on after the title: which two are compared."""
        return f" {self.sign} ".join(self.names)


def shadings(picture: MapPicture) -> Shadings:
    """The drawn maps of a picture; kept, since crosses and ghosts move much more often than maps change."""
    names = tuple(panel.lane_name for panel in picture.panels)
    return _shadings(tuple(panel.data for panel in picture.panels), names, picture.measure, picture.difference)


@lru_cache(maxsize=8)
def _shadings(maps: tuple[MapData, ...], names: tuple[str, ...], measure: Measure, difference: bool) -> Shadings:
    if difference:
        return _difference(maps, names, measure)
    match measure:
        case Measure.VERDICT:
            return Shadings(tuple(map(_by_verdict, maps)), None, "verdict")
        case Measure.MINIMUM:
            return Shadings(tuple(map(_by_minimum, maps)), None, "ends at the minimum")
    scale = scale_of(maps, measure)
    return Shadings(tuple(_by_number(data, measure, scale) for data in maps), scale, scale.title)


def _by_verdict(data: MapData) -> Shading:
    tones = tuple(Tone(Role.VERDICT, index, verdict.value) for index, verdict in enumerate(VERDICTS))
    return Shading(tones, data.verdict.astype(np.uint8), np.zeros(data.verdict.shape))


def _by_number(data: MapData, measure: Measure, scale: ColourScale) -> Shading:
    """A number's place on the ramp; runs that diverged apart from those that have no number."""
    numbers = numbers_of(data, measure)
    codes = np.select([data.diverged, np.isnan(numbers)], [1, 2], 0).astype(np.uint8)
    never = f"not in {data.request.experiment.steps:,} steps" if measure is Measure.STEPS else "no number"
    tones = (Tone(Role.NUMBER), DIVERGED, Tone(Role.NEVER, 0, never))
    return Shading(tones, codes, np.nan_to_num(scale.levels(numbers)))


def _by_minimum(data: MapData) -> Shading:
    """A colour for each minimum, the stronger the sooner a run was there."""
    minima = data.request.experiment.surface.minima
    points = [f"({number_text(x, digits=3)}, {number_text(y, digits=3)})" for x, y in minima]
    reached = (Tone(Role.MINIMUM, place, point) for place, point in enumerate(points))
    tones = (*reached, DIVERGED, Tone(Role.NEVER, 0, "at no minimum"))
    codes = np.where(data.diverged, len(minima), np.where(data.minimum >= 0, data.minimum, len(minima) + 1))
    late = scale_of([data], Measure.STEPS).levels(numbers_of(data, Measure.STEPS))
    return Shading(tones, codes.astype(np.uint8), np.nan_to_num(late, nan=1.0))


ALONE: dict[Measure, tuple[str, str, str]] = {
    Measure.LOSS: ("{second} diverged", "{first} diverged", "both diverged"),
    Measure.STEPS: ("only {first} arrives", "only {second} arrives", "neither arrives"),
    Measure.VERDICT: ("only {first} converged", "only {second} converged", ""),
    Measure.MINIMUM: ("only {first} ends at one", "only {second} ends at one", "neither ends at one"),
}
"""What the key says where only the first has what is compared, where only the second, and where neither has it."""


def _difference(maps: Sequence[MapData], names: tuple[str, ...], measure: Measure) -> Shadings:
    """The first map against the second: outcomes are the codes."""
    a, b = maps
    found = difference_of(a, b, measure)
    tones = _tones_of_difference(names, measure)
    if not found.has_numbers:
        shading = Shading(tones, found.outcome.astype(np.uint8), np.zeros(found.outcome.shape))
        return Shadings((shading,), None, measure.value, names, "against")
    is_ratio = measure is Measure.STEPS or (a.has_floor and b.has_floor)
    scale = difference_scale(found, measure, is_ratio)
    shading = Shading(tones, found.outcome.astype(np.uint8), np.nan_to_num(scale.levels(found.ratio), nan=0.5))
    return Shadings((shading,), scale, scale.title, names, "/" if is_ratio else "−")


def _tones_of_difference(names: Sequence[str], measure: Measure) -> tuple[Tone, ...]:
    """A tone for every outcome, in their order."""
    only_first, only_second, neither = (words.format(first=names[0], second=names[1]) for words in ALONE[measure])
    tones = {
        Outcome.BOTH: Tone(Role.RATIO),
        Outcome.NEITHER: Tone(Role.APART, 3, neither),
        Outcome.FIRST: Tone(Role.APART, 0, only_first),
        Outcome.SECOND: Tone(Role.APART, 1, only_second),
        Outcome.SAME: Tone(Role.SAME, 0, f"the same {measure.value}"),
        Outcome.DIFFERENT: Tone(Role.APART, 2, f"another {measure.value}"),
    }
    return tuple(tones[outcome] for outcome in OUTCOMES)
