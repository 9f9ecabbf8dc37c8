"""Experiments whose lanes are copied, and what copies are compared with."""

from dataclasses import replace

import numpy as np
from hypothesis import strategies as st

import surfaces
from app.model import edits
from app.model.experiment import Experiment
from app.model.scene import SceneBuilder
from optim_core import Drawn
from tests.app.command.experiments import experiments as wild_experiments
from tests.app.command.experiments import names
from tests.app.model.strategies import experiments as eventful_experiments
from tests.surfaces.strategies import soft

any_surface = st.sampled_from(surfaces.SURFACES).flatmap(soft)


@st.composite
def tame_experiments(draw) -> Experiment:
    """Runs that stay near for a while, on any surface, with everything that can happen."""
    experiment = draw(eventful_experiments())
    experiment = edits.set_choice(experiment, 2, "drawn", draw(st.sampled_from(Drawn)))
    experiment = edits.rename_lane(experiment, draw(st.integers(0, 2)), draw(names))
    return replace(
        experiment,
        surface=draw(any_surface),
        start=draw(st.tuples(st.floats(-2, 2), st.floats(-2, 2))),
        batch_size=draw(st.sampled_from([1, 7])),
        seed=draw(st.integers(0, 2**53)),
        seeds=draw(st.sampled_from([1, 3])),
    )


short_experiments = wild_experiments().map(
    lambda experiment: replace(experiment, steps=min(experiment.steps, 200), seeds=min(experiment.seeds, 3))
)
"""Whatever a window can be set to, which mostly diverges at once, though not for long nor often."""
any_experiment = tame_experiments() | short_experiments


def path_in_window(experiment: Experiment, lane: int) -> np.ndarray:
    """What is drawn of a lane's first seed, (steps + 1, 2)."""
    return SceneBuilder().build(experiment).runs[lane].positions[0]
