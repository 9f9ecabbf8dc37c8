"""What an optimizer is: a frozen value of hyper-parameters, and the family whose equation it is a case of.

A new rule is one class in one file and one line in `optim_core.registry`. A rule such as `Momentum(lr=1e-3, beta=0.9)`
turns itself into a `Family` of coefficients; the loop joins the families of one class into a single batch and advances
them together, so that three optimizers with a hundred seeds each cost little more than one run.
"""

import reprlib
from abc import ABC, abstractmethod
from copy import copy
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from typing import Any, ClassVar, Self

import numpy as np

from optim_core.family import Family
from optim_core.parameter import Array, check_numbers, choice, hyper_parameter
from optim_core.schedule import Constant, Schedule
from optim_core.steering import Change, checked_changes, checked_steps

BYTES = 4
"""Of a number in FP32."""


def learning_rate(default: float = 1e-3, help: str = "Learning rate: step length per gradient.") -> Any:
    """The field `lr` of every rule."""
    return hyper_parameter(default, (1e-5, 1.0), legal=(0.0, 1e9), scale="log", symbol="lr", help=help)


def momentum(
    symbol: str = "β", help: str = "Momentum: the share of the velocity kept from step to step.", default: float = 0.9
) -> Any:
    """The field `beta` of rules with a momentum."""
    return hyper_parameter(default, (0.0, 0.999), legal=(0.0, 0.999999), scale="one-minus", symbol=symbol, help=help)


def mean_of_gradients() -> Any:
    """The field `beta` of rules of Adam's kind."""
    return momentum("β₁", "Momentum: the share of the mean gradient kept each step.")


def mean_of_squares(symbol: str = "β₂", default: float = 0.999) -> Any:
    """The field `beta2` or `rho` of rules with a mean of squares."""
    words = "Memory: the share of the mean square kept each step."
    return hyper_parameter(default, (0.0, 0.9999), legal=(0.0, 0.999999), scale="one-minus", symbol=symbol, help=words)


def floor_of_root(default: float = 1e-8) -> Any:
    """The field `eps`: ε, added to a root that is divided by; above 0, so that a gradient of 0 moves nothing."""
    words = "Floor of the root: much smaller gradients go as by SGD."
    return hyper_parameter(default, (1e-10, 1.0), legal=(1e-16, 1e9), scale="log", symbol="ε", help=words)


def decay_strength(default: float = 0.0) -> Any:
    """The field `weight_decay`: λ, which pulls towards the origin as `decay` says."""
    words = "Weight decay: pulls towards the origin."
    return hyper_parameter(default, (0.0, 1.0), legal=(0.0, 1e9), scale="from-zero", symbol="λ", help=words)


class Decay(StrEnum):
    """Where weight decay comes in."""

    COUPLED = "coupled"
    """g ← g + λθ before any momentum: an added λ/2·‖θ‖² (torch.optim.SGD)."""
    DECOUPLED = "decoupled"
    """θ ← θ − lr·λ·θ beside the step (Loshchilov and Hutter 2019; Keras, AdamW)."""


def decay_kind(default: Decay = Decay.COUPLED) -> Any:
    """The field `decay`; a rule whose authors decouple it declares the field once more, with that default."""
    titles = {"coupled": "coupled: g + λθ", "decoupled": "decoupled: θ − lr·λ·θ"}
    return choice(default, symbol="decay", help="Where weight decay comes in.", titles=titles, kw_only=True)


