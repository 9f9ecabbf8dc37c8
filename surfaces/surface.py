"""What a surface is: a frozen value whose fields are its parameters, with formulas for height, slope and curvature.

A new surface is one class in one file and one line in `surfaces.registry`:

    @dataclass(frozen=True)
    class Bowl(ClosedForm):
        key: ClassVar[str] = "bowl"
        ...
        depth: float = parameter(1.0, (0.1, 10.0), legal=(1e-6, 1e6), scale="log", help="Height of the rim.")

The picker, the sliders, `ravine list` and the contract tests read the rest from these declarations. Where the gradient
is made of + − · alone, `surfaces.arithmetic.Arithmetic` in place of ClosedForm makes paths of few runs quicker.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from functools import cache
from inspect import unwrap
from types import MethodType
from typing import Any, ClassVar, Self

from surfaces.legal import check_names, legal_number
from surfaces.slopes import Array as Array
from surfaces.slopes import Slopes
from surfaces.slopes import factor as factor
from surfaces.slopes import quiet as quiet

Point = tuple[float, float]
Declarations = Mapping[str, Mapping[str, Any]]


class Group(StrEnum):
    """The shelves of the catalogue."""

    VALLEYS = "Bowls and valleys"
    MINIMA = "Many minima"
    SADDLES = "Saddles"
    PLATEAUS = "Plateaus, cliffs and kinks"
    YOURS = "Yours"


def parameter(
    default: float,
    soft: tuple[float, float],
    *,
    legal: tuple[float, float],
    help: str,
    scale: str = "linear",
    symbol: str = "",
) -> Any:
    """Declare a surface parameter: its default, its slider's range (`soft`) and what may be typed (`legal`).

    `scale` says how a slider spaces the values: "linear", or "log" for positive ranges of several decades.
    """
    metadata = {"soft": soft, "legal": legal, "scale": scale, "help": help, "symbol": symbol}
    return field(default=default, metadata=metadata)


class Surface(ABC):
    """A loss surface f(x, y): an immutable, hashable value. Formulas work elementwise on floats or float64 arrays."""

    @property
    @abstractmethod
    def key(self) -> str:
        """The name in sessions and on the command line."""

    @property
    @abstractmethod
    def title(self) -> str:
        """The name for people."""

    @property
    @abstractmethod
    def formula(self) -> str:
        """f(x, y) for people to read; parameters by their symbols. "" where there is none."""

    @property
    @abstractmethod
    def expression(self) -> str:
        """f(x, y) for programs to read, from which copies of it in other libraries are made. "" where there is none.

        A Python expression of x, y, the parameters by their names, numbers, pi, e, + - * / ** and sin, cos, tan, asin,
        acos, atan, sinh, cosh, tanh, exp, log, sqrt and abs; each call has x, y or a parameter in it.
        """

    @property
    @abstractmethod
    def origin(self) -> str:
        """Where the surface comes from."""

    @property
    @abstractmethod
    def purpose(self) -> str:
        """What can be seen on it, in one sentence."""

    @property
    @abstractmethod
    def view(self) -> tuple[float, float, float, float]:
        """The rectangle worth seeing: x from, x to, y from, y to."""

    @property
    @abstractmethod
    def start(self) -> Point:
        """A start from which the walk is instructive."""

    @property
    @abstractmethod
    def suggested_lr(self) -> float:
        """A learning rate at which SGD, momentum and Nesterov (β = 0.9) all move visibly and none diverges."""

    @property
    @abstractmethod
    def kind(self) -> Hashable:
        """What it is apart from its numbers: surfaces of one kind have the same parameters and the same view."""

    @property
    @abstractmethod
    def declared(self) -> Declarations:
        """Its parameters by name, in order, as `parameter` declares them; with each its "default"."""

    @property
    @abstractmethod
    def numbers(self) -> dict[str, float]:
        """The values of its parameters, by name, in the same order."""

    @abstractmethod
    def bent(self, **numbers: float) -> "Surface":
        """The same with other values for some of its parameters.

        Raises ValueError if one is not a number within its legal range, or is not the name of a parameter.
        """

    @property
    @abstractmethod
    def minima(self) -> tuple[Point, ...]:
        """All global and local minima, the deepest first; empty where the surface is unbounded below."""

    @property
    @abstractmethod
    def minima_are_found(self) -> bool:
        """Whether the minima were found numerically, so that some may be missing."""

    @abstractmethod
    def value(self, x: Array, y: Array) -> Array:
        """f(x, y)."""

    @abstractmethod
    def gradient(self, x: Array, y: Array) -> tuple[Array, Array]:
        """(∂f/∂x, ∂f/∂y)."""

    @abstractmethod
    def hessian(self, x: Array, y: Array) -> tuple[Array, Array, Array]:
        """(∂²f/∂x², ∂²f/∂x∂y, ∂²f/∂y²)."""

    @property
    def bare_gradient(self) -> Callable[[Array, Array], tuple[Array, Array]]:
        """`gradient` without its guard against warnings: a seventh sooner, for loops that have a guard of their own."""
        gradient = self.gradient
        return gradient.bare if isinstance(gradient, Slopes) else MethodType(unwrap(type(self).gradient), self)


@dataclass(frozen=True)
class ClosedForm(Surface):
    """A surface whose formulas are written out and whose fields are its parameters.

    Raises ValueError on construction if a parameter is not a number within its legal range.
    """

    key: ClassVar[str]
    title: ClassVar[str]
    group: ClassVar[Group] = Group.YOURS
    formula: ClassVar[str] = ""
    expression: ClassVar[str] = ""
    origin: ClassVar[str] = ""
    purpose: ClassVar[str] = ""
    view: ClassVar[tuple[float, float, float, float]]
    start: ClassVar[Point]
    suggested_lr: ClassVar[float]
    minima_are_found: ClassVar[bool] = False

    def __post_init__(self) -> None:
        for name, declared in self.declared.items():
            number = legal_number(f"{self.key}: {name}", vars(self)[name], declared["legal"])
            object.__setattr__(self, name, number)

    @property
    def kind(self) -> type[Self]:
        return type(self)

    @property
    def declared(self) -> Declarations:
        return _declared(type(self))

    @property
    def numbers(self) -> dict[str, float]:
        mine = vars(self)
        return {name: mine[name] for name in self.declared}

    def bent(self, **numbers: float) -> Self:
        check_names(self.key, numbers, self.declared)
        return replace(self, **numbers)


@cache
def _declared(surface: type[ClosedForm]) -> Declarations:
    return {declared.name: {**declared.metadata, "default": declared.default} for declared in fields(surface)}
