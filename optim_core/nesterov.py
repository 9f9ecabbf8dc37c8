"""Nesterov's accelerated gradient, with a real look-ahead."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar

from optim_core.momentum import (
    Convention,
    HeavyBallFamily,
    convention_choice,
    dampening_strength,
    heavy_ball,
    velocity_equation,
)
from optim_core.parameter import choice
from optim_core.rule import Rule, decay_strength, learning_rate, momentum


class Drawn(StrEnum):
    """Which point of Nesterov's method stands for it."""

    THETA = "theta"
    """θ, where the walker is."""
    AHEAD = "ahead"
    """y = θ − lr·βv, where the next gradient is taken: the iterate of PyTorch, Keras and optax."""


def drawn_choice() -> Any:
    """The field `drawn` of rules that look ahead."""
    titles = {"theta": "θ", "ahead": "look-ahead point (PyTorch)"}
    return choice(Drawn.THETA, symbol="drawn", help="Which point of the method the path shows.", titles=titles)


@dataclass(frozen=True)
class Nesterov(Rule):
    """v ← βv + g(θ − lr·βv);  θ ← θ − lr·v, with g = ∇f + λ· taken at the look-ahead point, or as `convention` says.

    Sutskever et al. (2013), scaled to "lr outside". By default the path shows θ; torch.optim.SGD(nesterov=True) keeps
    the look-ahead point y = θ − lr·βv of the same run instead, as `drawn="ahead"` does.
    """

    key: ClassVar[str] = "nesterov"
    title: ClassVar[str] = "Nesterov"
    memory: ClassVar[tuple[str, ...]] = ("v",)
    purpose: ClassVar[str] = "Momentum that looks ahead before it steps, and so brakes sooner."
    origin: ClassVar[str] = "Nesterov 1983; Sutskever et al. 2013"

    lr: float = learning_rate()
    beta: float = momentum()
    dampening: float = dampening_strength()
    weight_decay: float = decay_strength()
    convention: Convention = convention_choice()
    drawn: Drawn = drawn_choice()

    @property
    def equation(self) -> tuple[str, ...]:
        ahead = {Convention.OUTSIDE: "θ − lr β v", Convention.INSIDE: "θ − β v", Convention.AVERAGED: "θ − lr β m"}
        return velocity_equation(self, f"∇f({ahead[self.convention]})")

    def family(self) -> HeavyBallFamily:
        return heavy_ball(self, looks_ahead=True, shows_ahead=self.drawn is Drawn.AHEAD)
