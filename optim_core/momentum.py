"""Heavy-ball momentum, and the family of which SGD and Nesterov's method are the other two members."""

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

import numpy as np

from optim_core.rule import Array, Family, Rule, VectorGradient, coupled_decay, is_zero, learning_rate, momentum


class HeavyBallFamily(NamedTuple):
    """v ← βv + ∇f(θ − ρβv);  θ ← θ − lr·v.

    SGD has β = 0; heavy ball has the reach ρ = 0; Nesterov's look-ahead has ρ = lr. "lr outside" convention: a change
    of lr rescales the whole velocity at once (Torch, PyTorch and optax; Sutskever et al. 2013 keep lr inside v).
    """

    lr: Array | float
    beta: Array | float
    reach: Array | float

    def initial_state(self, theta: Array) -> Array:
        return np.zeros_like(theta)

    def update(self, theta: Array, state: Array, gradient: VectorGradient, out: Array) -> Array:
        # The equation term by term and in place: fresh arrays for each term would take a third longer.
        velocity = state
        velocity *= self.beta
        ahead = theta if is_zero(self.reach) else theta - self.reach * velocity
        gradient.add_to(velocity, ahead)
        np.multiply(self.lr, velocity, out)
        np.subtract(theta, out, out)
        return velocity


@dataclass(frozen=True)
class Momentum(Rule):
    """v ← βv + g;  θ ← θ − lr·v, with g = ∇f(θ) + λθ.

    Polyak's heavy ball (1964) in the "lr outside" convention of torch.optim.SGD(momentum=β, dampening=0).
    """

    key: ClassVar[str] = "momentum"
    title: ClassVar[str] = "Momentum"
    equation: ClassVar[tuple[str, ...]] = ("v ← β v + ∇f(θ)", "θ ← θ − lr · v")

    lr: float = learning_rate()
    beta: float = momentum()
    weight_decay: float = coupled_decay()

    def family(self) -> Family:
        return HeavyBallFamily(lr=self.lr, beta=self.beta, reach=0.0)
