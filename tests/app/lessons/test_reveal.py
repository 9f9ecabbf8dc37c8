"""How a reveal goes about it: in slices, with progress, and with a sentence where something is missing."""

from itertools import pairwise

import numpy as np
import pytest

from app.lessons import reveal as module
from app.lessons.file import lesson_of
from app.lessons.library import lesson
from app.lessons.plans import over
from app.lessons.reveal import Reveal
from app.model.edits import choose_surface
from surfaces.grid import Grid
from tests.app.lessons.test_file import LESSON


def finished(one, experiment):
    reveal = Reveal(one, experiment)
    while not reveal.done:
        reveal.advance(1.0)
    return reveal


def changed(part, other):
    assert part in LESSON
    return lesson_of(LESSON.replace(part, other).encode())


def test_nothing_is_said_before_it_is_done():
    one = lesson("noise")
    reveal = Reveal(one, one.setup)
    assert (reveal.done, reveal.lines, reveal.right_choice, reveal.progress) == (False, (), None, 0.0)
    reveal.advance(0.0)
    assert not reveal.done


def test_progress_goes_up_in_small_pieces_to_one():
    one = lesson("noise")
    reveal, seen = Reveal(one, one.setup), [0.0]
    while not reveal.done:
        reveal.advance(1e-9)
        seen.append(reveal.progress)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0
    assert len(seen) > 30
    assert max(after - before for before, after in pairwise(seen)) < 0.35


def test_in_slices_or_at_once_is_the_same():
    one = lesson("warm-up")
    slow, fast = Reveal(one, one.setup), finished(one, one.setup)
    while not slow.done:
        slow.advance(1e-9)
    assert slow.lines == fast.lines
    assert slow.outcomes == fast.outcomes


def test_a_reveal_that_is_done_stays_as_it_is():
    reveal = finished(lesson("ravine"), lesson("ravine").setup)
    lines = reveal.lines
    reveal.advance(1.0)
    assert reveal.lines is lines


@pytest.mark.parametrize("key", ["effective-lr", "weight-decay", "nesterov-limit"])
def test_numpy_warns_between_pieces_as_ever(key):
    one, usual = lesson(key), np.geterr()
    reveal = Reveal(one, one.setup)
    while not reveal.done:
        reveal.advance(0.0)
        assert np.geterr() == usual


def test_the_clock_is_looked_at_after_each_piece(monkeypatch):
    one = lesson("effective-lr")
    reveal = Reveal(one, one.setup)
    times = iter((0.0, 0.001, 0.002))
    monkeypatch.setattr(module, "perf_counter", lambda: next(times, 1.0))
    reveal.advance(0.004)
    assert len(reveal.outcomes) == 3


def test_lanes_that_are_gone_are_said_once_and_spoil_nothing_else():
    one = lesson("momentum")
    reveal = finished(one, over(one.setup, "--lane sgd"))
    assert sum("has no lane β_0_99" in line for line in reveal.lines) == 1
    assert reveal.lines[:3] == finished(one, one.setup).lines[:3]
    assert reveal.right_choice == 2


def test_a_run_that_cannot_be_made_of_the_one_at_hand_is_said_in_a_sentence():
    one = changed('words = "--steps 10"', 'words = "--steer 40:lr=0.1"')
    reveal = finished(one, over(one.setup, "--steps 20"))
    assert len(reveal.lines) == 1
    assert "40" in reveal.lines[0]
    assert reveal.right_choice is not None


def test_a_run_on_heights_from_a_file_is_made_of_no_words_and_that_is_said():
    one = changed("--steps 10", "--noise 0")
    knots = np.arange(3.0)
    field = Grid.of("field", knots, knots, np.add.outer(knots, knots) ** 2)
    reveal = finished(one, choose_surface(one.setup, field))
    assert reveal.lines == ("The surface field comes from a file and has no words of its own; save a session instead.",)
    assert reveal.right_choice is not None


def test_runs_may_be_built_on_runs_and_on_fixes():
    text = LESSON.replace('words = "--steps 10"', 'words = "--lr 0.0398 --lane sgd"').replace(
        '[[reveal]]\ntext = "Never',
        '[[runs]]\nkey = "mended"\nof = "short"\nfix = "sgd"\n[[runs]]\nkey = "longer"\nof = "mended"\n'
        'words = "--steps 60"\n[[reveal]]\ntext = "{longer.steps} steps with {longer.sgd.lr}."\n'
        '[[reveal]]\ntext = "Never',
    )
    one = lesson_of(text.encode())
    assert "60 steps with 0.0199." in finished(one, one.setup).lines


def test_what_is_built_on_a_fix_that_nobody_needs_is_said_to_be_so():
    text = LESSON.replace('of = "here"\nwords = "--steps 10"', 'of = "here"\nfix = "sgd"').replace(
        '[[reveal]]\ntext = "Never',
        '[[runs]]\nkey = "longer"\nof = "short"\nwords = "--steps 60"\n'
        '[[reveal]]\ntext = "{longer.steps} steps."\n[[reveal]]\ntext = "Never',
    )
    one = lesson_of(text.encode())
    reveal = finished(one, over(one.setup, "--steps 2000"))
    assert reveal.lines == ("Nothing about SGD needs a fix.",)


def test_a_choice_that_cannot_be_judged_makes_none_the_right_one():
    one = changed("setup.sgd.distance < setup.momentum.distance", "here.sgd.distance < here.momentum.distance")
    assert finished(one, one.setup).right_choice == 1
    assert finished(one, over(one.setup, "--lane sgd")).right_choice is None


def test_if_no_choice_holds_and_none_is_left_over_there_is_no_right_one():
    one = changed('text = "Momentum"', 'text = "Momentum"\nwhen = ["1 > 2"]')
    assert finished(one, one.setup).right_choice is None
    one = changed("setup.sgd.distance < setup.momentum.distance", "1 < 2")
    assert finished(one, one.setup).right_choice == 0


@pytest.mark.parametrize("words", ["--lr 1e6", "--surface tanh-ravine", "--surface flattery:bias=2", "--steps 1"])
@pytest.mark.parametrize("key", ["ravine", "nesterov", "basins", "noise", "saddle", "overshoot"])
def test_whatever_the_run_at_hand_is_the_reveal_ends_in_sentences(key, words):
    one = lesson(key)
    reveal = finished(one, over(one.setup, words))
    assert len(reveal.lines) >= 3
    assert all(line[-1] in ".!?" for line in reveal.lines)
    assert reveal.right_choice == finished(one, one.setup).right_choice
