"""Quasi-hyperbolic momentum: between gradient descent and momentum, and with Nesterov's method on the way."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np
from numpy import multiply, subtract

from optim_core.adam import put_average
from optim_core.family import VectorGradient
from optim_core.parameter import Array, hyper_parameter
from optim_core.rule import Rule, decay_strength, learning_rate, momentum


class QHMFamily(NamedTuple):
    """m ← βm + γg;  θ ← θ − lr·[(1 − ν)g + νm], with the gain γ = 1 − β.

    The rows of the state are m and what multiplies lr.
    """

    lr: Any
    beta: Any
    gain: Any
    nu: Any
    rest: Any
    """1 − ν."""

    def initial_state(self, theta: Array) -> Array:
        return np.zeros((2, *theta.shape))

    def update(self, theta: Array, state: Array, gradient: VectorGradient, out: Array, after: Array) -> None:
        # Term by term and in place; until its end, `out` is memory to work in.
        lr, beta, gain, nu, rest = self
        mean, way = after
        g = gradient(theta)
        put_average(mean, state[0], beta, gain, g, out)
        put_average(way, g, rest, nu, mean, out)
        subtract(theta, multiply(lr, way, out), out)

    @staticmethod
    def coordinate(now: Sequence[float], g: float, coefficients: Sequence[float]) -> tuple[float, ...]:
        theta, mean, _ = now
        lr, beta, gain, nu, rest = coefficients
        mean = mean * beta + gain * g
        way = g * rest + nu * mean
        return theta - lr * way, mean, way

    def velocity(self, states: Array) -> Array:
        return states[:, 1]

    def remembered(self, states: Array) -> Array:
        return states[:, :1]

    def scale(self, states: Array) -> Array | None:  # noqa: ARG002
        return None

    def shown(self, theta: Array, states: Array) -> Array:  # noqa: ARG002
        return theta


@dataclass(frozen=True)
class QHM(Rule):
    """m ← βm + (1 − β)g;  θ ← θ − lr·[(1 − ν)g + νm], with g = ∇f(θ) + λθ.

    Ma and Yarats (2019), with the ν of their rule of thumb. ν = 0 is SGD, ν = 1 averaged heavy ball, and ν = β the path
    of the look-ahead point of Nesterov's method with the learning rate lr·(1 − β), as PyTorch draws it.
    """

    key: ClassVar[str] = "qhm"
    title: ClassVar[str] = "QHM"
    memory: ClassVar[tuple[str, ...]] = ("m",)
    purpose: ClassVar[str] = "Gradient and momentum mixed: ν leads from SGD by way of Nesterov to heavy ball."
    origin: ClassVar[str] = "Ma and Yarats 2019"

    lr: float = learning_rate()
    beta: float = momentum(help="Momentum: the share of the mean gradient kept each step.")
    nu: float = hyper_parameter(
        0.7, (0.0, 1.0), legal=(0.0, 1.0), scale="linear", symbol="ν", help="Share of momentum in the step; 0 is SGD."
    )
    weight_decay: float = decay_strength()

    @property
    def equation(self) -> tuple[str, ...]:
        return "g ← ∇f(θ)", "m ← β m + (1 − β) g", "θ ← θ − lr · ((1 − ν) g + ν m)"

    def family(self) -> QHMFamily:
        return QHMFamily(self.lr, self.beta, 1.0 - self.beta, self.nu, 1.0 - self.nu)
