"""How the learning rate changes over a run: factors of a lane's own lr, step by step, that can be multiplied.

Example:

    Momentum(lr=1e-3, beta=0.9, schedule=Warmup(length=100) * Cosine(period=900))

A schedule's lengths are its own and not the run's, so that a longer run extends a shorter one. All there are stand in
`optim_core.schedules`.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass, fields
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from optim_core.parameter import Array, check_numbers

Steps = NDArray[np.int64]


@dataclass(frozen=True)
class Schedule(ABC):
    """Factors of lr. Raises ValueError if a parameter is not a number within its legal range."""

    key: ClassVar[str]
    """The name in sessions and on the command line."""
    title: ClassVar[str]

    def __post_init__(self) -> None:
        check_numbers(self)
        for name, value in numbers_of(self).items():
            if np.ndim(value):
                raise ValueError(f"{self.key}: {name} must be one number, not an array")

    @abstractmethod
    def factor(self, steps: Steps) -> Array:
        """What lr is multiplied by, (n,), in the updates from the steps (n,); k takes position k to k + 1."""

    @abstractmethod
    def boundaries(self, steps: int) -> tuple[int, ...]:
        """The steps, before `steps`, at which another piece of the schedule begins."""

    @property
    def parts(self) -> tuple["Schedule", ...]:
        """What it is the product of: itself, or nothing if it changes nothing."""
        return (self,)

    def __mul__(self, other: "Schedule") -> "Schedule":
        """Both at once: the factors are multiplied."""
        return product((*self.parts, *other.parts))


@dataclass(frozen=True)
class Constant(Schedule):
    """lr stays as it is."""

    key: ClassVar[str] = "constant"
    title: ClassVar[str] = "Constant"

    def factor(self, steps: Steps) -> Array:
        return np.ones(len(steps))

    def boundaries(self, steps: int) -> tuple[int, ...]:  # noqa: ARG002
        return ()

    @property
    def parts(self) -> tuple[Schedule, ...]:
        return ()


@dataclass(frozen=True)
class Product(Schedule):
    """Several schedules at once: their factors multiplied. Made by `a * b`."""

    key: ClassVar[str] = "product"
    title: ClassVar[str] = "Product"

    factors: tuple[Schedule, ...]

    def factor(self, steps: Steps) -> Array:
        total = np.ones(len(steps))
        # A rise without end, and what it does to a factor of 0, are no errors: the run diverges, as data.
        with np.errstate(over="ignore", invalid="ignore"):
            for schedule in self.factors:
                total *= schedule.factor(steps)
        return total

    def boundaries(self, steps: int) -> tuple[int, ...]:
        return tuple(sorted({step for schedule in self.factors for step in schedule.boundaries(steps)}))

    @property
    def parts(self) -> tuple[Schedule, ...]:
        return self.factors


def product(parts: tuple[Schedule, ...]) -> Schedule:
    """The parts multiplied: `Constant` of none, the part itself of one."""
    if not parts:
        return Constant()
    return parts[0] if len(parts) == 1 else Product(parts)


def numbers_of(schedule: Schedule) -> dict[str, float]:
    """A schedule's parameters by name; none of a product, whose parts have their own."""
    return {declared.name: getattr(schedule, declared.name) for declared in fields(schedule) if declared.metadata}
