"""Plain stochastic gradient descent."""

from dataclasses import dataclass
from typing import ClassVar

from optim_core.momentum import HeavyBallFamily
from optim_core.rule import Rule, decay_strength, learning_rate


@dataclass(frozen=True)
class SGD(Rule):
    """θ ← θ − lr·g, with g = ∇f(θ) + λθ (Robbins and Monro 1951; torch.optim.SGD)."""

    key: ClassVar[str] = "sgd"
    title: ClassVar[str] = "SGD"
    memory: ClassVar[tuple[str, ...]] = ()
    purpose: ClassVar[str] = "One step straight downhill: what all other rules are measured by."
    origin: ClassVar[str] = "Cauchy 1847; Robbins and Monro 1951"

    lr: float = learning_rate()
    weight_decay: float = decay_strength()

    @property
    def equation(self) -> tuple[str, ...]:
        return ("θ ← θ − lr · ∇f(θ)",)

    def family(self) -> HeavyBallFamily:
        return HeavyBallFamily(lr=self.lr, beta=0.0, reach=0.0)
