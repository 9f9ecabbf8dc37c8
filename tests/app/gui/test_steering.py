"""Steering through the store: the past stays to the bit, and undo restores the whole."""

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.gui.store import Store
from app.model import scheduling
from app.model.event_edits import moved
from app.model.events import events
from app.model.experiment import Experiment
from app.model.scene import Scene, SceneBuilder
from tests.app.model.strategies import experiments, inner_steps, turns

several = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)


def bits(scene: Scene, steps: int | None = None) -> list[bytes]:
    """Every lane's positions up to a step."""
    last = None if steps is None else steps + 1
    return [np.ascontiguousarray(run.positions[:, :last]).tobytes() for run in scene.runs]


@several
@given(data=st.data(), experiment=experiments(), step=inner_steps)
def test_a_steered_drag_leaves_the_past_and_undo_restores_the_whole(qapp, data, experiment, step: int) -> None:
    store, builder = Store(experiment), SceneBuilder()
    before = builder.build(store.experiment)
    past, whole = bits(before, step), bits(before)
    store.begin_gesture()
    for _ in range(data.draw(st.integers(1, 4))):
        store.apply(data.draw(turns(store.experiment, step)))
        store.flush()
        assert bits(builder.build(store.experiment), step) == past
    store.end_gesture()
    steered = store.experiment
    if steered == experiment:
        return
    store.undo()
    assert not store.can_undo, "a whole drag is one step"
    assert store.experiment == experiment
    assert bits(builder.build(store.experiment)) == whole
    store.redo()
    assert store.experiment == steered
    store.flush()


@several
@given(data=st.data(), experiment=experiments())
def test_a_dragged_event_leaves_what_lies_before_it_and_before_its_new_step(qapp, data, experiment) -> None:
    found = events(experiment)
    if not found:
        return
    event, step = data.draw(st.sampled_from(found)), data.draw(inner_steps)
    store, builder = Store(experiment), SceneBuilder()
    before = bits(builder.build(store.experiment))
    store.apply(lambda e: moved(e, event, step))
    store.flush()
    if event.kind.name != "SCHEDULE":
        (now,) = [other for other in events(store.experiment) if other.identity == event.identity]
        untouched = min(event.step, now.step)
        assert bits(builder.build(store.experiment), untouched) == bits(builder.build(experiment), untouched)
    store.undo()
    store.flush()
    assert bits(builder.build(store.experiment)) == before


def test_a_pulled_rate_is_one_step_of_undo(qapp) -> None:
    store = Store(scheduling.add_restart(Experiment(), 1, 300))
    before = store.experiment
    store.begin_gesture()
    for ratio in (0.9, 0.8, 0.5):
        store.apply(lambda e, ratio=ratio: scheduling.scale_lr(e, 1, before, ratio))
    store.end_gesture()
    assert store.experiment.lr == 5e-4
    store.undo()
    store.flush()
    assert store.experiment == before
