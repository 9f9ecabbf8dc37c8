"""AdamW: Adam with its weight decay beside the step."""

from dataclasses import dataclass
from typing import ClassVar

from optim_core.adam import CORRECTED, MOMENTS, STEP, AdamFamily
from optim_core.rule import (
    Decay,
    Rule,
    decay_kind,
    decay_strength,
    floor_of_root,
    learning_rate,
    mean_of_gradients,
    mean_of_squares,
)


@dataclass(frozen=True)
class AdamW(Rule):
    """Adam with g = ∇f(θ), and θ ← θ − lr·λ·θ beside its step: the decay is not divided by √v̂.

    Loshchilov and Hutter (2019), as torch.optim.AdamW with its λ of 0.01; with `decay="coupled"` it is Adam.
    """

    key: ClassVar[str] = "adamw"
    title: ClassVar[str] = "AdamW"
    memory: ClassVar[tuple[str, ...]] = ("m", "v")
    purpose: ClassVar[str] = "Adam whose weight decay pulls alike on all parameters, steep or flat: the usual choice."
    origin: ClassVar[str] = "Loshchilov and Hutter 2019"

    lr: float = learning_rate()
    beta: float = mean_of_gradients()
    beta2: float = mean_of_squares()
    eps: float = floor_of_root()
    weight_decay: float = decay_strength(0.01)
    decay: Decay = decay_kind(Decay.DECOUPLED)

    @property
    def equation(self) -> tuple[str, ...]:
        return (*MOMENTS, CORRECTED, "v̂ ← v / (1 − β₂ᵗ)", STEP)

    def family(self) -> AdamFamily:
        return AdamFamily.of(self.lr, self.beta, self.beta2, self.eps)
