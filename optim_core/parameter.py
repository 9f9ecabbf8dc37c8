"""How a rule or a schedule declares its numbers and choices, and the one check that they are what was declared."""

import reprlib
from dataclasses import field, fields
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


def hyper_parameter(
    default: float,
    soft: tuple[float, float],
    *,
    legal: tuple[float, float],
    scale: str,
    symbol: str,
    help: str,
    whole: bool = False,
) -> Any:
    """Declare a hyper-parameter: its default, its slider's range (`soft`) and what may be typed (`legal`).

    `scale` says how a slider spaces the values: "linear", "log", "one-minus" (by 1 − value) or "from-zero"; `whole`
    that it is an integer.
    """
    metadata = {"soft": soft, "legal": legal, "scale": scale, "symbol": symbol, "help": help, "whole": whole}
    return field(default=default, metadata=metadata)


def choice(default: StrEnum, *, help: str, symbol: str, titles: dict[str, str], kw_only: bool = False) -> Any:
    """Declare a field that takes one value of an enumeration; `titles` says each in words."""
    metadata = {"choices": type(default), "help": help, "symbol": symbol, "titles": titles}
    return field(default=default, metadata=metadata, kw_only=kw_only)


def check_numbers(owner: Any) -> None:
    """Turn every declared number into a float (or int, or array) and every choice into its enumeration.

    Raises ValueError, with the owner's key, for one that is not legal.
    """
    for declared in fields(owner):
        value = getattr(owner, declared.name)
        if "legal" in declared.metadata:
            object.__setattr__(owner, declared.name, checked(owner.key, declared.name, declared.metadata, value))
        elif "choices" in declared.metadata:
            object.__setattr__(owner, declared.name, _chosen(owner.key, declared.name, declared.metadata, value))


def checked(key: str, name: str, declared: Any, value: ArrayLike) -> Any:
    """The value, if it lies within the legal range; arrays element by element. Raises ValueError otherwise."""
    low, high = declared["legal"]
    if isinstance(value, float) and low <= value <= high and not declared["whole"]:
        # The usual case without arrays: a run that was steered all along has hundreds of values.
        return float(value)
    number = numbers(value)
    legal = (low <= number) & (number <= high)
    if not legal.all():
        found = number[~legal].item(0) if number.ndim else reprlib.repr(value)
        raise ValueError(f"{key}: {name} must lie between {low:g} and {high:g}, not {found}")
    if declared["whole"]:
        return _whole(key, name, number)
    return number if number.ndim else float(number)


def _whole(key: str, name: str, number: Array) -> int:
    if number.ndim or number != np.floor(number):
        raise ValueError(f"{key}: {name} must be a whole number, not {reprlib.repr(number.tolist())}")
    return int(number)


def _chosen(key: str, name: str, declared: Any, value: object) -> StrEnum:
    choices: type[StrEnum] = declared["choices"]
    try:
        return choices(value)  # type: ignore[arg-type]
    except ValueError:
        known = ", ".join(choices)
        raise ValueError(f"{key}: {name} must be one of {known}, not {reprlib.repr(value)}") from None


def numbers(value: ArrayLike) -> Array:
    """The value as float64, or a NaN, which no range admits, when it is not made of real numbers."""
    try:
        found = np.asarray(value)
    except ValueError:  # rows of different lengths
        return np.asarray(np.nan)
    return found.astype(np.float64) if found.dtype.kind in "iuf" else np.asarray(np.nan)


def is_whole(value: Any) -> bool:
    """Whether it is a whole number, and no truth value."""
    return isinstance(value, int | np.integer) and not isinstance(value, bool)
