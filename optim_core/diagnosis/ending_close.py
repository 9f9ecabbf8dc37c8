"""What takes the last positions themselves, of the runs for which it matters: parts of `Ground` and `Forecast`."""

from typing import NamedTuple

import numpy as np

from optim_core.diagnosis.curvature import eigenvalues
from optim_core.diagnosis.ending_forms import Forms
from optim_core.diagnosis.ending_runs import Indices
from optim_core.diagnosis.ending_watch import Watch
from optim_core.diagnosis.ground import MOST_SAMPLES, NEAR_END
from optim_core.diagnosis.observed import Landscape
from optim_core.parameter import Array

MOST_AT_ONCE = 2048
"""Runs that are looked at together."""


class Close(NamedTuple):
    """Of each run (runs,): `jumped` as in `Ground`, the oversteps as in `Forecast`; NaN where nobody looked."""

    jumped: Array
    overstep: Array
    overstep_between: Array


def close_look(watch: Watch, runs: Indices) -> Close:
    """A closer look at some of the runs."""
    found = np.full((3, watch.end.shape[1]), np.nan)
    strides = min(max(1, watch.common.steps // 4), MOST_SAMPLES, watch.common.steps)
    for first in range(0, len(runs), MOST_AT_ONCE):
        some = runs[first : first + MOST_AT_ONCE]
        x, y = watch.recent.take(some, axis=2).transpose(1, 0, 2)
        forms = watch.forms.taken(some)
        found[0, some] = _jumped(watch.common.landscape, x[-strides - 1 :], y[-strides - 1 :])
        x, y = x[-NEAR_END:], y[-NEAR_END:]
        found[1, some] = _overstep(watch.common.landscape, forms, x, y)
        found[2, some] = _overstep(watch.common.landscape, forms, *_between(x, y))
    return Close(*found)


def _jumped(landscape: Landscape, x: Array, y: Array) -> Array:
    losses, between = landscape.value(x, y), landscape.value(*_between(x, y))
    jumped: Array = (0.5 * (losses[1:] + losses[:-1]) - between).sum(axis=0) / max(1, len(between))
    return jumped


def _overstep(landscape: Landscape, forms: Forms, x: Array, y: Array) -> Array:
    """lr·λ along the stiff direction, decay included, on average over some points, as a share of the limit."""
    stiff: Array = eigenvalues(*landscape.hessian(x, y))[1]
    mean: Array = stiff.sum(axis=0) / max(1, len(stiff))
    return forms.lr * (mean + forms.pull) / forms.limit


def _between(x: Array, y: Array) -> tuple[Array, Array]:
    """Halfway between successive positions."""
    return 0.5 * (x[1:] + x[:-1]), 0.5 * (y[1:] + y[:-1])
