"""What the person wants, as one frozen value: surface, lanes, start, noise, steps.

Everything drawn is a pure function of it, so undo, saving and sharing are a matter of keeping values.
"""

from dataclasses import dataclass, field, replace
from functools import cached_property
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from app.model.parameters import Parameter, declare, parameters
from optim_core import SGD, Change, Momentum, Move, Nesterov, NoiseKind, Rule
from optim_core.parameter import choice
from surfaces import Surface
from surfaces.rosenbrock import Rosenbrock

MOST_LANES = 8
MOST_POINTS = 12_000_000
"""Lanes × seeds × steps of the largest experiment: 24 bytes a point, and the whole program stays below 600 MB."""
MASTERS = ("lr", "beta")
"""The hyper-parameters that one master slider moves in every linked lane."""


@dataclass(frozen=True)
class Lane:
    """One optimizer on the surface.

    A linked lane takes `lr` and `beta` from the experiment's masters; what its own rule says of them then waits until
    it is unlinked. `colour` is a place in the theme's palette, which also fixes the line pattern.
    """

    rule: Rule
    name: str
    colour: int
    visible: bool = True
    linked: bool = True


@dataclass(frozen=True)
class Experiment:
    """All that is needed to run and draw it again. Raises ValueError if it has more than MOST_POINTS.

    `changes` are values of lr, beta and noise that were steered in mid-run; those of lr and beta act on linked lanes.
    `moves` shift the surface under all lanes. What happens at step k acts on the way from position k to k + 1.
    """

    surface: Surface = field(default_factory=Rosenbrock)
    lanes: tuple[Lane, ...] = (
        Lane(SGD(), SGD.title, 0),
        Lane(Momentum(), Momentum.title, 1),
        Lane(Nesterov(), Nesterov.title, 2),
    )
    start: tuple[float, float] = Rosenbrock.start
    lr: float = parameters(Momentum)["lr"].default
    beta: float = parameters(Momentum)["beta"].default
    noise: float = declare(
        0.0, (0.0, 100.0), legal=(0.0, 1e9), scale="from-zero", symbol="noise σ", help="Gradient noise of one sample."
    )
    steps: int = declare(
        1000, (10, 10_000), legal=(1, 100_000), scale="log", whole=True, help="How many steps every lane takes."
    )
    batch_size: int = declare(
        1, (1, 4096), legal=(1, 10**9), scale="log", symbol="batch", whole=True, help="Divides the noise by √B."
    )
    seeds: int = declare(
        1, (1, 1000), legal=(1, 10_000), scale="log", whole=True, help="How many draws of the noise every lane meets."
    )
    seed: int = declare(0, (0, 100), legal=(0, 2**53), scale="linear", whole=True, help="The first seed of the noise.")
    noise_kind: NoiseKind = choice(
        NoiseKind.GAUSSIAN,
        symbol="noise",
        help="What noise does: Gaussian is added to gradients, jitter of the data shifts where they are taken.",
        titles={"gaussian": "Gaussian", "jitter": "jitter of the data"},
    )
    changes: tuple[Change, ...] = ()
    moves: tuple[Move, ...] = ()

    def __post_init__(self) -> None:
        points = len(self.lanes) * self.seeds * self.steps
        if points > MOST_POINTS:
            size = f"{len(self.lanes)} lanes × {self.seeds:,} seeds × {self.steps:,} steps are {points:,} points"
            raise ValueError(f"{size} and {MOST_POINTS:,} are the most; take fewer seeds or steps")

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rule that each lane runs: its own, or with the masters' values if it is linked."""
        return tuple(self._linked_rule(lane.rule) if lane.linked else lane.rule for lane in self.lanes)

    def _linked_rule(self, rule: Rule) -> Rule:
        names = [name for name in MASTERS if name in parameters(type(rule))]
        own = tuple(change for change in rule.changes if change.name not in MASTERS)
        steered = tuple(change for change in self.changes if change.name in names)
        values: dict[str, float] = {name: self.master(name) for name in names}
        return replace(rule, **values, changes=(*own, *steered))  # type: ignore[arg-type]

    def master(self, name: str) -> float:
        """The value of a master slider."""
        return {"lr": self.lr, "beta": self.beta}[name]

    @cached_property
    def noise_by_step(self) -> float | NDArray[np.float64]:
        """σ of every step: one number where it never changes, else (steps,)."""
        if not self.noise_changes:
            return self.noise
        sigma = np.full(self.steps, float(self.noise))
        for change in self.noise_changes:
            sigma[change.step :] = change.value
        return sigma

    @cached_property
    def noise_changes(self) -> tuple[Change, ...]:
        """How the noise was steered within the run; `changes` may also have what only a longer one would meet."""
        return tuple(change for change in self.changes if change.name == "noise" and change.step < self.steps)

    @property
    def has_noise(self) -> bool:
        """Whether any step meets noise."""
        return bool(np.any(self.noise_by_step))

    def noise_at(self, step: int) -> float:
        """σ/√B, the noise of the whole batch's gradient, at a step; −1 is the last one."""
        sigma = np.broadcast_to(self.noise_by_step, self.steps)
        return float(sigma[step]) / sqrt(self.batch_size)


RUN_PARAMETERS: dict[str, Parameter] = parameters(Experiment)
"""noise, steps, batch_size, seeds and seed."""
MASTER_PARAMETERS: dict[str, Parameter] = {name: parameters(Momentum)[name] for name in MASTERS}
START_LIMIT = 1e9
"""How far from the origin a start may lie."""
