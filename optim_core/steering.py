"""What may happen to a rule in mid-run, and its checks: numbers that change, and steps at which it forgets."""

import reprlib
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from optim_core.parameter import checked, is_whole


class Change(NamedTuple):
    """From step `step` on, the hyper-parameter `name` has another value."""

    step: int
    name: str
    value: float


def checked_steps(key: str, steps: Any) -> tuple[int, ...]:
    """The steps in order, each once. Raises ValueError, with the rule's key, for what is not a step."""
    if not isinstance(steps, tuple | list) or not all(_is_step(step) for step in steps):
        raise ValueError(f"{key}: restarts must be steps, whole numbers of 0 or more")
    return tuple(sorted({int(step) for step in steps}))


def checked_changes(key: str, declared: Mapping[str, Any], changes: Any) -> tuple[Change, ...]:
    """The changes in the order of their steps; of two to one number at one step, the later in the list holds.

    `declared` are the rule's numbers by name. Raises ValueError, with the rule's key, for a change of another one.
    """
    if not isinstance(changes, tuple | list):
        raise ValueError(f"{key}: changes must be a tuple of (step, name, value)")
    return tuple(sorted((_checked_change(key, declared, change) for change in changes), key=lambda change: change[:2]))


def _checked_change(key: str, declared: Mapping[str, Any], change: Any) -> Change:
    if not isinstance(change, tuple | list) or len(change) != 3:
        raise ValueError(f"{key}: a change must be (step, name, value), not {reprlib.repr(change)}")
    step, name, value = change
    if not _is_step(step):
        raise ValueError(f"{key}: the step of a change must be a whole number of 0 or more")
    if name not in tuple(declared):
        raise ValueError(f"{key}: there is no {reprlib.repr(name)} to change; known: {', '.join(declared)}")
    found = checked(key, name, declared[name], value)
    if isinstance(found, np.ndarray):
        raise ValueError(f"{key}: a change of {name} must be to one number, not to an array")
    return Change(int(step), name, found)


def _is_step(value: Any) -> bool:
    return is_whole(value) and bool(value >= 0)
