"""AdaGrad, and the family of which RMSProp is the other member."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any, ClassVar, NamedTuple

import numpy as np
from numpy import multiply, subtract

from optim_core.adam import put_average, put_scale
from optim_core.family import VectorGradient
from optim_core.parameter import Array
from optim_core.rule import Rule, decay_strength, floor_of_root, learning_rate


class SquaresFamily(NamedTuple):
    """s ← αs + γg²;  θ ← θ − lr · g/(√s + ε).

    AdaGrad's sum of squares has α = γ = 1, RMSProp's mean γ = 1 − α. The rows of the state are s, the scale 1/(√s + ε),
    and what multiplies lr.
    """

    lr: Any
    alpha: Any
    gain: Any
    eps: Any

    def initial_state(self, theta: Array) -> Array:
        return np.zeros((3, *theta.shape))

    def update(self, theta: Array, state: Array, gradient: VectorGradient, out: Array, after: Array) -> None:
        # Term by term and in place; until its end, `out` is memory to work in.
        lr, alpha, gain, eps = self
        squares, scale, way = after
        g = gradient(theta)
        put_average(squares, state[0], alpha, gain, multiply(g, g, way), out)
        put_scale(scale, squares, eps)
        multiply(g, scale, way)
        subtract(theta, multiply(lr, way, out), out)

    @staticmethod
    def coordinate(now: Sequence[float], g: float, coefficients: Sequence[float]) -> tuple[float, ...]:
        theta, squares, _, _ = now
        lr, alpha, gain, eps = coefficients
        squares = squares * alpha + gain * (g * g)
        scale = 1.0 / (sqrt(squares) + eps)
        way = g * scale
        return theta - lr * way, squares, scale, way

    def velocity(self, states: Array) -> Array:
        return states[:, 2]

    def remembered(self, states: Array) -> Array:
        return states[:, :1]

    def scale(self, states: Array) -> Array | None:
        return states[:, 1]

    def shown(self, theta: Array, states: Array) -> Array:  # noqa: ARG002
        return theta


@dataclass(frozen=True)
class AdaGrad(Rule):
    """s ← s + g²;  θ ← θ − lr · g/(√s + ε), with g = ∇f(θ) + λθ.

    Duchi, Hazan and Singer (2011), as torch.optim.Adagrad: the sum begins at 0 and ε stands beside the root.
    """

    key: ClassVar[str] = "adagrad"
    title: ClassVar[str] = "AdaGrad"
    memory: ClassVar[tuple[str, ...]] = ("s",)
    purpose: ClassVar[str] = "Rare gradients count for more: every coordinate's step shrinks with all that it has met."
    origin: ClassVar[str] = "Duchi, Hazan and Singer 2011"

    lr: float = learning_rate(1e-2)
    eps: float = floor_of_root(1e-10)
    weight_decay: float = decay_strength()

    @property
    def equation(self) -> tuple[str, ...]:
        return "g ← ∇f(θ)", "s ← s + g²", "θ ← θ − lr · g / (√s + ε)"

    def family(self) -> SquaresFamily:
        return SquaresFamily(self.lr, 1.0, 1.0, self.eps)
