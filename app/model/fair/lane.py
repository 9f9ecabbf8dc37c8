"""One lane of a fair comparison: what it does as it is set now, and what it does at its own best."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from app.model.experiment import Experiment, Lane
from app.model.parameters import parameters
from optim_core import Rule
from optim_core.tuning import Objective, Scores, Trial, Tuned, tune

Array = NDArray[np.float64]
T = TypeVar("T")
RATES = (1e-6, 1e3)
"""The learning rates among which the best is sought."""
MOST_BETA = 0.999
REMEMBERED = 128
"""So many parts of results are kept: where one lane changes, the others need not be tuned again."""


class Effort(NamedTuple):
    """How finely is sought: values of lr in a decade and of β, closer looks at how many spots, and points of curves."""

    rates: int
    betas: int
    zooms: int
    spots: int
    curve: int


class Work(NamedTuple):
    """Who computes, and whether it is still wanted."""

    executor: Executor | None
    checkpoint: Callable[[], None]


@dataclass(frozen=True, eq=False)
class LaneResult:
    """A lane with its place in the experiment.

    `tuned` is the rule at its best. `along` are its losses and steps over lr at the β that it has now, None where that
    is what it was tuned at. `loss` and `steps` (seeds,) are those of the lane as it is.
    """

    place: int
    lane: Lane
    tuned: Tuned
    along: Scores | None
    loss: Array
    steps: Array

    @property
    def now(self) -> Scores:
        """Over lr at the β that it has now."""
        return self.tuned.curve if self.along is None else self.along

    def values(self, objective: Objective) -> tuple[Array, Array]:
        """What is compared, (seeds,): of the lane as it is, and at its best."""
        if objective is Objective.LOSS:
            return self.loss, self.tuned.every_loss
        return self.steps, self.tuned.every_steps

    def moved(self, lane: Lane) -> "LaneResult":
        """The same lane at another lr, as its curve has it there."""
        if lane.rule == self.lane.rule:
            return replace(self, lane=lane)
        at = int(np.abs(np.log(self.now.lrs) - np.log(max(float(lane.rule.lr), RATES[0]))).argmin())
        loss, steps = self.now.every_loss[0, at], self.now.every_steps[0, at]
        return replace(self, lane=lane, loss=loss, steps=steps)


def lane_result(
    alone: Experiment, place: int, objective: Objective, tunes_beta: bool, effort: Effort, work: Work
) -> LaneResult:
    """The only lane of an experiment, tuned and as it is."""
    trial, lane = trial_of(alone, work), alone.lanes[0]
    names = ("lr", "beta") if tunes_beta and has_beta(lane.rule) else ("lr",)
    rates = _rates(effort.curve)
    free = _anonymous(alone, without(lane.rule, *names))
    betas = 1.0 - np.geomspace(1.0, 1.0 - MOST_BETA, effort.betas) if "beta" in names else None

    def tuned() -> Tuned:
        rule, grid = free.lanes[0].rule, _rates(effort.rates)
        return tune(trial, rule, grid, betas, objective=objective, zooms=effort.zooms, spots=effort.spots, curve=rates)

    found = _remembered((free, names, objective, effort), tuned)
    kept = _anonymous(alone, without(lane.rule, "lr"))
    along = None
    if found.beta is not None and kept.lanes[0].rule != without(lane.rule, "lr", "beta", beta=found.beta):
        along = _remembered((kept, effort.curve), lambda: trial.scores(kept.lanes[0].rule, rates))
    own = _anonymous(alone, lane.rule)
    return LaneResult(place, lane, found, along, *_remembered(own, lambda: trial.runs(lane.rule)))


def trial_of(experiment: Experiment, work: Work) -> Trial:
    """What all lanes of an experiment are put to. Raises ValueError where its surface has no minimum."""
    return Trial(
        experiment.surface.bare_gradient,
        experiment.surface,
        experiment.start,
        experiment.steps,
        experiment.noise_by_step,
        experiment.batch_size,
        range(experiment.seed, experiment.seed + experiment.seeds),
        experiment.noise_kind,
        experiment.moves,
        executor=work.executor,
        checkpoint=work.checkpoint,
    )


def has_beta(rule: Rule) -> bool:
    """Whether the rule has a momentum."""
    return "beta" in parameters(type(rule))


def without(rule: Rule, *names: str, **values: float) -> Rule:
    """The rule with nothing of its own in these numbers, steered changes included: `values`, or their defaults."""
    plain: dict[str, Any] = {name: parameters(type(rule))[name].default for name in names}
    changes = tuple(change for change in rule.changes if change.name not in names)
    return replace(rule, changes=changes, **{**plain, **values})


def _rates(per_decade: int) -> Array:
    decades = np.log10(RATES[1] / RATES[0])
    return np.geomspace(*RATES, round(per_decade * decades) + 1)


def _anonymous(alone: Experiment, rule: Rule) -> Experiment:
    """What a computation depends on: the experiment with that rule alone, whatever its lane is called."""
    return replace(alone, lanes=(Lane(rule, "", 0, linked=False),))


_MEMORY: OrderedDict[Hashable, object] = OrderedDict()


def _remembered(question: Hashable, answer: Callable[[], T]) -> T:
    """The answer, from memory if the question was asked lately."""
    found = _MEMORY.pop(question, None)
    if found is None:
        found = answer()
    _MEMORY[question] = found
    while len(_MEMORY) > REMEMBERED:
        _MEMORY.popitem(last=False)
    return cast(T, found)
