"""Rules and runs drawn by Hypothesis, and a rule of a family of its own."""

from dataclasses import dataclass
from functools import reduce
from operator import mul
from typing import ClassVar, NamedTuple

import numpy as np
from hypothesis import strategies as st

import surfaces
from optim_core import (
    Change,
    Constant,
    Convention,
    Cosine,
    CosineRestarts,
    Decay,
    Drawn,
    ExponentialDecay,
    Momentum,
    Nesterov,
    OneCycle,
    Rule,
    StepDecay,
    Warmup,
)
from optim_core.rule import decay_strength, declared_numbers, learning_rate
from tests.optim_core.textbook import KNOWN

DEFAULTS = tuple(cls() for cls in surfaces.SURFACES)
FEW = tuple(surfaces.get(key) for key in ("rosenbrock", "tanh-ravine", "ackley", "plateau", "saddle"))
"""A curved one, two with a kink, a flat and an unbounded one: for what is slow and hardly depends on the surface."""

lrs = st.floats(-6, 0.5).map(lambda power: 10.0**power)
betas = st.sampled_from([0.0, 0.5, 0.9, 0.99]) | st.floats(0.0, 0.999)
decays = st.sampled_from([0.0, 0.0, 0.1])
VALUES = {
    "lr": lrs,
    "beta": betas,
    "beta2": betas,
    "rho": betas,
    "nu": st.sampled_from([0.0, 1.0]) | st.floats(0.0, 1.0),
    "eps": st.floats(-12, 0).map(lambda power: 10.0**power),
    "momentum_decay": st.sampled_from([0.0, 4e-3]) | st.floats(0.0, 1.0),
    "dampening": st.sampled_from([0.0, 0.5, 0.9]),
    "weight_decay": decays,
}


def numbers(cls):
    """Values for the rule's own numbers."""
    return {name: VALUES[name] for name in declared_numbers(cls)}


rules = st.one_of([st.builds(cls, **numbers(cls)) for cls in KNOWN])
lanes = st.lists(rules, min_size=1, max_size=4)
seeds = st.lists(st.integers(0, 2**40), min_size=1, max_size=3, unique=True)

lengths = st.integers(1, 90)
shares = st.sampled_from([0.0, 1.0]) | st.floats(0.0, 1.0)
simple_schedules = st.one_of(
    st.just(Constant()),
    st.builds(Warmup, length=lengths),
    st.builds(StepDecay, every=lengths, gamma=st.sampled_from([0.1, 0.5, 0.9, 3.0])),
    st.builds(ExponentialDecay, gamma=st.floats(0.8, 1.0)),
    st.builds(Cosine, period=lengths, floor=shares),
    st.builds(CosineRestarts, period=lengths, floor=shares),
    st.builds(OneCycle, length=lengths, rise=shares),
)
schedules = st.lists(simple_schedules, min_size=1, max_size=3).map(lambda parts: reduce(mul, parts))

steps = st.integers(0, 130)


def changes(cls):
    """Changes of the rule's own numbers."""
    known = st.sampled_from(list(declared_numbers(cls)))
    change = known.flatmap(lambda name: st.builds(Change, steps, st.just(name), VALUES[name]))
    return st.lists(change, max_size=3).map(tuple)


def steered(cls, **own):
    """Rules of a class with whatever can happen to them in mid-run."""
    return st.builds(
        cls,
        schedule=schedules,
        restarts=st.lists(steps, max_size=3).map(tuple),
        restart_at_boundaries=st.booleans(),
        changes=changes(cls),
        decay=st.sampled_from(Decay),
        **numbers(cls),
        **own,
    )


conventions = st.sampled_from(Convention)
OWN_CHOICES = {
    Momentum: {"convention": conventions},
    Nesterov: {"convention": conventions, "drawn": st.sampled_from(Drawn)},
}
steered_rules = st.one_of([steered(cls, **OWN_CHOICES.get(cls, {})) for cls in KNOWN])
steered_lanes = st.lists(steered_rules, min_size=1, max_size=4)


class SignFamily(NamedTuple):
    """θ ← θ − lr · sign ∇f(θ), counting its steps in a state of its own shape."""

    lr: np.ndarray | float

    def initial_state(self, theta):
        return np.zeros((3, theta.shape[1]))

    def update(self, theta, state, gradient, out, after):
        after[:2] = np.sign(gradient(theta))
        after[2] = state[2] + 1.0
        out[:] = theta - self.lr * after[:2]

    def velocity(self, states):
        return states[:, :2]

    def remembered(self, states):
        return states[:, np.newaxis, :2][:, :0]

    def scale(self, states):
        return None

    def shown(self, theta, states):
        return theta


@dataclass(frozen=True)
class SignDescent(Rule):
    """A rule that is no heavy ball."""

    key: ClassVar[str] = "sign"
    title: ClassVar[str] = "Sign"
    memory: ClassVar[tuple[str, ...]] = ()

    lr: float = learning_rate()
    weight_decay: float = decay_strength()

    @property
    def equation(self):
        return ("θ ← θ − lr · sign ∇f(θ)",)

    def family(self):
        return SignFamily(lr=self.lr)
