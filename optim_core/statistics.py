"""What many seeds say: quantiles, shares with their intervals, and pairs of runs that met the same noise.

Example:

    low, middle, high = quantiles(losses, (0.1, 0.5, 0.9))       # over the first axis, the seeds
    wilson_interval(42, 100)                                     # (0.328, 0.518): where the true share lies
    paired(losses_a, losses_b).share                             # how often a ends lower under the same noise
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from optim_core.parameter import Array

MIDDLE_AND_TAILS = (0.5, 0.1, 0.9)


class Paired(NamedTuple):
    """Differences a − b of runs in pairs.

    `median`, `low` and `high` are their median and 10 and 90 % quantiles. a is lower in `better` of all `trials`, and
    `ties` are equal. `share` is how often a is lower, and `interval` where the true share lies with 95 % confidence.
    A tie counts as half, as in Vargha and Delaney's measure of superiority (2000): the shares of a against b and of b
    against a add up to 1, a lane has one half against itself, and the interval is rather too wide than too narrow.
    """

    trials: int
    median: float
    low: float
    high: float
    better: int
    ties: int
    share: float
    interval: tuple[float, float]


def wilson_interval(successes: ArrayLike, trials: ArrayLike, confidence: float = 0.95) -> tuple[Array, Array]:
    """The low and the high end of Wilson's score interval for a share (1927), elementwise; (0, 1) without trials.

    With p = successes/trials and z the normal quantile: (p + z²/2n ± z√(p(1 − p)/n + z²/4n²))/(1 + z²/n). Raises
    ValueError for a confidence outside (0, 1), or for successes outside [0, trials].
    """
    if not 0.0 < confidence < 1.0:
        raise ValueError(f"confidence must lie between 0 and 1, not {confidence!r}")
    hits, count = np.broadcast_arrays(np.asarray(successes, np.float64), np.asarray(trials, np.float64))
    if not ((hits >= 0.0) & (hits <= count) & (count < np.inf)).all():
        raise ValueError("successes must lie between 0 and trials")
    from statistics import NormalDist  # Five milliseconds, which a start without seeds need not take.

    z = NormalDist().inv_cdf(0.5 + 0.5 * confidence)
    middle = hits + 0.5 * z * z
    with np.errstate(all="ignore"):
        # n·p(1 − p) written so that it is 0 and not nearly 0 at both ends.
        reach = z * np.sqrt(hits * ((count - hits) / np.maximum(count, 1.0)) + 0.25 * z * z)
        low, high = (middle - reach) / (count + z * z), (middle + reach) / (count + z * z)
    # Rounding must not keep an end away from where it is.
    return np.where(hits > 0.0, low, 0.0), np.where(hits < count, high, 1.0)


def quantiles(values: ArrayLike, shares: Sequence[float], axis: int = 0) -> Array:
    """Quantiles along an axis, in a new first axis, by linear interpolation between neighbours in order.

    NumPy's default (type 7 of Hyndman and Fan 1996), but a NaN, which stands for a run that diverged, counts as +inf,
    higher than all others. Raises ValueError for no values along the axis or a share outside [0, 1].
    """
    # To sort all is sooner than to look for some (measured), along an axis whose values stand side by side.
    ordered = np.sort(np.moveaxis(np.asarray(values, np.float64), axis, -1), axis=-1)
    if not ordered.shape[-1] or not all(0.0 <= share <= 1.0 for share in shares):
        raise ValueError("quantiles need at least one value, and shares between 0 and 1")
    return np.stack([_between(ordered, share * (ordered.shape[-1] - 1)) for share in shares])


def _between(ordered: Array, place: float) -> Array:
    """The values at a place between two, counted from 0 along the last axis; NaN is sorted behind all numbers."""
    before = int(place)
    rest = place - before
    low, high = (_nan_last(ordered[..., at]) for at in (before, before + (rest > 0.0)))
    with np.errstate(invalid="ignore", over="ignore"):
        step = high - low
        between = low + step * rest if rest < 0.5 else high - step * (1.0 - rest)
    # Between a number and an infinity lies the infinity, and between an infinity and itself nothing else.
    beyond = np.where(np.isposinf(high), high, np.where(np.isneginf(low), low, between))
    return np.where(high == low, low, beyond)


def _nan_last(values: Array) -> Array:
    return np.where(np.isnan(values), np.inf, values)


def paired(a: ArrayLike, b: ArrayLike) -> Paired:
    """How much lower a is than b, number by number (n,); a NaN, a run that diverged, is higher than all others.

    Where both diverged they are equal. Raises ValueError for shapes that differ, or without any pair.
    """
    first, second = (_nan_last(np.asarray(values, np.float64)) for values in (a, b))
    if first.shape != second.shape or first.ndim != 1 or not first.size:
        raise ValueError(f"pairs need two equally long rows of numbers, not shapes {first.shape} and {second.shape}")
    with np.errstate(invalid="ignore", over="ignore"):
        differences = np.where(first == second, 0.0, first - second)
    trials, better, ties = len(first), int((first < second).sum()), int((first == second).sum())
    median, low, high = (float(value) for value in quantiles(differences, MIDDLE_AND_TAILS))
    lowest, highest = wilson_interval(better + 0.5 * ties, trials)
    share = (better + 0.5 * ties) / trials
    return Paired(trials, median, low, high, better, ties, share, (float(lowest), float(highest)))
