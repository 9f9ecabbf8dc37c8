"""Heavy-ball momentum, and the family of which SGD and Nesterov's method are the other two members."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, NamedTuple, Protocol

import numpy as np
from numpy import multiply, subtract

from optim_core.family import VectorGradient, is_one, is_zero
from optim_core.parameter import Array, choice, hyper_parameter
from optim_core.rule import Rule, decay_strength, learning_rate, momentum


class Convention(StrEnum):
    """Where the learning rate stands in the two lines of momentum."""

    OUTSIDE = "outside"
    """v ← βv + g; θ ← θ − lr·v (Torch, PyTorch, optax): a change of lr rescales the whole velocity at once."""
    INSIDE = "inside"
    """v ← βv + lr·g; θ ← θ − v (Sutskever et al. 2013, Keras, Caffe, there with the other sign): v keeps its length."""
    AVERAGED = "averaged"
    """m ← βm + (1 − β)g; θ ← θ − lr·m: "outside" with a dampening of β, whatever `dampening` says."""


def convention_choice() -> Any:
    """The field `convention` of rules with a velocity."""
    titles = {"outside": "lr outside (PyTorch)", "inside": "lr inside (Keras)", "averaged": "averaged (1 − β)"}
    return choice(Convention.OUTSIDE, symbol="convention", help="Where lr stands in the update.", titles=titles)


def dampening_strength() -> Any:
    """The field `dampening`: τ, so that a new gradient enters the velocity as (1 − τ)g."""
    return hyper_parameter(
        0.0, (0.0, 0.99), legal=(0.0, 0.999999), scale="one-minus", symbol="τ", help="Dampening: g enters as (1 − τ)g."
    )


class HeavyBallFamily(NamedTuple):
    """v ← βv + γ∇f(θ − ρβv);  θ ← θ − lr·v.

    SGD has β = 0; heavy ball has the reach ρ = 0; Nesterov's look-ahead has ρ = lr. The gain γ is 1 with lr outside,
    lr with lr inside (`lr` is then 1) and 1 − β in an average. Where `ahead` is 1 and not 0, the look-ahead point
    θ − ρβv is shown instead of θ.
    """

    lr: Any
    beta: Any
    reach: Any
    gain: Any = 1.0
    ahead: Any = 0.0

    def initial_state(self, theta: Array) -> Array:
        return np.zeros_like(theta)

    def update(self, theta: Array, state: Array, gradient: VectorGradient, out: Array, after: Array) -> None:
        # The equation term by term and in place: fresh arrays for each term would take a third longer.
        lr, beta, reach, gain, _ = self
        velocity = multiply(state, beta, after)
        ahead = theta if is_zero(reach) else theta - reach * velocity
        if is_one(gain):
            gradient.add_to(velocity, ahead)
        else:
            velocity += gain * gradient(ahead)
        subtract(theta, multiply(velocity, lr, out), out)

    def velocity(self, states: Array) -> Array:
        return states

    def remembered(self, states: Array) -> Array:
        return states[:, np.newaxis]

    def scale(self, states: Array) -> Array | None:  # noqa: ARG002
        return None

    def shown(self, theta: Array, states: Array) -> Array:
        if is_zero(self.ahead):
            return theta
        shown: Array = theta - self.ahead * self.reach * self.beta * states
        return shown


class WithVelocity(Protocol):
    """What rules of this family have in common."""

    @property
    def lr(self) -> Any:
        """The learning rate."""

    @property
    def beta(self) -> Any:
        """The momentum."""

    @property
    def dampening(self) -> Any:
        """τ of (1 − τ)g."""

    @property
    def convention(self) -> Convention:
        """Where lr stands."""


def heavy_ball(rule: WithVelocity, *, looks_ahead: bool, shows_ahead: bool = False) -> HeavyBallFamily:
    """The family's case for a rule with lr, beta, dampening and a convention."""
    match rule.convention:
        case Convention.OUTSIDE:
            lr, gain = rule.lr, 1.0 - rule.dampening
        case Convention.INSIDE:
            lr, gain = 1.0, rule.lr * (1.0 - rule.dampening)
        case Convention.AVERAGED:
            lr, gain = rule.lr, 1.0 - rule.beta
    return HeavyBallFamily(lr, rule.beta, lr if looks_ahead else 0.0, gain, float(shows_ahead))


def velocity_equation(rule: WithVelocity, gradient: str) -> tuple[str, str]:
    """The two lines of momentum as the rule's convention writes them, with the gradient in these words."""
    damped = "(1 − τ) " if np.any(rule.dampening) else ""
    match rule.convention:
        case Convention.OUTSIDE:
            return f"v ← β v + {damped}{gradient}", "θ ← θ − lr · v"
        case Convention.INSIDE:
            return f"v ← β v + lr · {damped}{gradient}", "θ ← θ − v"
        case Convention.AVERAGED:
            return f"m ← β m + (1 − β) {gradient}", "θ ← θ − lr · m"


@dataclass(frozen=True)
class Momentum(Rule):
    """v ← βv + g;  θ ← θ − lr·v, with g = ∇f(θ) + λθ, or as `convention` says.

    Polyak's heavy ball (1964); by default in the "lr outside" convention of torch.optim.SGD(momentum=β, dampening=0).
    With a dampening, PyTorch's very first step takes g whole; here it is dampened like every other.
    """

    key: ClassVar[str] = "momentum"
    title: ClassVar[str] = "Momentum"
    memory: ClassVar[tuple[str, ...]] = ("v",)
    purpose: ClassVar[str] = "Keeps going where gradients agree and damps where they alternate."
    origin: ClassVar[str] = "Polyak 1964 (heavy ball)"

    lr: float = learning_rate()
    beta: float = momentum()
    dampening: float = dampening_strength()
    weight_decay: float = decay_strength()
    convention: Convention = convention_choice()

    @property
    def equation(self) -> tuple[str, ...]:
        return velocity_equation(self, "∇f(θ)")

    def family(self) -> HeavyBallFamily:
        return heavy_ball(self, looks_ahead=False)
