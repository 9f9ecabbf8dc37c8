"""What is to be compared, and the comparison as far as it is known.

Example:

    request = fair_request(experiment)
    for result in request.results(executor, checkpoint):        # a sketch first, then the whole
        result.lanes[0].tuned.lr
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import cached_property
from math import isfinite

from app.model.experiment import MASTER_PARAMETERS, MOST_POINTS, RUN_PARAMETERS, Experiment, Lane
from app.model.fair.lane import Effort, LaneResult, Work, lane_result, trial_of, without
from optim_core import NoiseKind
from optim_core.tuning import Objective, Trial

SEEDS = 16
"""With noise so many seeds judge every setting, from the experiment's first one on: by one alone, luck would win."""
SKETCH, WHOLE, NOISY = Effort(3, 4, 0, 0, 8), Effort(6, 12, 3, 6, 40), Effort(5, 9, 2, 2, 24)
"""First a sketch; then as fine as it gets, with noise less fine, since noise hides what is finer."""
NO_LANE = "No lane is visible. Show one to compare it with others."


@dataclass(frozen=True)
class FairRequest:
    """A fair comparison of the visible lanes of an experiment: a job for a workshop.

    `experiment` has those lanes alone, each with the rule that it runs now, and `places` says which they were.
    `objective` decides what is best; with `tunes_beta` β is tuned as well as lr, where a rule has one.
    """

    experiment: Experiment
    places: tuple[int, ...]
    objective: Objective = Objective.LOSS
    tunes_beta: bool = True

    def results(self, executor: Executor | None, checkpoint: Callable[[], None]) -> Iterator["FairResult"]:
        """A sketch, then the whole. Raises whatever `checkpoint` raises."""
        work, finest = Work(executor, checkpoint), NOISY if self.experiment.seeds > 1 else WHOLE
        for effort in (SKETCH, finest):
            yield FairResult(self, self._lanes(effort, work))

    def _lanes(self, effort: Effort, work: Work) -> tuple[LaneResult, ...]:
        alone = ((place, self._alone(lane)) for place, lane in zip(self.places, self.experiment.lanes, strict=True))
        return tuple(lane_result(one, place, self.objective, self.tunes_beta, effort, work) for place, one in alone)

    def _alone(self, lane: Lane) -> Experiment:
        return replace(self.experiment, lanes=(lane,), lr=MASTER_PARAMETERS["lr"].default)

    @cached_property
    def trial(self) -> Trial:
        """What all lanes are put to, for its facts."""
        return trial_of(self.experiment, Work(None, lambda: None))

    @cached_property
    def shape(self) -> object:
        """All that the curves depend on: everything but the present lr and what lanes are called."""
        plain = replace(self.experiment, lanes=(), lr=MASTER_PARAMETERS["lr"].default)
        rules = tuple(without(lane.rule, "lr") for lane in self.experiment.lanes)
        return plain, rules, self.places, self.objective, self.tunes_beta


@dataclass(frozen=True, eq=False)
class FairResult:
    """The answer to a request, a lane a `LaneResult`."""

    request: FairRequest
    lanes: tuple[LaneResult, ...]

    def following(self, request: FairRequest) -> "FairResult | None":
        """The same for a request that differs by the lanes' lr alone, read off the curves; None for any other."""
        if request == self.request:
            return self
        if request.shape != self.request.shape:
            return None
        pairs = zip(self.lanes, request.experiment.lanes, strict=True)
        return replace(self, request=request, lanes=tuple(known.moved(lane) for known, lane in pairs))


def obstacle(experiment: Experiment) -> str:
    """Why nothing can be compared, in a sentence; empty where it can."""
    if not any(lane.visible for lane in experiment.lanes):
        return NO_LANE
    if not experiment.surface.minima:
        return f"{experiment.surface.title} has no minimum, so no learning rate is best there; choose another surface."
    if not isfinite(trial_of(experiment, Work(None, lambda: None)).head):
        return "The loss at the start is no number, so no run gets below it. Choose another start."
    return ""


def fair_request(
    experiment: Experiment, objective: Objective = Objective.LOSS, *, tunes_beta: bool = True
) -> FairRequest | None:
    """The comparison of an experiment's visible lanes; None where there is an `obstacle`."""
    if obstacle(experiment):
        return None
    rules = enumerate(zip(experiment.lanes, experiment.rules, strict=True))
    shown = {place: replace(lane, rule=rule, linked=False) for place, (lane, rule) in rules if lane.visible}
    return FairRequest(_normal(experiment, tuple(shown.values())), tuple(shown), objective, tunes_beta)


def _normal(experiment: Experiment, lanes: tuple[Lane, ...]) -> Experiment:
    """Without what makes no difference: β of linked lanes, how many seeds are shown, and the draws of no noise."""
    changes, beta = experiment.noise_changes, MASTER_PARAMETERS["beta"].default
    plain = replace(experiment, lanes=lanes, changes=changes, beta=beta, seeds=1)
    if experiment.has_noise:
        # The longest runs of many lanes leave no room for so many.
        return replace(plain, seeds=min(SEEDS, MOST_POINTS // (len(lanes) * experiment.steps)))
    seed = int(RUN_PARAMETERS["seed"].default)
    return replace(plain, noise=0.0, changes=(), seed=seed, noise_kind=NoiseKind.GAUSSIAN)
