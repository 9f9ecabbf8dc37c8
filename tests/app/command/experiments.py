"""Experiments drawn by Hypothesis: everything that a window can be set to, however unlikely."""

from dataclasses import fields

from hypothesis import strategies as st

import surfaces
from app.model.experiment import (
    MASTER_PARAMETERS,
    MOST_LANES,
    MOST_POINTS,
    RUN_PARAMETERS,
    START_LIMIT,
    Experiment,
    Lane,
)
from app.model.names import tidy
from app.model.parameters import Parameter, parameters
from optim_core import RULES, SCHEDULES, Change, Constant, Move, NoiseKind
from optim_core.schedule import product

places = st.floats(-START_LIMIT, START_LIMIT)
names = (st.text(max_size=60) | st.text(',":=+ a', max_size=60)).map(tidy).filter(bool)


def number(parameter: Parameter) -> st.SearchStrategy[float]:
    """Any legal value, often the default."""
    low, high = parameter.legal
    legal = st.integers(int(low), int(high)) if parameter.whole else st.floats(low, high)
    return st.just(parameter.default) | legal


def numbers(cls: type) -> st.SearchStrategy[dict[str, float]]:
    return st.fixed_dictionaries({name: number(parameter) for name, parameter in parameters(cls).items()})


def words(cls: type) -> st.SearchStrategy[dict[str, str]]:
    """One word for each choice that the class declares."""
    choices = {f.name: f.metadata["choices"] for f in fields(cls) if "choices" in f.metadata}
    return st.fixed_dictionaries({name: st.sampled_from(list(choice)) for name, choice in choices.items()})


def changes(declared: dict[str, Parameter], steps: int) -> st.SearchStrategy[tuple[Change, ...]]:
    """Values steered after the start, up to the end: of one number at one step only one."""
    one = st.sampled_from(list(declared)).flatmap(
        lambda name: st.builds(Change, st.integers(1, steps), st.just(name), number(declared[name]))
    )
    return st.lists(one, max_size=4, unique_by=lambda change: change[:2]).map(sorted).map(tuple)


any_part = st.sampled_from([cls for cls in SCHEDULES if cls is not Constant]).flatmap(
    lambda cls: numbers(cls).map(lambda found: cls(**found))
)
schedules = st.lists(any_part, max_size=3).map(tuple).map(product)
any_surface = st.sampled_from(surfaces.SURFACES).flatmap(lambda cls: numbers(cls).map(lambda found: cls(**found)))


@st.composite
def rules(draw, steps):
    cls = draw(st.sampled_from(RULES))
    return cls(
        **draw(numbers(cls)),
        **draw(words(cls)),
        schedule=draw(schedules),
        restarts=tuple(draw(st.lists(st.integers(0, steps - 1) | st.just(steps - 1), max_size=3))),
        restart_at_boundaries=draw(st.booleans()),
        changes=draw(changes(parameters(cls), steps)),
    )


@st.composite
def experiments(draw):
    steps = draw(number(RUN_PARAMETERS["steps"]))
    colours = draw(st.lists(st.integers(0, MOST_LANES - 1), min_size=1, max_size=3, unique=True))
    lanes = [
        Lane(draw(rules(steps)), draw(names), colour, draw(st.booleans()), draw(st.booleans())) for colour in colours
    ]
    move = st.builds(Move, st.integers(0, steps), places, places)
    return Experiment(
        surface=draw(any_surface),
        lanes=draw(st.just(tuple(lanes)) | st.just(Experiment().lanes)),
        start=(draw(places), draw(places)),
        **{name: draw(number(parameter)) for name, parameter in MASTER_PARAMETERS.items()},
        **{name: draw(number(RUN_PARAMETERS[name])) for name in ("noise", "batch_size", "seed")},
        steps=steps,
        seeds=draw(st.integers(1, min(1000, MOST_POINTS // (steps * MOST_LANES)))),
        noise_kind=draw(st.sampled_from(NoiseKind)),
        changes=draw(changes({**MASTER_PARAMETERS, "noise": RUN_PARAMETERS["noise"]}, steps)),
        moves=tuple(sorted(draw(st.lists(move, max_size=3)))),
    )
