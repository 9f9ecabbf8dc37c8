"""What the axis of heights says: which scale they stand on, and losses along it."""

from math import ceil, floor, log10
from typing import NamedTuple

import numpy as np

from app.model.height_scale import CompressedScale, HeightScale, LinearScale, LogarithmicScale
from app.model.numbers import number_text
from app.model.ticks import Tick, linear_ticks, log_ticks, power_label

MOST = 4
"""Ticks for which the axis always has room, about."""


class Measure(NamedTuple):
    """`ticks` are heights from 0 to 1 with the loss that is there; `words` say what it is."""

    words: str
    ticks: tuple[Tick, ...]


def measure_of(scale: HeightScale) -> Measure:
    """The axis for that scale."""
    match scale:
        case LogarithmicScale(bottom, low, top):
            exponents = log_ticks(2.0 * log10(low), 2.0 * log10(top), MOST) if low > 0.0 else []
            losses = [(bottom + 10.0**exponent, label) for exponent, label in exponents]
            return Measure("log loss above the minimum", _ticks(scale, losses))
        case LinearScale(low, top):
            return Measure("loss", _ticks(scale, linear_ticks(low, top, MOST)))
        case CompressedScale():
            return Measure("± log loss" if scale.low < 0.0 else "log loss", _ticks(scale, _decades(scale)))
    raise AssertionError(f"no axis is known for {scale}")


def _decades(scale: CompressedScale) -> list[Tick]:
    """0, and powers of ten on both sides of it."""
    ends = [abs(end) for end in (scale.low, scale.top)]
    first = ceil(log10(scale.unit))
    last = floor(log10(2.0 * scale.unit) + log10(np.sinh(max(ends))))
    powers = range(first, last + 1, max(1, ceil((last + 1 - first) / MOST)))
    up = [(10.0**power, power_label(power)) for power in powers]
    return [*((-loss, f"−{label}") for loss, label in reversed(up)), (0.0, number_text(0.0)), *up]


def _ticks(scale: HeightScale, losses: list[Tick]) -> tuple[Tick, ...]:
    """Those within the scale, at their heights."""
    heights = scale.shade_of_drawn(scale.drawn(np.array([loss for loss, _ in losses])))
    labels = (label for _, label in losses)
    return tuple((height, label) for height, label in zip(heights.tolist(), labels, strict=True) if 0 <= height <= 1)
