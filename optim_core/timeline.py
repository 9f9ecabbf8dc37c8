"""What the lanes of one batch are set to at every step: coefficients as arrays over runs, and when they restart.

Schedules and changes are unrolled here, a slice of steps at a time; the loop sees coefficients alone.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from itertools import repeat
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from optim_core.family import Family, is_zero
from optim_core.parameter import Array
from optim_core.rule import Rule, declared_numbers

Columns = list[Array]
"""One array a coefficient, each (steps or 1, lanes)."""


Moment = tuple[Callable[..., None], Any, Any]
"""What the loop needs for one step: the family's update, coupled λ or None, and decoupled lr·λ or None."""


class Settings(NamedTuple):
    """The settings of all runs in one step or, each array with one dimension more, in many."""

    family: Any
    decay: Any
    shrink: Any

    def moments(self, count: int) -> Iterable[Moment]:
        """As the loop takes them, step by step."""
        if not any(changes(value) for value in (*self.family, self.decay, self.shrink)):
            return repeat(next(self._moments(1)), count)
        return self._moments(count)

    def _moments(self, count: int) -> Iterator[Moment]:
        coefficients = zip(*(_each(value, count) for value in self.family), strict=True)
        updates = (self.family._make(values).update for values in coefficients)
        return zip(updates, *(_each(value, count) for value in self.decays()), strict=True)

    def decays(self) -> tuple[Any, Any]:
        """λ and lr·λ, None for one that is 0 in every run."""
        decay, shrink = (None if is_zero(value) else value for value in (self.decay, self.shrink))
        return decay, shrink

    def part(self, steps: slice) -> "Settings":
        """Those of some of the steps."""
        *family, decay, shrink = (_part(value, steps) for value in (*self.family, self.decay, self.shrink))
        return Settings(self.family._make(family), decay, shrink)


class Timeline:
    """The settings of a batch: lanes × seeds runs (seeds innermost) of one kind of family.

    Built from rules of one lane each, or from a grid whose fields are single or arrays of the shape (lanes,).
    """

    def __init__(self, rules: Sequence[Rule], seeds: int, steps: int, shape: tuple[int, ...] = ()) -> None:
        self._rules = rules
        self._shape = shape
        self._seeds = seeds
        self._kind: Any = type(rules[0].family())
        self._always = self._settings(0, 1) if all(rule.is_steady for rule in rules) else None
        self._restarts = [frozenset(rule.restart_steps(steps)) for rule in rules]
        self._some_restart = sorted(frozenset().union(*self._restarts))

    @property
    def lanes(self) -> int:
        """How many lanes a grid has."""
        return self._shape[0]

    def taken(self, lanes: NDArray[np.intp]) -> Self:
        """Of a grid, only some lanes."""
        part = copy(self)
        part._rules = [with_arrays(rule, lambda value: value[lanes]) for rule in self._rules]
        part._shape = lanes.shape
        part._always = part._settings(0, 1) if self._always is not None else None
        return part

    def settings(self, first: int, count: int) -> Settings:
        """Those of `count` updates from step `first` on."""
        return self._always or self._settings(first, count)

    def family(self, first: int, count: int) -> Family:
        """The family of those updates at once, its coefficients of shape (count, 2, runs) or without the steps."""
        family: Family = self.settings(first, count).family
        return family

    def restart_steps(self, first: int, count: int) -> list[int]:
        """The steps among those at which some lane forgets its velocity, in order."""
        steps = self._some_restart
        return steps[bisect_left(steps, first) : bisect_left(steps, first + count)]

    def restarting(self, step: int) -> NDArray[np.bool_]:
        """Which runs do so at that step, (runs,); all of a grid do together."""
        lanes = np.array([step in steps for steps in self._restarts])
        return np.repeat(lanes, self._seeds) if not self._shape else lanes

    def _settings(self, first: int, count: int) -> Settings:
        # An lr that a schedule takes out of the numbers is no error: the run diverges, as data.
        with np.errstate(all="ignore"):
            columns = self._columns(first, count)
        *coefficients, decay, shrink = (_over_runs(column, self._seeds) for column in columns)
        return Settings(self._kind(*coefficients), decay, shrink)

    def _columns(self, first: int, count: int) -> Columns:
        lanes = [self._columns_of(rule, first, count) for rule in self._rules]
        return lanes[0] if len(lanes) == 1 else [_beside(parts) for parts in zip(*lanes, strict=True)]

    def _columns_of(self, rule: Rule, first: int, count: int) -> Columns:
        now = rule.during(first, count, len(self._shape))
        family: Any = now.family()
        return [self._column(value, count) for value in (*family, *now.decays())]

    def _column(self, value: Any, count: int) -> Array:
        if not self._shape and isinstance(value, float):
            return np.array([[value]])
        # What changes over time has a dimension of steps in front; what does not is kept once.
        length = count if np.ndim(value) > len(self._shape) else 1
        return np.broadcast_to(value, (length, *self._shape)).reshape(length, -1)


def with_arrays(rule: Rule, change: Callable[[Any], Array]) -> Rule:
    """A grid with its arrays changed; what is one number for all lanes stays so."""
    changed = copy(rule)
    numbers = {name: getattr(rule, name) for name in declared_numbers(type(rule))}
    vars(changed).update({name: change(value) for name, value in numbers.items() if np.ndim(value)})
    return changed


def _beside(parts: Sequence[Array]) -> Array:
    """One coefficient of several lanes, those that never change repeated for the others' steps."""
    length = max(len(part) for part in parts)
    alike = [part if len(part) == length else np.broadcast_to(part, (length, part.shape[1])) for part in parts]
    return np.concatenate(alike, axis=1)


def _over_runs(column: Array, seeds: int) -> Array | float:
    """One coefficient (steps or 1, lanes) as full (steps, 2, runs), or (2, runs) if it stays as it is.

    NumPy multiplies equal shapes twice as fast. The float 0.0 or 1.0 when all are, so that whatever it multiplies can
    be left out or left alone.
    """
    for plain in (0.0, 1.0):
        if (column == plain).all():
            return plain
    runs = column.repeat(seeds, axis=1)
    full = np.stack((runs, runs), axis=1)
    return full[0] if len(full) == 1 else full


def changes(value: Any) -> bool:
    """Whether a setting has a value for each step."""
    return isinstance(value, np.ndarray) and value.ndim == 3


def _part(value: Any, steps: slice) -> Any:
    """A setting in some of its steps."""
    return value[steps] if changes(value) else value


def _each(value: Any, count: int) -> Iterable[Any]:
    """A setting of each of so many steps: its own, or the one that it has in all."""
    return value if changes(value) else repeat(value, count)
