"""A parameter as declared once, in the metadata of a dataclass field; sliders, fields and the command line follow.

Surfaces and rules declare theirs in their own packages; an experiment's own (noise, steps, …) use `declare`.
"""

from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from functools import cache
from typing import Any, cast

from app.model.numbers import number_text
from surfaces import Surface

EXACT = 9
"""Digits that tell a bound from a value just beyond it."""


@dataclass(frozen=True)
class Parameter:
    """One number a person may set.

    `soft` is the range of its slider, `legal` the range of what may be typed (both inclusive), `scale` a key of
    `app.model.scales.SCALES`, `whole` whether it is an integer.
    """

    name: str
    default: float
    soft: tuple[float, float]
    legal: tuple[float, float]
    scale: str
    help: str
    symbol: str = ""
    whole: bool = False

    @property
    def label(self) -> str:
        """What stands beside its slider."""
        return self.symbol or self.name.replace("_", " ")

    def checked(self, value: float) -> float:
        """The value itself, as int if `whole`; ValueError with one sentence if it is not legal."""
        low, high = self.legal
        if not low <= value <= high:
            allowed = f"between {number_text(low, EXACT)} and {number_text(high, EXACT)}"
            raise ValueError(f"{self.name} must lie {allowed}, not {number_text(value, EXACT)}")
        if not self.whole:
            return float(value)
        if value != int(value):
            raise ValueError(f"{self.name} must be a whole number, not {number_text(value, EXACT)}")
        return int(value)


def declare(
    default: float,
    soft: tuple[float, float],
    *,
    legal: tuple[float, float],
    scale: str,
    help: str,
    symbol: str = "",
    whole: bool = False,
) -> Any:
    """A dataclass field that `parameters` finds; see `Parameter` for the arguments."""
    facts = {"soft": soft, "legal": legal, "scale": scale, "help": help, "symbol": symbol, "whole": whole}
    return field(default=default, metadata=facts)


@cache
def parameters(cls: type) -> dict[str, Parameter]:
    """The parameters that a dataclass declares, by name, in order."""
    return {f.name: _parameter(f) for f in fields(cls) if "soft" in f.metadata}


def surface_parameters(surface: Surface) -> dict[str, Parameter]:
    """The parameters of a surface, by name, in order."""
    return {name: Parameter(name=name, **declared) for name, declared in surface.declared.items()}


def differing(values: Mapping[str, float], usual: Mapping[str, float]) -> dict[str, float]:
    """Those of an owner's numbers that are not as usual."""
    return {name: value for name, value in values.items() if value != usual[name]}


def _parameter(declared: Field[Any]) -> Parameter:
    return Parameter(name=declared.name, default=cast(float, declared.default), **declared.metadata)
