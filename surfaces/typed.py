"""A surface that a person typed as a formula, with sliders for its named parameters.

    Typed("(a-x)^2 + b*(y-x^2)^2, a=1, b=100 in [1, 1000]").bent(a=0.5)

The text is read by `surfaces.expressions`: its derivatives are exact, and it is never run as Python. What is worth
seeing of the function is proposed by `surfaces.exploring`.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import ClassVar

import numpy as np

from surfaces.exploring import Functions, Proposal, find_minima, propose, propose_view
from surfaces.exploring.functions import View
from surfaces.exploring.looks import HALF, LARGEST, SMALLEST
from surfaces.expressions import ExpressionError, Program, read
from surfaces.expressions.limits import LARGEST_PARAMETER
from surfaces.expressions.program import KEPT
from surfaces.expressions.tape import Loaded
from surfaces.legal import check_names, legal_number
from surfaces.slopes import silent
from surfaces.surface import Array, Declarations, Group, Point, Surface

TYPED = "expr:"
"""What stands before a formula that a person typed, where the name of a surface is wanted."""
PROBES = (6, 32)
"""Fewest and most points along each side of the squares in which a value is looked for."""
MOST_WORK = 40_000
"""Operations at points that this may take, so that no text takes long to be refused."""
LEGAL = (-LARGEST_PARAMETER, LARGEST_PARAMETER)


@dataclass(frozen=True)
class Typed(Surface):
    """f(x, y) as typed: an expression, and behind commas the parameters, `name = number [in [low, high]]`.

    `text` is put into the one form that all ways of writing the same formula have; it says the parameters' defaults,
    which `values` has as well if none are given. Raises ExpressionError for a text that is no formula, or one without
    a finite value anywhere from 0.0005 to 5,000,000 around the origin; TypeError for what is no text; ValueError for
    values that are not legal.

    Value, gradient and Hessian are float64 of the shape to which x and y broadcast, NaN where f is not defined. For
    their conventions at kinks (the gradient of √(x² + y²) at the origin is 0) see `surfaces.expressions.slopes`.
    """

    group: ClassVar[Group] = Group.YOURS
    title: ClassVar[str] = "f(x, y)"
    origin: ClassVar[str] = "typed"
    purpose: ClassVar[str] = ""
    minima_are_found: ClassVar[bool] = True

    text: str
    values: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        program = read(self.text)
        _check_values(program)
        object.__setattr__(self, "text", program.text)
        object.__setattr__(self, "values", self._legal(self.values))

    def _legal(self, values: tuple[float, ...]) -> tuple[float, ...]:
        usual = tuple(declared["default"] for declared in self.declared.values())
        if not values:
            return usual
        if len(values) != len(usual):
            raise ValueError(f"{self.title} has {len(usual)} parameters, not {len(values)}")
        named = zip(self.declared, values, strict=True)
        return tuple(legal_number(f"{self.title}: {name}", value, LEGAL) for name, value in named)

    @property
    def key(self) -> str:
        return TYPED + self.text

    @property
    def formula(self) -> str:
        return self._program.pretty

    @property
    def expression(self) -> str:
        return self._program.portable

    @property
    def view(self) -> tuple[float, float, float, float]:
        return _view(self.text)

    @property
    def start(self) -> Point:
        return _proposal(self.text).start

    @property
    def suggested_lr(self) -> float:
        return _proposal(self.text).suggested_lr

    @property
    def kind(self) -> Hashable:
        return TYPED.removesuffix(":"), self.text

    @cached_property
    def declared(self) -> Declarations:
        return {
            parameter.name: {
                "default": parameter.default,
                "soft": parameter.soft,
                "legal": LEGAL,
                "scale": "linear",
                "help": f"The {parameter.name} of the formula.",
                "symbol": "",
            }
            for parameter in self._program.parameters
        }

    @property
    def numbers(self) -> dict[str, float]:
        return dict(zip(self.declared, self.values, strict=True))

    def bent(self, **numbers: float) -> "Typed":
        check_names(self.title, numbers, self.declared)
        return Typed(self.text, tuple({**self.numbers, **numbers}.values()))

    @cached_property
    def minima(self) -> tuple[Point, ...]:
        return _minima(self.text, self.values)

    @silent
    def value(self, x: Array, y: Array) -> Array:
        values: Array = self._value(x, y)
        return values

    @silent
    def gradient(self, x: Array, y: Array) -> tuple[Array, Array]:
        slopes: tuple[Array, Array] = self._gradient(x, y)
        return slopes

    @silent
    def hessian(self, x: Array, y: Array) -> tuple[Array, Array, Array]:
        bends: tuple[Array, Array, Array] = self._hessian(x, y)
        return bends

    @cached_property
    def _program(self) -> Program:
        return read(self.text)

    @cached_property
    def _value(self) -> Loaded:
        return self._program.value.loaded(self.numbers)

    @cached_property
    def _gradient(self) -> Loaded:
        return self._program.gradient.loaded(self.numbers)

    @cached_property
    def _hessian(self) -> Loaded:
        return self._program.hessian.loaded(self.numbers)

    def __reduce__(self) -> tuple[type["Typed"], tuple[str, tuple[float, ...]]]:
        # What is remembered beside the text is not sent along.
        return Typed, (self.text, self.values)


def _functions(surface: Typed) -> Functions:
    return Functions(surface.value, surface.gradient, surface.hessian)


@lru_cache(maxsize=KEPT)
def _view(text: str) -> View:
    return propose_view(_functions(Typed(text)))


@lru_cache(maxsize=KEPT)
def _minima(text: str, values: tuple[float, ...]) -> tuple[Point, ...]:
    # Whoever opens, undoes or compares makes another surface of the same text.
    return find_minima(_functions(Typed(text, values)), _view(text))


@lru_cache(maxsize=KEPT)
def _proposal(text: str) -> Proposal:
    # Apart from the view, since where a start and a learning rate are known already nobody waits for these.
    return propose(_functions(Typed(text)), _view(text))


@lru_cache(maxsize=KEPT)
@silent
def _check_values(program: Program) -> None:
    """Raise ExpressionError if the formula has no value in any square in which a view is looked for."""
    value = program.value.loaded(program.defaults)
    scales = 10.0 ** np.arange(SMALLEST, LARGEST + 1)[:, np.newaxis, np.newaxis]
    side = int(np.clip(np.sqrt(MOST_WORK / len(scales) / (1 + len(value.steps))), *PROBES))
    # An even number of points: none lies on an axis.
    ticks = np.linspace(-HALF, HALF, side + side % 2)
    if not np.isfinite(value(scales * ticks, scales * ticks[:, np.newaxis])).any():
        sentence = "this has no finite value anywhere that was looked at; change it"
        raise ExpressionError(sentence, 0, program.length)
