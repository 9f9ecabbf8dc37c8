"""Adam, and the family of which AMSGrad and AdamW are the other two members."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt as sqrt_of_one
from typing import Any, ClassVar, NamedTuple, Self

import numpy as np
from numpy import divide, maximum, multiply, sqrt, subtract

from optim_core.family import VectorGradient, is_one, is_zero
from optim_core.parameter import Array
from optim_core.rule import Rule, decay_strength, floor_of_root, learning_rate, mean_of_gradients, mean_of_squares


class AdamFamily(NamedTuple):
    """m ← β₁m + γ₁g;  v ← β₂v + γ₂g²;  θ ← θ − lr · m̂/(√v̂ + ε), with m̂ = m/(1 − β₁ᵗ) and v̂ = v/(1 − β₂ᵗ).

    The gains γ are 1 − β. Where `keeps_largest` is 1 and not 0, the largest v so far stands for v. The rows of the
    state are m, v, the largest v, β₁ᵗ, β₂ᵗ (as products, so that a β may change) and the scale 1/((1 − β₁ᵗ)(√v̂ + ε)).
    """

    lr: Any
    beta1: Any
    gain1: Any
    beta2: Any
    gain2: Any
    eps: Any
    keeps_largest: Any

    @classmethod
    def of(cls, lr: Any, beta1: Any, beta2: Any, eps: Any, *, keeps_largest: bool = False) -> Self:
        """The case with these hyper-parameters."""
        return cls(lr, beta1, 1.0 - beta1, beta2, 1.0 - beta2, eps, float(keeps_largest))

    def initial_state(self, theta: Array) -> Array:
        state = np.zeros((6, *theta.shape))
        state[3:5] = 1.0
        return state

    def update(self, theta: Array, state: Array, gradient: VectorGradient, out: Array, after: Array) -> None:
        # Term by term and in place; until its end, `out` is memory to work in.
        lr, beta1, gain1, beta2, gain2, eps, keeps_largest = self
        mean, square, largest, power1, power2, scale = after
        g = gradient(theta)
        put_average(mean, state[0], beta1, gain1, g, out)
        put_average(square, state[1], beta2, gain2, multiply(g, g, g), out)
        _put_largest(largest, state[2], square, keeps_largest)
        multiply(state[3], beta1, power1)
        multiply(state[4], beta2, power2)
        put_scale(scale, divide(largest, subtract(1.0, power2, out), out), eps)
        scale /= subtract(1.0, power1, out)
        multiply(mean, scale, out)
        subtract(theta, multiply(lr, out, out), out)

    @staticmethod
    def coordinate(now: Sequence[float], g: float, coefficients: Sequence[float]) -> tuple[float, ...]:
        theta, mean, square, largest, power1, power2, _ = now
        lr, beta1, gain1, beta2, gain2, eps, keeps_largest = coefficients
        mean = mean * beta1 + gain1 * g
        square = square * beta2 + gain2 * (g * g)
        # Turned round so that a square that is no number is handed on.
        largest = largest if keeps_largest and largest > square else square
        power1 *= beta1
        power2 *= beta2
        scale = 1.0 / (sqrt_of_one(largest / (1.0 - power2)) + eps) / (1.0 - power1)
        return theta - lr * (mean * scale), mean, square, largest, power1, power2, scale

    def velocity(self, states: Array) -> Array:
        velocity: Array = states[:, 0] * states[:, 5]
        return velocity

    def remembered(self, states: Array) -> Array:
        return states[:, :3]

    def scale(self, states: Array) -> Array | None:
        return states[:, 5]

    def shown(self, theta: Array, states: Array) -> Array:  # noqa: ARG002
        return theta


def put_average(mean: Array, before: Array, kept: Any, gain: Any, sample: Array, work: Array) -> None:
    """Mean ← kept · before + gain · sample, in place, with `work` for memory."""
    multiply(before, kept, mean)
    mean += multiply(gain, sample, work)


def put_scale(scale: Array, square: Array, eps: Any) -> None:
    """Scale ← 1/(√square + ε), in place."""
    sqrt(square, scale)
    scale += eps
    divide(1.0, scale, scale)


def _put_largest(largest: Array, before: Array, square: Array, keeps: Any) -> None:
    """The largest v so far, or v itself where that is not kept."""
    if is_zero(keeps):
        largest[:] = square
    elif is_one(keeps):
        maximum(before, square, out=largest)
    else:
        largest[:] = np.where(keeps, maximum(before, square), square)


MOMENTS = ("g ← ∇f(θ)", "m ← β₁ m + (1 − β₁) g", "v ← β₂ v + (1 − β₂) g²")
CORRECTED = "m̂ ← m / (1 − β₁ᵗ)"
STEP = "θ ← θ − lr · m̂ / (√v̂ + ε)"


@dataclass(frozen=True)
class Adam(Rule):
    """m ← β₁m + (1 − β₁)g;  v ← β₂v + (1 − β₂)g²;  θ ← θ − lr · m̂/(√v̂ + ε), with g = ∇f(θ) + λθ.

    m̂ = m/(1 − β₁ᵗ) and v̂ = v/(1 − β₂ᵗ) make up for the start at 0; t counts the steps since the start or a restart.
    Kingma and Ba (2015), as torch.optim.Adam: ε stands beside the root.
    """

    key: ClassVar[str] = "adam"
    title: ClassVar[str] = "Adam"
    memory: ClassVar[tuple[str, ...]] = ("m", "v")
    purpose: ClassVar[str] = "Momentum with a step of its own in every coordinate: about lr long, whatever the slope."
    origin: ClassVar[str] = "Kingma and Ba 2015"

    lr: float = learning_rate()
    beta: float = mean_of_gradients()
    beta2: float = mean_of_squares()
    eps: float = floor_of_root()
    weight_decay: float = decay_strength()

    @property
    def equation(self) -> tuple[str, ...]:
        return (*MOMENTS, CORRECTED, "v̂ ← v / (1 − β₂ᵗ)", STEP)

    def family(self) -> AdamFamily:
        return AdamFamily.of(self.lr, self.beta, self.beta2, self.eps)
