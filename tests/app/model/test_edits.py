"""Every change a person can make: pure, and refused in one sentence where it makes no sense."""

from collections.abc import Callable
from contextlib import suppress
from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

import surfaces
from app.model import edits
from app.model.events import add_move
from app.model.experiment import MOST_LANES, Experiment
from app.model.steering import steer_master
from optim_core import RULES, SGD, AdamW, Momentum, Nesterov

Edit = Callable[[Experiment], Experiment]
EDITS: dict[str, Edit] = {
    "lr": lambda e: edits.set_master(e, "lr", 0.01),
    "beta": lambda e: edits.set_master(e, "beta", 0.5),
    "noise": lambda e: edits.set_run(e, "noise", 2.0),
    "steps": lambda e: edits.set_run(e, "steps", 77),
    "start": lambda e: edits.set_start(e, 1.0, 2.0),
    "surface": lambda e: edits.choose_surface(e, surfaces.get("sphere")),
    "surface parameter": lambda e: edits.set_surface_parameter(e, "b", 7.0),
    "own lr": lambda e: edits.set_lane_parameter(e, 0, "lr", 0.3),
    "own decay": lambda e: edits.set_lane_parameter(e, 0, "weight_decay", 0.3),
    "unlink": lambda e: edits.set_linked(e, 1, False),
    "rule": lambda e: edits.set_rule(e, 0, Nesterov),
    "name": lambda e: edits.rename_lane(e, 0, "mine"),
    "hide": lambda e: edits.set_visible(e, 0, False),
    "add": lambda e: edits.add_lane(e, SGD),
    "duplicate": lambda e: edits.duplicate_lane(e, 0),
    "remove": lambda e: edits.remove_lane(e, 0),
    "move": lambda e: edits.move_lane(e, 0, 2),
}
REFUSED: dict[str, Edit] = {
    "lr": lambda e: edits.set_master(e, "lr", -1.0),
    "lr undefined": lambda e: edits.set_master(e, "lr", nan),
    "beta": lambda e: edits.set_master(e, "beta", 1.0),
    "noise": lambda e: edits.set_run(e, "noise", inf),
    "steps": lambda e: edits.set_run(e, "steps", 0),
    "half a step": lambda e: edits.set_run(e, "steps", 10.5),
    "start": lambda e: edits.set_start(e, nan, 0.0),
    "far start": lambda e: edits.set_start(e, 0.0, 1e10),
    "surface parameter": lambda e: edits.set_surface_parameter(e, "b", -1.0),
    "own beta": lambda e: edits.set_lane_parameter(e, 1, "beta", 2.0),
    "the last lane": lambda e: edits.remove_lane(edits.remove_lane(edits.remove_lane(e, 0), 0), 0),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_an_edit_makes_another_experiment_and_leaves_the_first_as_it_was(edit: Edit) -> None:
    experiment = Experiment()
    after = edit(experiment)
    assert experiment == Experiment()
    assert after != experiment
    assert edit(experiment) == after
    assert isinstance(hash(after), int)


@pytest.mark.parametrize("edit", REFUSED.values(), ids=REFUSED.keys())
def test_what_makes_no_sense_is_refused_in_one_sentence(edit: Edit) -> None:
    with pytest.raises(ValueError, match=r"^[^\n.]+(\.\d+)?[^\n.]*$"):
        edit(Experiment())


def test_another_surface_knows_nothing_of_what_was_steered_and_moved_on_the_old_one() -> None:
    steered = add_move(steer_master(Experiment(), "lr", 0.5, 300), 200, 1.0, 0.0)
    assert steered.changes
    assert steered.moves
    after = edits.choose_surface(steered, surfaces.get("sphere"))
    assert after == edits.choose_surface(Experiment(), surfaces.get("sphere"))


def test_another_surface_comes_with_its_start_and_a_learning_rate_that_suits_it() -> None:
    for surface in surfaces.SURFACES:
        after = edits.choose_surface(Experiment(), surface())
        assert (after.surface, after.start, after.lr) == (surface(), surface.start, surface.suggested_lr)


def test_a_surface_keeps_its_other_parameters() -> None:
    after = edits.set_surface_parameter(edits.set_surface_parameter(Experiment(), "a", 0.5), "b", 7.0)
    assert after.surface.numbers == {"a": 0.5, "b": 7.0}


@pytest.mark.parametrize("index", range(3))
def test_unlinking_keeps_what_was_running_and_linking_returns_to_the_masters(index: int) -> None:
    before = edits.set_master(edits.set_master(Experiment(), "lr", 0.02), "beta", 0.7)
    alone = edits.set_linked(before, index, False)
    assert alone.rules[index] == before.rules[index]
    again = edits.set_linked(edits.set_lane_parameter(alone, index, "lr", 0.5), index, True)
    assert again.rules[index] == before.rules[index]


def test_a_masters_value_of_its_own_unlinks_a_lane_and_any_other_does_not() -> None:
    before = edits.set_master(Experiment(), "beta", 0.7)
    own = edits.set_lane_parameter(before, 1, "lr", 0.5)
    assert own.lanes[1].linked is False
    assert own.rules[1] == Momentum(lr=0.5, beta=0.7)
    decayed = edits.set_lane_parameter(before, 1, "weight_decay", 0.1)
    assert decayed.lanes[1].linked
    assert decayed.rules[1] == Momentum(lr=before.lr, beta=0.7, weight_decay=0.1)


def test_another_rule_keeps_what_both_have_and_a_name_that_was_chosen() -> None:
    own = edits.set_lane_parameter(edits.set_lane_parameter(Experiment(), 1, "beta", 0.5), 1, "weight_decay", 0.1)
    lane = edits.set_rule(own, 1, Nesterov).lanes[1]
    assert lane.rule == Nesterov(lr=own.lr, beta=0.5, weight_decay=0.1)
    assert lane.name == "Nesterov"
    assert edits.set_rule(edits.rename_lane(own, 1, "mine"), 1, SGD).lanes[1].name == "mine"


def test_another_rule_brings_its_own_usual_values() -> None:
    to_adamw = edits.set_rule(Experiment(), 0, AdamW)
    assert to_adamw.lanes[0].rule == AdamW(lr=1e-3)
    back = edits.set_rule(to_adamw, 0, SGD).lanes[0].rule
    assert back == SGD(lr=1e-3)
    chosen = edits.set_lane_parameter(to_adamw, 0, "weight_decay", 0.3)
    assert edits.set_rule(chosen, 0, SGD).lanes[0].rule == SGD(lr=1e-3, weight_decay=0.3)


@pytest.mark.parametrize(
    ("name", "shown"), [("  a   b\n\tc ", "a b c"), ("", "SGD"), ("   ", "SGD"), ("x" * 99, "x" * 40), ("β→∞", "β→∞")]
)
def test_a_name_is_one_short_line(name: str, shown: str) -> None:
    assert edits.rename_lane(Experiment(), 0, name).lanes[0].name == shown


def test_eight_lanes_at_most_each_in_a_colour_of_its_own() -> None:
    experiment = Experiment()
    while len(experiment.lanes) < MOST_LANES:
        experiment = edits.add_lane(experiment, SGD)
        assert len({lane.colour for lane in experiment.lanes}) == len(experiment.lanes)
    for edit in (lambda: edits.add_lane(experiment, SGD), lambda: edits.duplicate_lane(experiment, 0)):
        with pytest.raises(ValueError, match=r"^8 lanes are the most that can be told apart$"):
            edit()


def test_a_copy_stands_below_on_its_own_and_a_freed_colour_is_taken_again() -> None:
    experiment = edits.duplicate_lane(Experiment(), 0)
    assert [lane.name for lane in experiment.lanes] == ["SGD", "SGD 2", "Momentum", "Nesterov"]
    assert [lane.linked for lane in experiment.lanes] == [True, False, True, True]
    assert experiment.lanes[1].colour == 3
    fewer = edits.remove_lane(experiment, 0)
    assert edits.add_lane(fewer, SGD).lanes[-1].colour == 0


ORDERS = [(0, 1, "bac"), (0, 2, "bca"), (2, 0, "cab"), (0, -5, "abc"), (1, 9, "acb")]


@pytest.mark.parametrize(("index", "to", "order"), ORDERS)
def test_lanes_are_put_in_order(index: int, to: int, order: str) -> None:
    experiment = Experiment()
    for place, name in enumerate("abc"):
        experiment = edits.rename_lane(experiment, place, name)
    assert "".join(lane.name for lane in edits.move_lane(experiment, index, to).lanes) == order


places, numbers, rules = st.integers(0, 7), st.floats(), st.sampled_from(RULES)
ANY_EDIT = st.one_of(
    st.builds(lambda value: lambda e: edits.set_master(e, "lr", value), numbers),
    st.builds(lambda value: lambda e: edits.set_master(e, "beta", value), numbers),
    st.builds(lambda rule: lambda e: edits.add_lane(e, rule), rules),
    st.builds(lambda i, rule: lambda e: edits.set_rule(e, i % len(e.lanes), rule), places, rules),
    st.builds(lambda i: lambda e: edits.duplicate_lane(e, i % len(e.lanes)), places),
    st.builds(lambda i: lambda e: edits.remove_lane(e, i % len(e.lanes)), places),
    st.builds(lambda i, to: lambda e: edits.move_lane(e, i % len(e.lanes), to), places, st.integers(-9, 9)),
    st.builds(lambda i, on: lambda e: edits.set_linked(e, i % len(e.lanes), on), places, st.booleans()),
    st.builds(lambda i, v: lambda e: edits.set_lane_parameter(e, i % len(e.lanes), "lr", v), places, numbers),
)


@given(st.lists(ANY_EDIT, max_size=25))
def test_whatever_is_done_colours_stay_distinct_and_rules_legal(sequence: list[Edit]) -> None:
    experiment = Experiment()
    for edit in sequence:
        with suppress(ValueError):
            experiment = edit(experiment)
        assert 1 <= len(experiment.lanes) <= MOST_LANES
        assert len({lane.colour for lane in experiment.lanes}) == len(experiment.lanes)
        assert all(
            0 <= lane.colour < MOST_LANES and rule.lr >= 0
            for lane, rule in zip(experiment.lanes, experiment.rules, strict=True)
        )
