"""The present step: by hand and by time."""

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QTimer

from app.gui import playhead as module
from app.gui.playhead import SECONDS_AT_NORMAL_SPEED, Playhead

FRAME = 0.05


class Time:
    """A clock that is turned by hand; each frame of the playhead comes when it is told to."""

    def __init__(self, playhead: Playhead) -> None:
        self.now = 0.0
        self._timer = playhead.findChild(QTimer)

    def pass_by(self, seconds: float) -> None:
        for _ in range(round(seconds / FRAME)):
            self.now += FRAME
            if self._timer.isActive():
                self._timer.timeout.emit()


@pytest.fixture
def playhead(qtbot) -> Iterator[Playhead]:
    made = Playhead(1200)
    yield made
    shiboken6.delete(made)


@pytest.fixture
def time(playhead: Playhead, monkeypatch: pytest.MonkeyPatch) -> Time:
    made = Time(playhead)
    monkeypatch.setattr(module, "perf_counter", lambda: made.now)
    return made


@pytest.fixture
def moves(playhead: Playhead) -> list[int]:
    found: list[int] = []
    playhead.moved.connect(found.append)
    return found


def test_it_begins_at_the_start_and_stands_still(playhead: Playhead) -> None:
    assert (playhead.step, playhead.last, playhead.playing, playhead.loop) == (0, 1200, False, False)


def test_time_moves_it_to_the_end_where_it_stops(playhead: Playhead, time: Time, moves: list[int]) -> None:
    playhead.play()
    time.pass_by(SECONDS_AT_NORMAL_SPEED / 2)
    assert playhead.step == pytest.approx(600, abs=5)
    time.pass_by(SECONDS_AT_NORMAL_SPEED)
    assert (playhead.step, playhead.playing) == (1200, False)
    assert moves == sorted(set(moves))


def test_playing_from_the_end_begins_again(playhead: Playhead, time: Time) -> None:
    playhead.seek(1200)
    playhead.play()
    assert (playhead.step, playhead.playing) == (0, True)


def test_in_a_loop_it_goes_round(playhead: Playhead, time: Time, moves: list[int]) -> None:
    playhead.set_loop(True)
    playhead.seek(1100)
    playhead.play()
    time.pass_by(2.0)
    assert playhead.playing
    assert playhead.step == pytest.approx(100, abs=8)
    assert min(moves) >= 0
    assert max(moves) <= 1200


@pytest.mark.parametrize("last", [1, 10])
def test_in_a_loop_every_step_is_seen_as_long_as_any_other(
    playhead: Playhead, time: Time, moves: list[int], last: int
) -> None:
    playhead.set_last(last)
    playhead.seek(0)
    playhead.set_loop(True)
    moves.clear()
    playhead.play()
    time.pass_by(2 * SECONDS_AT_NORMAL_SPEED)
    assert moves[: last + 1] == [*range(1, last + 1), 0]


def test_in_a_loop_a_run_without_a_step_stands_still(playhead: Playhead, time: Time, moves: list[int]) -> None:
    playhead.set_last(0)
    playhead.set_loop(True)
    playhead.play()
    time.pass_by(1.0)
    assert (playhead.step, moves) == (0, [])


@pytest.mark.parametrize("speed", [0.1, 0.5, 4.0])
def test_speed(playhead: Playhead, time: Time, speed: float) -> None:
    playhead.set_speed(speed)
    playhead.play()
    time.pass_by(2.0)
    assert playhead.step == pytest.approx(200 * speed, abs=5 * speed + 1)


def test_a_stall_is_not_motion(playhead: Playhead, time: Time) -> None:
    playhead.play()
    time.now += 100.0
    time.pass_by(FRAME)
    assert 0 < playhead.step <= 12


def test_pausing_keeps_the_place(playhead: Playhead, time: Time) -> None:
    playhead.play()
    time.pass_by(1.0)
    playhead.toggle()
    step = playhead.step
    time.pass_by(1.0)
    assert (playhead.step, playhead.playing) == (step, False)
    playhead.toggle()
    time.pass_by(FRAME)
    assert playhead.step == pytest.approx(step + 5, abs=1)


def test_steps_both_ways_pause_and_stop_at_the_ends(playhead: Playhead, moves: list[int]) -> None:
    playhead.play()
    playhead.step_by(1)
    assert not playhead.playing
    playhead.step_by(1)
    playhead.step_by(-1)
    playhead.step_by(-1)
    playhead.step_by(-1)
    assert moves == [1, 2, 1, 0]
    playhead.seek(5000)
    playhead.step_by(1)
    assert playhead.step == 1200


@pytest.mark.parametrize(("wanted", "step"), [(-3, 0), (0, 0), (7, 7), (1200, 1200), (10**9, 1200)])
def test_the_nearest_step_there_is(playhead: Playhead, wanted: int, step: int) -> None:
    playhead.seek(wanted)
    assert playhead.step == step


def test_seeking_where_it_stands_tells_nothing(playhead: Playhead, moves: list[int]) -> None:
    playhead.seek(5)
    playhead.seek(5)
    assert moves == [5]


@pytest.mark.parametrize(
    ("step", "last", "after"), [(1200, 3000, 3000), (1200, 10, 10), (700, 3000, 700), (700, 10, 10), (5, 10, 5)]
)
def test_a_run_of_another_length(playhead: Playhead, step: int, last: int, after: int) -> None:
    playhead.seek(step)
    playhead.set_last(last)
    assert (playhead.step, playhead.last) == (after, last)


def test_a_run_that_grows_while_it_plays_goes_on_playing(playhead: Playhead, time: Time) -> None:
    playhead.play()
    time.pass_by(1.0)
    playhead.set_last(2400)
    assert playhead.playing
    assert playhead.step == pytest.approx(100, abs=5)


def test_a_change_of_state_is_told(playhead: Playhead, qtbot) -> None:
    for change in (playhead.play, playhead.pause, lambda: playhead.set_speed(2.0), lambda: playhead.set_loop(True)):
        with qtbot.waitSignal(playhead.state_changed):
            change()
    with qtbot.waitSignal(playhead.state_changed):
        playhead.set_last(5)
    with qtbot.assertNotEmitted(playhead.state_changed):
        playhead.set_last(5)
