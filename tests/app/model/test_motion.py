"""An animation has frames from the first step to the last, evenly, at a speed that can be played."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.motion import FRAMES, RATES, Motion

LONGEST = 100_000
"""Steps of the longest run."""


def test_it_lasts_as_long_as_its_frames() -> None:
    assert Motion().seconds == 6.0
    assert Motion(frames=90, fps=60).seconds == 1.5


@pytest.mark.parametrize(
    ("frames", "last", "steps"),
    [
        (2, 1000, (0, 1000)),
        (5, 8, (0, 2, 4, 6, 8)),
        (4, 1, (0, 0, 1, 1)),
        (3, 1, (0, 0, 1)),
        (2, 0, (0, 0)),
    ],
)
def test_frames_show_steps_from_the_first_to_the_last(frames: int, last: int, steps: tuple[int, ...]) -> None:
    assert Motion(frames).steps(last) == steps


@given(st.integers(*FRAMES), st.integers(0, LONGEST))
def test_frames_are_spread_evenly(frames: int, last: int) -> None:
    steps = Motion(frames).steps(last)
    assert (len(steps), steps[0], steps[-1]) == (frames, 0, last)
    gaps = {after - before for before, after in pairwise(steps)}
    # Whole numbers nearest to even places are apart by the even gap, rounded either way.
    assert gaps <= {last // (frames - 1), -(-last // (frames - 1))}


@pytest.mark.parametrize("legal", [Motion(FRAMES[0], RATES[0]), Motion(FRAMES[1], RATES[1])])
def test_the_ends_of_the_ranges_are_legal(legal: Motion) -> None:
    assert legal.seconds > 0


@pytest.mark.parametrize(
    ("frames", "fps", "sentence"),
    [
        (1, 25, r"^frames must lie between 2 and 10,000, not 1$"),
        (10_001, 25, r"^frames must lie between 2 and 10,000, not 10,001$"),
        (150, 0.5, r"^fps must lie between 1 and 60 frames a second, not 0\.5$"),
        (150, 61, r"^fps must lie between 1 and 60 frames a second, not 61$"),
        (150, float("nan"), r"^fps must lie between 1 and 60 frames a second, not nan$"),
        (150, float("inf"), r"^fps must lie between 1 and 60 frames a second, not inf$"),
    ],
)
def test_nonsense_is_refused(frames: int, fps: float, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        Motion(frames, fps)
