"""The search for a rule's best setting, and how wide the range of good ones is."""

from dataclasses import dataclass
from math import inf, log10

import numpy as np

from optim_core.diagnosis.words import one_minus, significant
from optim_core.parameter import Array
from optim_core.rule import Rule, declared_numbers
from optim_core.tuning.scores import Cell, Objective, Scores, first_and_second, with_neighbours
from optim_core.tuning.trial import Grid, Trial

ZOOM, ZOOM_REACH = (25, 17), 3
"""Values of lr and β of each closer look, over so many steps of the grid before to each side of a spot."""
SPOTS = 6
"""So many spots of the grid are looked at: the best of a coarse grid need not be on the best hill."""
HALF = 0.5
"""A good lr is so fast as the best times that, or faster: that share of its decades of loss, or 1/HALF of its steps."""


@dataclass(frozen=True, eq=False)
class Tuned:
    """A rule at its best: `lr` and `beta` (None where that was not tuned), with medians over seeds.

    `every_loss` and `every_steps` (seeds,) are those of the best setting; `good` is the range of lr around it that is
    at least half as fast, None where nothing is gained or the tolerance never reached. `grid` is where the search
    began, and `curve` shows every lr at the best β, the best one among them.
    """

    lr: float
    beta: float | None
    loss: float
    steps: float
    every_loss: Array
    every_steps: Array
    good: tuple[float, float] | None
    grid: Scores
    curve: Scores

    @property
    def decades(self) -> float:
        """The width of the good range, in powers of ten."""
        return 0.0 if self.good is None else log10(self.good[1] / self.good[0])


def tune(
    trial: Trial,
    rule: Rule,
    lrs: Array,
    betas: Array | None = None,
    *,
    objective: Objective = Objective.LOSS,
    zooms: int = 3,
    spots: int = SPOTS,
    curve: Array | None = None,
) -> Tuned:
    """Find the rule's best lr (and β, if `betas` are given and it has one) on a grid, then closer around some spots.

    Each of the `zooms` looks about four times as close in lr. Whatever the rule says of its other numbers stays; what
    it says of those that it is tuned in goes, steered changes included. `curve` are the values of lr of
    `Tuned.curve`, by default `lrs`, in as many digits.
    """
    betas = betas if "beta" in declared_numbers(type(rule)) else None
    grid = trial.scores(rule, lrs, betas)
    places = [(grid, cell) for cell in (grid.spots(objective, spots) if zooms else [grid.best(objective)])]
    for _ in range(zooms):
        looks = trial.scores_on(rule, [_closer(scores, cell) for scores, cell in places])
        places = [(scores, scores.best(objective)) for scores in looks]
    scores, (row, column) = min(places, key=lambda place: place[0].rank(place[1], objective))
    lr = significant(float(scores.lrs[column]))
    beta = None if betas is None else one_minus(1.0 - float(scores.betas[row]))
    shown = np.unique([lr, *(significant(float(rate)) for rate in (lrs if curve is None else curve))])
    along = trial.scores(rule, shown, None if beta is None else np.array([beta]))
    at = _settled(along, int(np.flatnonzero(shown == lr)[0]), objective)
    good = _good_range(along, at, trial.head, objective)
    return Tuned(float(shown[at]), beta, *_at(along, at), good, grid, along)


def _settled(along: Scores, at: int, objective: Objective) -> int:
    """Where the best is along a curve: where it was found, unless it is better elsewhere, neighbours included."""
    column = along.best(objective)[1]
    found = first_and_second(objective, along.loss[0, at], along.steps[0, at])
    return column if along.rank((0, column), objective) < found else at


def _at(along: Scores, at: int) -> tuple[float, float, Array, Array]:
    return float(along.loss[0, at]), float(along.steps[0, at]), along.every_loss[0, at], along.every_steps[0, at]


def _closer(scores: Scores, at: Cell) -> Grid:
    """Finer values of lr and β around one setting."""
    row, column = at
    lrs = np.geomspace(*_ends(scores.lrs, column), ZOOM[0])
    if np.isnan(scores.betas).any():
        return Grid(lrs, None)
    low, high = _ends(scores.betas, row)
    return Grid(lrs, 1.0 - np.geomspace(1.0 - low, 1.0 - high, ZOOM[1]))


def _ends(values: Array, at: int) -> tuple[float, float]:
    return float(values[max(0, at - ZOOM_REACH)]), float(values[min(len(values) - 1, at + ZOOM_REACH)])


def _good_range(along: Scores, at: int, head: float, objective: Objective) -> tuple[float, float] | None:
    """The range of lr around the best, without a gap, that is at least half as fast."""
    loss, steps = with_neighbours(along.loss)[0], with_neighbours(along.steps)[0]
    best_loss, best_steps = float(along.loss[0, at]), float(along.steps[0, at])
    if objective is Objective.LOSS and best_loss < head:
        good = loss <= head * (best_loss / head) ** HALF
    elif objective is Objective.STEPS and best_steps < inf:
        good = steps <= best_steps / HALF
    else:
        return None
    bad = np.flatnonzero(~good)
    first, last = int(bad[bad < at].max(initial=-1)) + 1, int(bad[bad > at].min(initial=len(good))) - 1
    return float(along.lrs[first]), float(along.lrs[last])
