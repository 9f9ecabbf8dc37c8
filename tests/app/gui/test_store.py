"""The one holder of the experiment: undo, gestures, and one announcement a turn."""

from collections.abc import Iterator

import pytest
import shiboken6

from app.gui.store import MOST_UNDO, Store
from app.model import edits
from app.model.experiment import Experiment
from tests.app.gui.hand import settle


@pytest.fixture
def store(qtbot) -> Iterator[Store]:
    made = Store(Experiment())
    yield made
    shiboken6.delete(made)


@pytest.fixture
def heard(store: Store) -> list[Experiment]:
    found: list[Experiment] = []
    store.changed.connect(found.append)
    return found


def lr(value: float):
    return lambda experiment: edits.set_master(experiment, "lr", value)


def test_an_edit_is_applied_at_once_and_told_in_the_next_turn(store: Store, heard: list[Experiment]) -> None:
    store.apply(lr(0.5))
    assert store.experiment.lr == 0.5
    assert heard == []
    settle()
    assert heard == [store.experiment]


def test_many_edits_in_one_turn_are_told_once(store: Store, heard: list[Experiment]) -> None:
    for step in range(1, 200):
        store.apply(lr(step / 200))
    settle()
    assert heard == [store.experiment]
    assert store.experiment.lr == 199 / 200


def test_flush_tells_now_and_only_once(store: Store, heard: list[Experiment]) -> None:
    store.flush()
    assert heard == []
    store.apply(lr(0.5))
    store.flush()
    assert heard == [store.experiment]
    settle()
    assert len(heard) == 1


def test_an_edit_that_changes_nothing_is_no_step_and_not_told(store: Store, heard: list[Experiment]) -> None:
    store.apply(lr(store.experiment.lr))
    settle()
    assert heard == []
    assert not store.can_undo


def test_a_refused_edit_is_passed_on_and_changes_nothing(store: Store, heard: list[Experiment]) -> None:
    with pytest.raises(ValueError, match="lr must lie"):
        store.apply(lr(-1.0))
    settle()
    assert (store.experiment, heard, store.can_undo) == (Experiment(), [], False)


def test_undo_and_redo_walk_through_every_step(store: Store, heard: list[Experiment]) -> None:
    values = [0.1, 0.2, 0.3]
    for value in values:
        store.apply(lr(value))
    seen = []
    while store.can_undo:
        store.undo()
        seen.append(store.experiment.lr)
    assert seen == [0.2, 0.1, Experiment().lr]
    while store.can_redo:
        store.redo()
        seen.append(store.experiment.lr)
    assert seen[3:] == values
    settle()
    assert heard[-1] == store.experiment


def test_undo_and_redo_with_nothing_left_do_nothing(store: Store, heard: list[Experiment]) -> None:
    store.undo()
    store.redo()
    settle()
    assert (store.experiment, heard) == (Experiment(), [])


def test_a_new_edit_forgets_what_was_undone(store: Store) -> None:
    store.apply(lr(0.1))
    store.undo()
    store.apply(lr(0.2))
    assert not store.can_redo


def test_a_gesture_is_one_step(store: Store) -> None:
    store.begin_gesture()
    for step in range(1, 50):
        store.apply(lr(step / 100))
    assert not store.can_undo
    store.end_gesture()
    store.undo()
    assert store.experiment == Experiment()
    assert not store.can_undo
    store.redo()
    assert store.experiment.lr == 0.49


def test_a_gesture_that_comes_back_is_no_step(store: Store) -> None:
    store.begin_gesture()
    store.apply(lr(0.5))
    store.apply(lr(Experiment().lr))
    store.end_gesture()
    assert not store.can_undo


def test_a_gesture_that_ends_is_told_so_that_undo_can_be_offered(store: Store, heard: list[Experiment]) -> None:
    store.begin_gesture()
    store.apply(lr(0.5))
    settle()
    offered: list[bool] = []
    store.changed.connect(lambda _: offered.append(store.can_undo))
    store.end_gesture()
    settle()
    assert offered == [True]


def test_undo_in_the_middle_of_a_gesture_takes_back_what_it_has_done(store: Store) -> None:
    store.begin_gesture()
    store.apply(lr(0.5))
    store.undo()
    assert store.experiment == Experiment()
    store.apply(lr(0.25))
    store.end_gesture()
    store.undo()
    assert store.experiment == Experiment()


@pytest.mark.parametrize("walk", ["undo", "redo"])
def test_a_hand_that_drags_on_after_undo_or_redo_makes_one_more_step(store: Store, walk: str) -> None:
    store.apply(lr(0.1))
    store.undo()
    store.begin_gesture()
    if walk == "undo":
        store.apply(lr(0.5))
    getattr(store, walk)()
    stood = store.experiment
    assert store.is_in_gesture
    for step in range(1, 50):
        store.apply(lr(step / 100))
    store.end_gesture()
    store.undo()
    assert store.experiment == stood


def test_a_gesture_within_a_gesture_is_one(store: Store) -> None:
    store.begin_gesture()
    store.apply(lr(0.1))
    store.begin_gesture()
    store.apply(lr(0.2))
    store.end_gesture()
    store.end_gesture()
    store.undo()
    assert store.experiment == Experiment()


def test_a_redo_is_not_lost_to_a_gesture_without_a_change(store: Store) -> None:
    store.apply(lr(0.1))
    store.undo()
    store.begin_gesture()
    store.end_gesture()
    assert store.can_redo


def test_as_many_steps_are_kept_as_promised(store: Store) -> None:
    for step in range(1, MOST_UNDO + 50):
        store.apply(lr(step / 1000))
    steps = 0
    while store.can_undo:
        store.undo()
        steps += 1
    assert steps == MOST_UNDO


def test_a_reset_leaves_nothing_to_undo_and_is_told_even_if_it_changes_nothing(
    store: Store, heard: list[Experiment]
) -> None:
    store.apply(lr(0.1))
    store.apply(lr(0.2))
    store.undo()
    store.begin_gesture()
    store.apply(lr(0.3))
    settle()
    other = lr(0.4)(Experiment())
    store.reset(other)
    assert (store.experiment, store.can_undo, store.can_redo, store.is_in_gesture) == (other, False, False, False)
    settle()
    store.reset(other)
    settle()
    assert heard[-2:] == [other, other]
    store.end_gesture()
    assert not store.can_undo
