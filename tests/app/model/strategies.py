"""Experiments with schedules, restarts, moves and steered values, as hypothesis draws them."""

from hypothesis import strategies as st

from app.model import edits, scheduling, steering
from app.model.events import add_move
from app.model.experiment import Experiment
from app.model.parameters import parameters
from optim_core import SCHEDULES, Convention, Decay, NoiseKind

STEPS = 60
MASTER_VALUES = {"lr": st.floats(0.0, 2e-3), "beta": st.floats(0.0, 0.95), "noise": st.floats(0.0, 2.0)}
LANE_VALUES = {**MASTER_VALUES, "dampening": st.floats(0.0, 0.9), "weight_decay": st.floats(0.0, 0.1)}
inner_steps = st.integers(1, STEPS - 1)


@st.composite
def turns(draw, experiment: Experiment, step: int):
    """One turn of a knob: an edit that steers a master or a lane's own value at that step."""
    if draw(st.booleans()):
        name = draw(st.sampled_from(steering.STEERED))
        value = draw(MASTER_VALUES[name])
        return lambda e: steering.steer_master(e, name, value, step)
    index = draw(st.integers(0, len(experiment.lanes) - 1))
    name = draw(st.sampled_from(sorted(parameters(type(experiment.lanes[index].rule)))))
    value = draw(LANE_VALUES[name])
    return lambda e: steering.steer_lane(e, index, name, value, step)


@st.composite
def experiments(draw) -> Experiment:
    """Short runs with everything that can happen in mid-run."""
    experiment = edits.set_run(Experiment(), "steps", STEPS)
    experiment = edits.set_run(experiment, "noise", draw(st.sampled_from([0.0, 0.3])))
    experiment = edits.set_noise_kind(experiment, draw(st.sampled_from(NoiseKind)))
    for index, lane in enumerate(experiment.lanes):
        experiment = edits.set_choice(experiment, index, "decay", draw(st.sampled_from(Decay)))
        if "beta" in parameters(type(lane.rule)):
            experiment = edits.set_choice(experiment, index, "convention", draw(st.sampled_from(Convention)))
        for schedule in draw(st.lists(st.sampled_from(SCHEDULES), max_size=2)):
            experiment = scheduling.add_schedule(experiment, index, schedule)
        experiment = scheduling.set_restarts(experiment, index, draw(st.lists(inner_steps, max_size=2)))
        experiment = scheduling.set_restart_at_boundaries(experiment, index, draw(st.booleans()))
    for step in draw(st.lists(inner_steps, max_size=2)):
        experiment = add_move(experiment, step, *draw(st.tuples(st.floats(-1, 1), st.floats(-1, 1))))
    for step in draw(st.lists(inner_steps, max_size=3)):
        experiment = draw(turns(experiment, step))(experiment)
    return experiment
