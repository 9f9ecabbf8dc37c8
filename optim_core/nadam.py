"""NAdam: Adam with Nesterov's momentum."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any, ClassVar, NamedTuple

import numpy as np
from numpy import divide, multiply, subtract

from optim_core.adam import MOMENTS, put_average, put_scale
from optim_core.family import VectorGradient
from optim_core.parameter import Array, hyper_parameter
from optim_core.rule import Rule, decay_strength, floor_of_root, learning_rate, mean_of_gradients, mean_of_squares

FADE = 0.96
"""What is left, after 1/ψ steps, of the half by which the momentum begins below β₁ (Dozat 2016)."""


class NAdamFamily(NamedTuple):
    """Adam's m and v;  μ = β₁(1 − wₜ);  θ ← θ − lr · [(1 − μ)/(1 − ∏μ)·g + μ′/(1 − ∏μ·μ′)·m]/(√v̂ + ε).

    The gains γ are 1 − β, and wₜ = ½·fadeᵗ; μ′ is the next step's μ, and ∏μ the product of all so far. The rows of the
    state are m, v, β₂ᵗ, ∏μ, wₜ, the scale 1/(√v̂ + ε), and what multiplies lr.
    """

    lr: Any
    beta1: Any
    gain1: Any
    beta2: Any
    gain2: Any
    eps: Any
    fade: Any

    def initial_state(self, theta: Array) -> Array:
        state = np.zeros((7, *theta.shape))
        state[2:4], state[4] = 1.0, 0.5
        return state

    def update(self, theta: Array, state: Array, gradient: VectorGradient, out: Array, after: Array) -> None:
        # In place where that reads as well; until its end, `out` is memory to work in.
        lr, beta1, gain1, beta2, gain2, eps, fade = self
        mean, square, power2, product, fading, scale, way = after
        g = gradient(theta)
        put_average(mean, state[0], beta1, gain1, g, out)
        put_average(square, state[1], beta2, gain2, g * g, out)
        multiply(state[2], beta2, power2)
        multiply(state[4], fade, fading)
        put_scale(scale, divide(square, subtract(1.0, power2, out), out), eps)
        momentum, following = beta1 * (1.0 - fading), beta1 * (1.0 - fade * fading)
        multiply(state[3], momentum, product)
        g *= (1.0 - momentum) / (1.0 - product)
        multiply(mean, following / (1.0 - product * following), way)
        way += g
        way *= scale
        subtract(theta, multiply(lr, way, out), out)

    @staticmethod
    def coordinate(now: Sequence[float], g: float, coefficients: Sequence[float]) -> tuple[float, ...]:
        theta, mean, square, power2, product, fading, _, _ = now
        lr, beta1, gain1, beta2, gain2, eps, fade = coefficients
        mean = mean * beta1 + gain1 * g
        square = square * beta2 + gain2 * (g * g)
        power2 *= beta2
        fading *= fade
        scale = 1.0 / (sqrt(square / (1.0 - power2)) + eps)
        momentum, following = beta1 * (1.0 - fading), beta1 * (1.0 - fade * fading)
        product *= momentum
        g *= (1.0 - momentum) / (1.0 - product)
        way = (mean * (following / (1.0 - product * following)) + g) * scale
        return theta - lr * way, mean, square, power2, product, fading, scale, way

    def velocity(self, states: Array) -> Array:
        return states[:, 6]

    def remembered(self, states: Array) -> Array:
        return states[:, :2]

    def scale(self, states: Array) -> Array | None:
        return states[:, 5]

    def shown(self, theta: Array, states: Array) -> Array:  # noqa: ARG002
        return theta


def momentum_schedule() -> Any:
    """The field `momentum_decay`: ψ, how soon the momentum comes from about half of β₁ to β₁."""
    return hyper_parameter(
        4e-3,
        (0.0, 0.1),
        legal=(0.0, 1e3),
        scale="from-zero",
        symbol="ψ",
        help="Momentum schedule: how soon μ grows from about β₁/2 to β₁.",
    )


@dataclass(frozen=True)
class NAdam(Rule):
    """Adam's m and v;  θ ← θ − lr · [(1 − μₜ)/(1 − ∏μ)·g + μₜ₊₁/(1 − ∏μ·μₜ₊₁)·m]/(√v̂ + ε), with g = ∇f(θ) + λθ.

    μₜ = β₁(1 − 0.96^(tψ)/2), ∏μ = μ₁⋯μₜ and v̂ = v/(1 − β₂ᵗ); t counts the steps since the start or a restart. The step
    takes this gradient whole and the momentum of the next step, as Nesterov's does in PyTorch's form. Dozat (2016), as
    torch.optim.NAdam.
    """

    key: ClassVar[str] = "nadam"
    title: ClassVar[str] = "NAdam"
    memory: ClassVar[tuple[str, ...]] = ("m", "v")
    purpose: ClassVar[str] = "Adam with Nesterov's momentum: it answers a turn of the gradient one step sooner."
    origin: ClassVar[str] = "Dozat 2016"

    lr: float = learning_rate(2e-3)
    beta: float = mean_of_gradients()
    beta2: float = mean_of_squares()
    eps: float = floor_of_root()
    weight_decay: float = decay_strength()
    momentum_decay: float = momentum_schedule()

    @property
    def equation(self) -> tuple[str, ...]:
        ahead = ("μₜ ← β₁ (1 − 0.96^(t ψ) / 2)", "m̂ ← (1 − μₜ) / (1 − ∏μ) · g + μₜ₊₁ / (1 − ∏μ · μₜ₊₁) · m")
        return (*MOMENTS, *ahead, "v̂ ← v / (1 − β₂ᵗ)", "θ ← θ − lr · m̂ / (√v̂ + ε)")

    def family(self) -> NAdamFamily:
        # By NumPy's own power, which may differ in a last bit from Python's: one run is as many are.
        beta1, beta2, fade = self.beta, self.beta2, np.power(FADE, self.momentum_decay)
        return NAdamFamily(self.lr, beta1, 1.0 - beta1, beta2, 1.0 - beta2, self.eps, fade)
