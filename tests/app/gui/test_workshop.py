"""Work beside the window: stage by stage, the newest wish first, standing still under a hand, and ending when told."""

import threading
from concurrent.futures import CancelledError
from dataclasses import dataclass, field

import pytest

from app.gui.workshop import REST, Workshop

PATIENCE = 5000


@dataclass(frozen=True)
class Counting:
    """Yields 1, 2, … so many results; `began` and `gate`, if there, tell of the first and hold up the second."""

    name: str
    count: int = 3
    log: list = field(default_factory=list, compare=False)
    gate: threading.Event | None = field(default=None, compare=False)

    def results(self, executor, checkpoint):
        for number in range(1, self.count + 1):
            if number == 2 and self.gate is not None:
                assert self.gate.wait(PATIENCE / 1000)
            try:
                checkpoint()
            except CancelledError:
                self.log.append("cancelled")
                raise
            self.log.append(number)
            yield executor.submit(pow, number, 1).result()


@dataclass(frozen=True)
class Failing:
    def results(self, executor, checkpoint):
        yield 1
        raise ArithmeticError("no number")


@pytest.fixture
def workshop(qtbot, request):
    from PySide6.QtCore import QObject

    parent = QObject()
    made = Workshop(parent, remembered=2)
    made.got = []
    made.result_ready.connect(lambda job, result: made.got.append((job.name, result)))
    yield made
    made.stop()


def finish(qtbot, workshop):
    qtbot.waitUntil(lambda: not workshop.is_busy, timeout=PATIENCE)


def test_every_stage_of_a_job_is_handed_on_in_order(qtbot, workshop):
    workshop.turn_to((Counting("a"),))
    assert workshop.is_busy
    finish(qtbot, workshop)
    assert workshop.got == [("a", 1), ("a", 2), ("a", 3)]


def test_of_several_jobs_each_gets_a_first_picture_before_any_gets_a_second(qtbot, workshop):
    workshop.turn_to((Counting("a", 2), Counting("b", 3)))
    finish(qtbot, workshop)
    assert workshop.got == [("a", 1), ("b", 1), ("a", 2), ("b", 2), ("b", 3)]


def test_a_job_that_is_not_wanted_any_more_is_cancelled_and_never_heard_of_again(qtbot, workshop):
    old = Counting("old", gate=threading.Event())
    workshop.turn_to((old,))
    qtbot.waitUntil(lambda: workshop.got == [("old", 1)], timeout=PATIENCE)
    workshop.turn_to((Counting("new", 1),))
    old.gate.set()
    finish(qtbot, workshop)
    assert workshop.got == [("old", 1), ("new", 1)]
    assert old.log == [1, "cancelled"]


def test_what_is_finished_is_not_computed_again_and_what_was_dropped_half_way_is(qtbot, workshop):
    whole, half = Counting("whole", 2), Counting("half", 2, gate=threading.Event())
    workshop.turn_to((whole,))
    finish(qtbot, workshop)
    workshop.turn_to((half,))
    qtbot.waitUntil(lambda: ("half", 1) in workshop.got, timeout=PATIENCE)
    workshop.turn_to((whole,))
    half.gate.set()
    assert whole.log == [1, 2]
    assert workshop.got[-1] == ("whole", 2)
    workshop.turn_to((half,))
    finish(qtbot, workshop)
    assert workshop.got[-2:] == [("half", 1), ("half", 2)]


def test_only_so_many_are_remembered(qtbot, workshop):
    jobs = [Counting(name, 1) for name in "abc"]
    for job in (*jobs, jobs[0]):
        workshop.turn_to((job,))
        finish(qtbot, workshop)
    assert [len(job.log) for job in jobs] == [2, 1, 1]


def test_under_a_hand_it_stands_still_and_goes_on_when_that_rests(qtbot, workshop):
    job = Counting("a", 3, gate=threading.Event())
    workshop.turn_to((job,))
    qtbot.waitUntil(lambda: workshop.got == [("a", 1)], timeout=PATIENCE)
    workshop.hold()
    job.gate.set()
    qtbot.wait(REST // 3)
    assert job.log == [1]
    finish(qtbot, workshop)
    assert job.log == [1, 2, 3]


def test_stopping_under_a_hand_does_not_hang(qtbot, workshop):
    job = Counting("a", 3)
    workshop.turn_to((job,))
    workshop.hold()
    workshop.stop()
    assert not workshop.is_busy
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("ravine-")]


def test_a_job_that_fails_is_told_in_a_sentence_and_the_next_one_works(qtbot, workshop):
    workshop.result_ready.disconnect()
    with qtbot.waitSignal(workshop.failed, timeout=PATIENCE) as said:
        workshop.turn_to((Failing(),))
    assert said.args == ["that could not be computed: ArithmeticError: no number"]
    finish(qtbot, workshop)
    with qtbot.waitSignal(workshop.result_ready, timeout=PATIENCE):
        workshop.turn_to((Counting("a", 1),))
    finish(qtbot, workshop)


def test_busy_is_told_when_it_begins_and_when_it_ends(qtbot, workshop):
    told = []
    workshop.busy_changed.connect(told.append)
    workshop.turn_to((Counting("a", 1),))
    finish(qtbot, workshop)
    workshop.turn_to(())
    assert told == [True, False]