@dataclass(frozen=True, kw_only=True)
class Rule(ABC):
    """An optimizer's hyper-parameters. Raises ValueError when one is not a number within its legal range.

    What every rule has stands here: `schedule` multiplies lr, `restarts` are the steps before which the memory is
    forgotten, with `restart_at_boundaries` those of the schedule too, and `changes` are hyper-parameters steered in
    mid-run. An event at step k acts on the update from position k to k + 1.
    """

    key: ClassVar[str]
    """The name in sessions and on the command line."""
    title: ClassVar[str]
    memory: ClassVar[tuple[str, ...]]
    """What it remembers of each parameter, by the names in `equation`; () for nothing."""
    purpose: ClassVar[str] = ""
    """What it is good for, in one sentence."""
    origin: ClassVar[str] = ""
    """Who published it, and when."""

    schedule: Schedule = Constant()
    restarts: tuple[int, ...] = ()
    restart_at_boundaries: bool = False
    changes: tuple[Change, ...] = ()
    decay: Decay = decay_kind()

    @property
    @abstractmethod
    def lr(self) -> Any:
        """The learning rate; a rule declares it as a field, by `learning_rate`."""

    @property
    @abstractmethod
    def weight_decay(self) -> Any:
        """λ; a rule declares it as a field, by `decay_strength`."""

    @property
    @abstractmethod
    def equation(self) -> tuple[str, ...]:
        """The update for people to read, a line each."""

    @abstractmethod
    def family(self) -> Family:
        """This rule as a case of its family's equation."""

    @property
    def state_bytes(self) -> int:
        """The bytes of its memory for one parameter, in FP32."""
        return BYTES * len(self.memory)

    def __post_init__(self) -> None:
        check_numbers(self)
        if not isinstance(self.schedule, Schedule):
            raise ValueError(f"{self.key}: schedule must be a schedule, not {reprlib.repr(self.schedule)}")
        object.__setattr__(self, "restarts", checked_steps(self.key, self.restarts))
        object.__setattr__(self, "changes", checked_changes(self.key, declared_numbers(type(self)), self.changes))

    @classmethod
    def grid(cls, **values: Any) -> Self:
        """A rule whose numbers are arrays that broadcast together: one run per element, for `optim_core.sweep`.

        Raises ValueError if an element is out of its range.
        """
        numeric = declared_numbers(cls)
        arrays: dict[str, Any] = {n: np.asarray(value) if n in numeric else value for n, value in values.items()}
        return cls(**arrays)

    @property
    def is_steady(self) -> bool:
        """Whether every hyper-parameter has one value in the whole run."""
        return not (self.schedule.parts or self.changes)

    def during(self, first: int, count: int, dimensions: int = 0) -> Self:
        """This rule in `count` updates from step `first` on: what changes over time is an array (count, 1, …).

        `dimensions` is how many dimensions the arrays of a grid have behind the steps.
        """
        if self.is_steady:
            return self
        steps = np.arange(first, first + count)
        changed = {change.name for change in self.changes}
        now = {name: self._changed(name, first, count, dimensions) for name in changed}
        factor = self.schedule.factor(steps).reshape(-1, *(1,) * dimensions)
        # An lr that a schedule takes beyond its legal range is no error: the run diverges, as data.
        with np.errstate(all="ignore"):
            now["lr"] = now.get("lr", self.lr) * factor
        rule = copy(self)
        vars(rule).update(now)
        return rule

    def _changed(self, name: str, first: int, count: int, dimensions: int) -> Array:
        own = np.asarray(getattr(self, name))
        shape = (1,) * (dimensions - own.ndim) + own.shape
        values = np.broadcast_to(own, (count, *shape)).copy()
        # In the order of their steps: the last one that has come holds.
        for change in self.changes:
            if change.name == name:
                values[max(0, change.step - first) :] = change.value
        return values

    def decays(self) -> tuple[Any, Any]:
        """λ where it is coupled to the gradient, and lr·λ where it is not; the other is 0."""
        if self.decay is Decay.COUPLED:
            return self.weight_decay, 0.0
        return 0.0, self.lr * self.weight_decay

    def restart_steps(self, steps: int) -> tuple[int, ...]:
        """The steps of a run of that length before which the memory is forgotten, in order."""
        boundaries = self.schedule.boundaries(steps) if self.restart_at_boundaries else ()
        return tuple(sorted({step for step in (*self.restarts, *boundaries) if step < steps}))


@cache
def declared_numbers(rule: type[Rule]) -> dict[str, Any]:
    """The hyper-parameters that are numbers, by name, as they were declared."""
    return {declared.name: declared.metadata for declared in fields(rule) if "legal" in declared.metadata}
