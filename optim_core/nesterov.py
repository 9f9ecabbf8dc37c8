"""Nesterov's accelerated gradient, with a real look-ahead."""

from dataclasses import dataclass
from typing import ClassVar

from optim_core.momentum import HeavyBallFamily
from optim_core.rule import Family, Rule, coupled_decay, learning_rate, momentum


@dataclass(frozen=True)
class Nesterov(Rule):
    """v ← βv + g(θ − lr·βv);  θ ← θ − lr·v, with g = ∇f + λ· taken at the look-ahead point.

    Sutskever et al. (2013), scaled to "lr outside". The drawn iterate is θ; torch.optim.SGD(nesterov=True) keeps the
    look-ahead point y = θ − lr·βv of the same run instead.
    """

    key: ClassVar[str] = "nesterov"
    title: ClassVar[str] = "Nesterov"
    equation: ClassVar[tuple[str, ...]] = ("v ← β v + ∇f(θ − lr β v)", "θ ← θ − lr · v")

    lr: float = learning_rate()
    beta: float = momentum()
    weight_decay: float = coupled_decay()

    def family(self) -> Family:
        return HeavyBallFamily(lr=self.lr, beta=self.beta, reach=self.lr)
