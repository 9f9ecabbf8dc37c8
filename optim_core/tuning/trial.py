"""What all rules are put to alike when they are tuned: one landscape, start, length and noise."""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import cached_property
from math import inf
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from optim_core.diagnosis.observed import Landscape
from optim_core.family import GradientFunction
from optim_core.parameter import Array
from optim_core.rule import Rule
from optim_core.surroundings import Move, NoiseKind, offsets
from optim_core.sweep import sweep
from optim_core.tuning.scores import Scores

ROUNDING = 1e-18
"""Of the start's loss above the minimum: losses below are rounding, and equal."""


class Grid(NamedTuple):
    """Values of lr (n,) and of β (m,), ascending; None: β is not touched."""

    lrs: Array
    betas: Array | None


@dataclass(frozen=True, eq=False)
class Trial:
    """What all rules are put to alike; the arguments are those of `optim_core.sweep`.

    Raises ValueError for a landscape without a minimum: there no loss is the least, and no lr the best. Scores raise
    ValueError as `sweep` does, and whatever `checkpoint` raises. `rounding` is the share of the start's loss below
    which losses are equal.
    """

    gradient: GradientFunction
    landscape: Landscape
    start: tuple[float, float]
    steps: int
    noise: ArrayLike = 0.0
    batch_size: float = 1
    seeds: Sequence[int] = (0,)
    noise_kind: NoiseKind = NoiseKind.GAUSSIAN
    moves: Sequence[Move] = ()
    rounding: float = ROUNDING
    executor: Executor | None = None
    checkpoint: Callable[[], None] | None = None

    def __post_init__(self) -> None:
        if not self.landscape.minima:
            raise ValueError("rules cannot be tuned on a surface without a minimum: no loss is the least there")

    @cached_property
    def floor(self) -> float:
        """The loss at the deepest minimum."""
        x, y = np.asarray(self.landscape.minima, dtype=np.float64).T
        return float(np.min(self.landscape.value(x, y)))

    @cached_property
    def head(self) -> float:
        """The start's loss above it, wherever the surface stands by then."""
        x, y = np.asarray(self.start, dtype=np.float64) - offsets(self.moves, 0, 1)[0]
        return float(self.landscape.value(x, y)) - self.floor

    @cached_property
    def least(self) -> float:
        """The loss above the minimum below which all is rounding."""
        return max(self.rounding * self.head, 4.0 * float(np.finfo(np.float64).eps) * abs(self.floor))

    def runs(self, rule: Rule) -> tuple[Array, Array]:
        """Loss above the minimum and steps to tolerance, (…, seeds), of a rule as it is or of a grid."""
        outcomes = sweep(
            self.gradient,
            rule,
            start=self.start,
            steps=self.steps,
            noise=self.noise,
            batch_size=self.batch_size,
            seeds=self.seeds,
            noise_kind=self.noise_kind,
            moves=self.moves,
            executor=self.executor,
            landscape=self.landscape,
            checkpoint=self.checkpoint,
        )
        ending = outcomes.ending
        assert ending is not None, "a sweep with a landscape has endings"
        # Far away a loss may be no number although the position still is one.
        excess = np.where(np.isnan(ending.loss), inf, ending.loss - self.floor)
        steps = ending.steps_to_tolerance.astype(np.float64)
        return np.maximum(excess, self.least), np.where(steps < 0.0, inf, steps)

    def scores(self, rule: Rule, lrs: Array, betas: Array | None = None) -> Scores:
        """The rule at every lr (n,) and β (m,), for the whole run; without `betas` it does with β what it says."""
        return self.scores_on(rule, [Grid(lrs, betas)])[0]

    def scores_on(self, rule: Rule, grids: Sequence[Grid]) -> list[Scores]:
        """The same on several grids of one size, all at once."""
        loss, steps = self.runs(_in_every_setting(rule, grids))
        none = np.array([np.nan])
        return [
            Scores(grid.lrs, none if grid.betas is None else grid.betas, loss[k], steps[k])
            for k, grid in enumerate(grids)
        ]


def _in_every_setting(rule: Rule, grids: Sequence[Grid]) -> Rule:
    """The rule with lr (grids, 1, n) and β (grids, m, 1), or its own β."""
    values: dict[str, Any] = {"lr": np.stack([grid.lrs for grid in grids])[:, np.newaxis, :]}
    betas = [grid.betas for grid in grids if grid.betas is not None]
    if betas:
        values["beta"] = np.stack(betas)[:, :, np.newaxis]
    changes = tuple(change for change in rule.changes if change.name not in values)
    return replace(rule, changes=changes, **values)
