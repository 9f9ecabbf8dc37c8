"""What an optimizer is: a frozen value of hyper-parameters, and the family whose equation it is a case of.

A new rule is one class in one file and one line in `optim_core.registry`. A rule such as `Momentum(lr=1e-3, beta=0.9)`
turns itself into a `Family` of coefficients; the loop joins the families of one class into a single batch and advances
them together, so that three optimizers with a hundred seeds each cost little more than one run.
"""

import reprlib
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar, Protocol, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
GradientFunction = Callable[[Array, Array], tuple[Any, Any]]
"""(x, y) → (∂f/∂x, ∂f/∂y), elementwise on float64 arrays of one shape."""


class VectorGradient(Protocol):
    """θ → ∇f(θ) for positions of shape (2, runs), decay and noise included."""

    def __call__(self, theta: Array) -> Array:
        """The gradient at `theta`, in a fresh array."""
        ...

    def add_to(self, total: Array, theta: Array) -> None:
        """Do total ← total + ∇f(θ), in place and therefore sooner."""
        ...


class Family(Protocol):
    """Coefficients of many runs, arrays of shape (2, runs) or floats, with the equation they all follow.

    Implement it as a NamedTuple whose fields are the coefficients. One that is 0 in every run arrives as the float 0.0.
    """

    def initial_state(self, theta: Array) -> Array:
        """The state (velocity, moments) before the first step, for positions `theta` of shape (2, runs)."""
        ...

    def update(self, theta: Array, state: Array, gradient: VectorGradient, out: Array) -> Array:
        """One step of every run: writes the next positions to `out` and returns the next state.

        `state` may be reused for the next, `theta` must be left as it is. A position that is not finite must not
        become finite again, so that the loop may look for lost runs now and then instead of at each step.
        """
        ...


def is_zero(coefficient: Array | float) -> bool:
    """Whether a coefficient is 0 in every run, so that what it multiplies can be left out."""
    return isinstance(coefficient, float) and coefficient == 0.0


def hyper_parameter(
    default: float, soft: tuple[float, float], *, legal: tuple[float, float], scale: str, symbol: str, help: str
) -> Any:
    """Declare a hyper-parameter: its default, its slider's range (`soft`) and what may be typed (`legal`).

    `scale` says how a slider spaces the values: "linear", "log", "one-minus" (by 1 − value) or "from-zero".
    """
    metadata = {"soft": soft, "legal": legal, "scale": scale, "symbol": symbol, "help": help}
    return field(default=default, metadata=metadata)


def learning_rate() -> Any:
    """The field `lr` of every rule."""
    return hyper_parameter(
        1e-3, (1e-5, 1.0), legal=(0.0, 1e9), scale="log", symbol="lr", help="Learning rate: step length per gradient."
    )


def momentum() -> Any:
    """The field `beta` of the heavy-ball family."""
    return hyper_parameter(
        0.9,
        (0.0, 0.999),
        legal=(0.0, 0.999999),
        scale="one-minus",
        symbol="β",
        help="Momentum: the share of the velocity kept from step to step.",
    )


def coupled_decay() -> Any:
    """The field `weight_decay`: λ of g ← g + λθ before the velocity, as in torch.optim.SGD."""
    return hyper_parameter(
        0.0, (0.0, 1.0), legal=(0.0, 1e9), scale="from-zero", symbol="λ", help="Weight decay: adds λθ to the gradient."
    )


@dataclass(frozen=True)
class Rule(ABC):
    """An optimizer's hyper-parameters. Raises ValueError when one is not a number within its legal range."""

    key: ClassVar[str]
    """The name in sessions and on the command line."""
    title: ClassVar[str]
    equation: ClassVar[tuple[str, ...]]
    """The update for people to read, a line each."""

    @property
    @abstractmethod
    def weight_decay(self) -> float:
        """λ of g ← g + λθ; a rule declares it as a field, by `coupled_decay`."""

    def __post_init__(self) -> None:
        for declared, value in zip(fields(self), tuple(vars(self).values()), strict=True):
            low, high = declared.metadata["legal"]
            number = numbers(value)
            legal = (low <= number) & (number <= high)
            if not np.all(legal):
                found = number[~legal].item(0) if number.ndim else reprlib.repr(value)
                raise ValueError(f"{self.key}: {declared.name} must lie between {low:g} and {high:g}, not {found}")
            object.__setattr__(self, declared.name, number if number.ndim else float(number))

    @classmethod
    def grid(cls, **values: ArrayLike) -> Self:
        """A rule whose fields are arrays that broadcast together: one run per element, for `optim_core.sweep`.

        Raises ValueError if an element is out of its range.
        """
        return cls(**{name: np.asarray(value) for name, value in values.items()})

    @abstractmethod
    def family(self) -> Family:
        """This rule as a case of its family's equation."""


def numbers(value: ArrayLike) -> Array:
    """The value as float64, or a NaN, which no range admits, when it is not made of real numbers."""
    try:
        found = np.asarray(value)
    except ValueError:  # rows of different lengths
        return np.asarray(np.nan)
    return found.astype(np.float64) if found.dtype.kind in "iuf" else np.asarray(np.nan)
