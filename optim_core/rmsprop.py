"""RMSProp: AdaGrad that forgets."""

from dataclasses import dataclass
from typing import ClassVar

from optim_core.adagrad import SquaresFamily
from optim_core.rule import Rule, decay_strength, floor_of_root, learning_rate, mean_of_squares


@dataclass(frozen=True)
class RMSProp(Rule):
    """s ← αs + (1 − α)g²;  θ ← θ − lr · g/(√s + ε), with g = ∇f(θ) + λθ.

    Tieleman and Hinton (2012), as torch.optim.RMSprop without momentum and not centred: s begins at 0 and is not
    corrected for it, so that the first steps are up to 1/√(1 − α) times as long; ε stands beside the root.
    """

    key: ClassVar[str] = "rmsprop"
    title: ClassVar[str] = "RMSProp"
    memory: ClassVar[tuple[str, ...]] = ("s",)
    purpose: ClassVar[str] = "Every coordinate's step is measured by how steep it was of late."
    origin: ClassVar[str] = "Tieleman and Hinton 2012 (lecture 6.5)"

    lr: float = learning_rate(1e-2)
    rho: float = mean_of_squares("α", 0.99)
    eps: float = floor_of_root()
    weight_decay: float = decay_strength()

    @property
    def equation(self) -> tuple[str, ...]:
        return "g ← ∇f(θ)", "s ← α s + (1 − α) g²", "θ ← θ − lr · g / (√s + ε)"

    def family(self) -> SquaresFamily:
        return SquaresFamily(self.lr, self.rho, 1.0 - self.rho, self.eps)
