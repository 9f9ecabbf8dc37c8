"""How long pictures are shown, and what differs between them."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import CancelledError
from app.gui.animation.changes import changes
from tests.app.gui.animation.reels import STILL, Told, reel


@pytest.mark.parametrize(
    ("fps", "units", "durations"),
    [
        (25.0, 100, [4, 4, 4, 4, 4, 4]),
        (30.0, 100, [3, 4, 3, 3, 4, 3]),
        (50.0, 100, [2, 2, 2, 2, 2, 2]),
        (60.0, 1000, [17, 16, 17, 17, 16, 17]),
        (1.0, 100, [100] * 6),
    ],
)
def test_durations_are_whole_and_keep_up_with_time(fps: float, units: int, durations: list[int]) -> None:
    assert reel(frames=6, fps=fps).durations(units) == durations


@given(frames=st.integers(2, 400), fps=st.floats(1, 60), units=st.sampled_from((100, 1000)))
def test_durations_never_drift(frames: int, fps: float, units: int) -> None:
    found = reel(frames=frames, fps=fps).durations(units)
    assert len(found) == frames
    ends = np.cumsum(found)
    exact = [float(Fraction(place + 1) * units / Fraction(fps)) for place in range(frames)]
    assert np.abs(ends - exact).max() <= 0.5 + 1e-9
    assert max(found) - min(found) <= 1


def test_pictures_are_painted_one_by_one_and_reported_when_they_are_done() -> None:
    told = Told()
    pictures = reel(frames=4, report=told).pictures()
    assert told.shares == []
    next(pictures)
    assert told.shares == []
    next(pictures)
    assert told.shares == [1 / 5]
    assert len(list(pictures)) == 2
    assert told.shares == [1 / 5, 2 / 5, 3 / 5, 4 / 5]


def test_who_is_told_can_end_it() -> None:
    pictures = reel(report=Told(CancelledError(), after=1)).pictures()
    next(pictures)
    next(pictures)
    with pytest.raises(CancelledError):
        next(pictures)


def test_changes_laid_over_each_other_are_the_pictures() -> None:
    film = reel()
    canvas = np.zeros((64, 96), dtype=np.uint32)
    for picture, change in zip(film.pictures(), changes(film.pictures()), strict=True):
        (left, top), (columns, rows) = change.corner, change.size
        part = canvas[top : top + rows, left : left + columns]
        part[change.new] = change.pixels[change.new]
        assert np.array_equal(canvas, picture)


def test_a_change_is_no_larger_than_what_is_new() -> None:
    first, second, *_ = found = list(changes(reel().pictures()))
    assert (first.corner, first.size) == ((0, 0), (96, 64))
    assert first.new.all()
    for edge in (second.new[0], second.new[-1], second.new[:, 0], second.new[:, -1]):
        assert edge.any()
    assert found[STILL].size == (1, 1)
    assert not found[STILL].new.any()
