"""What is diagnosed: one run as it was observed, and the landscape that it walked on."""

from dataclasses import dataclass
from typing import Any, Protocol

from optim_core.parameter import Array
from optim_core.rule import Rule
from optim_core.surroundings import NoiseKind


class Landscape(Protocol):
    """What diagnosis asks of a surface; all formulas work elementwise on float64 arrays."""

    @property
    def minima(self) -> tuple[tuple[float, float], ...]:
        """All minima, empty where there is none."""

    @property
    def view(self) -> tuple[float, float, float, float]:
        """The rectangle worth seeing: x from, x to, y from, y to."""

    def value(self, x: Any, y: Any) -> Any:
        """f(x, y)."""

    def gradient(self, x: Any, y: Any) -> tuple[Any, Any]:
        """(∂f/∂x, ∂f/∂y)."""

    def hessian(self, x: Any, y: Any) -> tuple[Any, Any, Any]:
        """(∂²f/∂x², ∂²f/∂x∂y, ∂²f/∂y²)."""


@dataclass(frozen=True, eq=False)
class Observed:
    """One run of one lane, as `optim_core.simulate` gives it.

    `positions` and `velocities` are (n + 1, 2), `losses` (n + 1,) are the surface's values along the path, and
    `diverged_at` is the first step that is not finite, or −1. `noise` is σ/√B of its kind. `offsets` (n + 1, 2) says
    where a surface that moves stood at every step. Raises ValueError for shapes that do not belong together.
    """

    rule: Rule
    positions: Array
    losses: Array
    velocities: Array
    diverged_at: int = -1
    noise: float = 0.0
    noise_kind: NoiseKind = NoiseKind.GAUSSIAN
    offsets: Array | None = None

    def __post_init__(self) -> None:
        if self.losses.ndim != 1 or not self.losses.size:
            raise ValueError("losses must be one number for each position of a run, and at least one")
        count = len(self.losses)
        for name in ("positions", "velocities", "offsets"):
            part = getattr(self, name)
            if part is not None and part.shape != (count, 2):
                raise ValueError(f"{name} must have the shape {(count, 2)}, as there are {count} losses")
        if not 0.0 <= self.noise < float("inf"):
            raise ValueError(f"noise must be 0 or more and finite, not {self.noise!r}")
