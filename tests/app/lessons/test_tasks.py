"""What a lesson asks for can be done by the edits that a hand makes, and is recognised; before that it is not."""

from functools import cache

import pytest

from app.lessons.library import lesson, lessons
from app.lessons.plans import over
from app.lessons.reveal import Reveal
from app.lessons.task import is_task_done
from app.model import edits, events, scheduling, steering
from app.model.scene import SceneBuilder
from optim_core import SGD, Cosine
from optim_core.schedules import Warmup

KEYS = tuple(one.key for one in lessons())
each_lesson = pytest.mark.parametrize("key", KEYS)


def masters(**values):
    """Move the master sliders."""

    def edit(experiment):
        for name, value in values.items():
            experiment = edits.set_master(experiment, name, value)
        return experiment

    return edit


def run(**values):
    """Move the sliders of the run."""

    def edit(experiment):
        for name, value in values.items():
            experiment = edits.set_run(experiment, name, value)
        return experiment

    return edit


def lane(index, **values):
    """Move the sliders of one lane."""

    def edit(experiment):
        for name, value in values.items():
            experiment = edits.set_lane_parameter(experiment, index, name, value)
        return experiment

    return edit


def both(first, second):
    return lambda experiment: second(first(experiment))


def start(x, y):
    return lambda experiment: edits.set_start(experiment, x, y)


def angle(degrees):
    return lambda experiment: edits.set_surface_parameter(experiment, "angle", degrees)


def jump_up(experiment):
    """As the lesson says: lr 0.0005, and then, steering at step 10, 0.005."""
    return steering.steer_master(edits.set_master(experiment, "lr", 5e-4), "lr", 0.005, 10)


DONE = {
    "noise": run(batch_size=256),
    "sharp-and-flat": run(noise=5),
    "ravine": masters(lr=0.0375),
    "tanh-ravine": masters(beta=0.98),
    "momentum": lane(4, beta=0.95),
    "effective-lr": lane(1, beta=0.99),
    "nesterov": masters(beta=0.96),
    "nesterov-limit": masters(lr=0.03),
    "oscillation": masters(lr=0.0398),
    "overshoot": masters(beta=0.985),
    "three-repairs": lane(0, beta=0.95),
    "stale-momentum": jump_up,
    "cooling": lambda experiment: scheduling.set_schedule(experiment, 0, Cosine(period=500)),
    "warm-up": lambda experiment: scheduling.set_schedule(experiment, 1, Warmup(length=2)),
    "warm-restarts": lambda experiment: scheduling.set_restart_at_boundaries(experiment, 0, True),
    "weight-decay": lane(2, weight_decay=1.0),
    "saddle": both(start(-1.6, 0.0), run(noise=0.1)),
    "plateau": masters(lr=0.2),
    "basins": start(-3.0, 2.0),
    "per-parameter": both(angle(45), lane(4, lr=0.8)),
    "scaling": both(run(batch_size=2048), masters(lr=0.0283)),
    "flattery": lambda experiment: edits.set_surface_parameter(experiment, "bias", 0.93),
    "checkpoint-effective-lr": masters(lr=1e-3),
    "checkpoint-batch": both(run(batch_size=2048), masters(lr=0.283)),
    "checkpoint-spike": lambda experiment: scheduling.set_restarts(experiment, 1, [100]),
    "checkpoint-memory": lambda experiment: edits.set_rule(experiment, 1, SGD),
}

NEARLY = {
    "per-parameter": angle(45),
    "noise": run(batch_size=255),
    "ravine": masters(lr=0.02),
    "effective-lr": lane(1, lr=0.01),
    "nesterov-limit": masters(lr=0.05),
    "saddle": run(noise=0.1),
    "scaling": run(batch_size=2048),
    "checkpoint-batch": both(run(batch_size=2048), masters(lr=0.8)),
    "checkpoint-spike": masters(lr=1e-5),
}


@cache
def scene_of(experiment):
    return SceneBuilder().build(experiment)


def is_done(key, experiment):
    return is_task_done(lesson(key), experiment, scene_of(experiment))


def test_every_lesson_has_its_task_here():
    assert tuple(DONE) == KEYS


@each_lesson
def test_a_task_is_not_done_by_setting_it_up(key):
    assert not is_done(key, lesson(key).setup)


@each_lesson
def test_a_task_that_is_done_is_recognised(key):
    assert is_done(key, DONE[key](lesson(key).setup))


@pytest.mark.parametrize("key", NEARLY)
def test_what_is_not_the_task_is_not_taken_for_it(key):
    assert not is_done(key, NEARLY[key](lesson(key).setup))


@each_lesson
def test_without_the_lanes_of_the_lesson_nothing_is_done_and_nothing_fails(key):
    experiment = over(lesson(key).setup, '--lane "momentum:name=Somebody else" --steps 20 --seeds 1')
    if key not in ("noise", "checkpoint-memory"):  # these ask for no lane
        assert not is_done(key, experiment)


def test_paths_are_judged_only_when_they_are_there_and_belong_to_the_experiment():
    key = "ravine"
    mended = DONE[key](lesson(key).setup)
    builder = SceneBuilder()
    builder.begin(mended)
    assert not is_task_done(lesson(key), mended, builder.scene())
    assert not is_task_done(lesson(key), mended, scene_of(lesson(key).setup))
    assert is_task_done(lesson(key), mended, scene_of(mended))


def test_settings_are_judged_at_once():
    mended = DONE["noise"](lesson("noise").setup)
    builder = SceneBuilder()
    builder.begin(mended)
    assert is_task_done(lesson("noise"), mended, builder.scene())


@each_lesson
def test_the_reveal_speaks_of_the_run_at_hand_and_of_the_set_up_as_it_was(key):
    one = lesson(key)
    first, second = (revealed(one, experiment) for experiment in (one.setup, DONE[key](one.setup)))
    others = {term: value for term, value in first.outcomes.items() if not term.run.startswith("here")}
    assert others
    assert {term: second.outcomes[term] for term in others} == others
    assert first.right_choice == second.right_choice
    assert first.lines != second.lines


def revealed(one, experiment):
    reveal = Reveal(one, experiment)
    while not reveal.done:
        reveal.advance(1.0)
    return reveal


def test_the_run_at_hand_is_measured_like_the_lesson_s_own():
    one = lesson("stale-momentum")
    moved = events.add_move(edits.set_master(one.setup, "lr", 0.005), 10, 1.0, 0.0)
    found = {str(term): value for term, value in revealed(one, moved).outcomes.items()}
    for name in ("outside", "inside", "outside_restarted"):
        peak = f"{name}.peak_loss(after=10)"
        assert found[f"here.{peak}"] == found[f"move.{peak}"]
        assert found[f"here.{peak}"] != found.get(f"setup.{peak}")
