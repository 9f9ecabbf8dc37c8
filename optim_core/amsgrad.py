"""AMSGrad: Adam that never forgets a steep place."""

from dataclasses import dataclass
from typing import ClassVar

from optim_core.adam import CORRECTED, MOMENTS, STEP, AdamFamily
from optim_core.rule import Rule, decay_strength, floor_of_root, learning_rate, mean_of_gradients, mean_of_squares


@dataclass(frozen=True)
class AMSGrad(Rule):
    """Adam's m and v;  v̂ max ← max(v̂ max, v);  θ ← θ − lr · m̂/(√v̂ + ε), with v̂ = v̂ max/(1 − β₂ᵗ) and g = ∇f(θ) + λθ.

    Reddi, Kale and Kumar (2018), as torch.optim.Adam(amsgrad=True): the largest v so far is kept as it is, and
    corrected for the start at 0 afterwards, as m is; the paper corrects neither.
    """

    key: ClassVar[str] = "amsgrad"
    title: ClassVar[str] = "AMSGrad"
    memory: ClassVar[tuple[str, ...]] = ("m", "v", "v̂ max")
    purpose: ClassVar[str] = "Adam whose steps never grow again: a rare steep gradient is not forgotten."
    origin: ClassVar[str] = "Reddi, Kale and Kumar 2018"

    lr: float = learning_rate()
    beta: float = mean_of_gradients()
    beta2: float = mean_of_squares()
    eps: float = floor_of_root()
    weight_decay: float = decay_strength()

    @property
    def equation(self) -> tuple[str, ...]:
        return (*MOMENTS, "v̂ max ← max(v̂ max, v)", CORRECTED, "v̂ ← v̂ max / (1 − β₂ᵗ)", STEP)

    def family(self) -> AdamFamily:
        return AdamFamily.of(self.lr, self.beta, self.beta2, self.eps, keeps_largest=True)
