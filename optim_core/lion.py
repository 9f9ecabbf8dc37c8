"""Lion: the sign of a momentum, so that every step is lr long in every coordinate."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np
from numpy import multiply, sign, subtract

from optim_core.adam import put_average
from optim_core.family import VectorGradient
from optim_core.parameter import Array
from optim_core.rule import Decay, Rule, decay_kind, decay_strength, learning_rate, momentum


class LionFamily(NamedTuple):
    """θ ← θ − lr · sign(β₁m + γ₁g);  m ← β₂m + γ₂g, with the gains γ = 1 − β.

    The rows of the state are m and the sign.
    """

    lr: Any
    beta1: Any
    gain1: Any
    beta2: Any
    gain2: Any

    def initial_state(self, theta: Array) -> Array:
        return np.zeros((2, *theta.shape))

    def update(self, theta: Array, state: Array, gradient: VectorGradient, out: Array, after: Array) -> None:
        # Term by term and in place; until its end, `out` is memory to work in.
        lr, beta1, gain1, beta2, gain2 = self
        mean, way = after
        g = gradient(theta)
        put_average(way, state[0], beta1, gain1, g, out)
        sign(way, way)
        put_average(mean, state[0], beta2, gain2, g, out)
        subtract(theta, multiply(lr, way, out), out)

    @staticmethod
    def coordinate(now: Sequence[float], g: float, coefficients: Sequence[float]) -> tuple[float, ...]:
        theta, mean, _ = now
        lr, beta1, gain1, beta2, gain2 = coefficients
        mixed = mean * beta1 + gain1 * g
        # 0 of either sign has the sign 0, and what is no number has none.
        way = 1.0 if mixed > 0.0 else -1.0 if mixed < 0.0 else abs(mixed)
        return theta - lr * way, mean * beta2 + gain2 * g, way

    def velocity(self, states: Array) -> Array:
        return states[:, 1]

    def remembered(self, states: Array) -> Array:
        return states[:, :1]

    def scale(self, states: Array) -> Array | None:  # noqa: ARG002
        return None

    def shown(self, theta: Array, states: Array) -> Array:  # noqa: ARG002
        return theta


@dataclass(frozen=True)
class Lion(Rule):
    """θ ← θ − lr · (sign(β₁m + (1 − β₁)g) + λθ);  m ← β₂m + (1 − β₂)g, with g = ∇f(θ).

    Chen et al. (2023), algorithm 2 ("evolved sign momentum"): the step takes β₁, the memory β₂, and the decay is
    decoupled. Every coordinate moves by lr at every step, so it wants a smaller lr than Adam, and one that decays.
    """

    key: ClassVar[str] = "lion"
    title: ClassVar[str] = "Lion"
    memory: ClassVar[tuple[str, ...]] = ("m",)
    purpose: ClassVar[str] = "Steps of one length in every coordinate, with half of Adam's memory."
    origin: ClassVar[str] = "Chen et al. 2023"

    lr: float = learning_rate(1e-4, "Learning rate: how far every coordinate moves in every step.")
    beta: float = momentum("β₁", "Momentum: the share of m in what gives the step its sign.")
    beta2: float = momentum("β₂", "Memory: the share of m that is kept from step to step.", 0.99)
    weight_decay: float = decay_strength()
    decay: Decay = decay_kind(Decay.DECOUPLED)

    @property
    def equation(self) -> tuple[str, ...]:
        return "g ← ∇f(θ)", "c ← β₁ m + (1 − β₁) g", "m ← β₂ m + (1 − β₂) g", "θ ← θ − lr · sign(c)"

    def family(self) -> LionFamily:
        return LionFamily(self.lr, self.beta, 1.0 - self.beta, self.beta2, 1.0 - self.beta2)
