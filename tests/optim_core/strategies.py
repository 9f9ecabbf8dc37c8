"""Rules and runs drawn by Hypothesis, and a rule of a family of its own."""

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

import numpy as np
from hypothesis import strategies as st

import surfaces
from optim_core import SGD, Momentum, Nesterov, Rule
from optim_core.rule import coupled_decay, learning_rate

DEFAULTS = tuple(cls() for cls in surfaces.SURFACES)

lrs = st.floats(-6, 0.5).map(lambda power: 10.0**power)
betas = st.sampled_from([0.0, 0.5, 0.9, 0.99]) | st.floats(0.0, 0.999)
decays = st.sampled_from([0.0, 0.0, 0.1])
rules = st.one_of(
    st.builds(SGD, lr=lrs, weight_decay=decays),
    st.builds(Momentum, lr=lrs, beta=betas, weight_decay=decays),
    st.builds(Nesterov, lr=lrs, beta=betas, weight_decay=decays),
)
lanes = st.lists(rules, min_size=1, max_size=4)
seeds = st.lists(st.integers(0, 2**40), min_size=1, max_size=3, unique=True)


class SignFamily(NamedTuple):
    """θ ← θ − lr · sign ∇f(θ), counting its steps in a state of its own shape."""

    lr: np.ndarray | float

    def initial_state(self, theta):
        return np.zeros(theta.shape[1])

    def update(self, theta, state, gradient, out):
        out[:] = theta - self.lr * np.sign(gradient(theta))
        return state + 1.0


@dataclass(frozen=True)
class SignDescent(Rule):
    """A rule that is no heavy ball."""

    key: ClassVar[str] = "sign"
    title: ClassVar[str] = "Sign"
    equation: ClassVar[tuple[str, ...]] = ("θ ← θ − lr · sign ∇f(θ)",)

    lr: float = learning_rate()
    weight_decay: float = coupled_decay()

    def family(self):
        return SignFamily(lr=self.lr)
