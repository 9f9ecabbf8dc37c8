"""The settings that make the slowest direction of a quadratic the fastest.

A quadratic's eigenvalues lie between `soft` = μ > 0 and `stiff` = L; κ = L/μ. The rates hold for every eigenvalue in
between.
"""

from math import inf, sqrt
from typing import NamedTuple

from optim_core.theory.checks import unknown_rule


class Tuning(NamedTuple):
    """Hyper-parameters ("lr outside") and the rate per step that they give in the slowest direction."""

    lr: float
    beta: float
    rate: float


def condition_number(soft: float, stiff: float) -> float:
    """κ = L/μ. Raises ValueError unless 0 < soft ≤ stiff and κ is finite."""
    if not (0.0 < soft <= stiff and stiff / soft < inf):
        raise ValueError(f"curvatures need 0 < soft ≤ stiff and a finite ratio, not {soft!r} and {stiff!r}")
    return stiff / soft


def best_tuning(rule: str, soft: float, stiff: float) -> Tuning:
    """The lr and β with the best rate on all curvatures from soft to stiff.

    SGD lr = 2/(L + μ), rate (κ − 1)/(κ + 1). Heavy ball lr = 4/(√L + √μ)², β = ((√κ − 1)/(√κ + 1))², rate √β (Polyak
    1964); both ends are critically damped there, so the error is about t·rateᵗ and has an early bump. Nesterov
    lr = 4/(3L + μ), β = (s − 2)/(s + 2), rate 1 − 2/s with s = √(3κ + 1) (Lessard, Recht and Packard 2016). Raises
    ValueError for another rule, or as `condition_number` does.
    """
    ratio = condition_number(soft, stiff)
    match rule:
        case "sgd":
            return Tuning(2.0 / (stiff + soft), 0.0, (ratio - 1.0) / (ratio + 1.0))
        case "momentum":
            root = (sqrt(ratio) - 1.0) / (sqrt(ratio) + 1.0)
            return Tuning(4.0 / (sqrt(stiff) + sqrt(soft)) ** 2, root * root, root)
        case "nesterov":
            s = sqrt(3.0 * ratio + 1.0)
            return Tuning(4.0 / (3.0 * stiff + soft), (s - 2.0) / (s + 2.0), 1.0 - 2.0 / s)
    raise unknown_rule("no best tuning is", rule)


def standard_nesterov(soft: float, stiff: float) -> Tuning:
    """Nesterov's own setting: lr = 1/L, β = (√κ − 1)/(√κ + 1), rate 1 − 1/√κ (Nesterov 2004, constant step scheme).

    It is safe on all strongly convex surfaces; on quadratics `best_tuning` is faster. Raises ValueError as
    `condition_number` does.
    """
    root = sqrt(condition_number(soft, stiff))
    return Tuning(1.0 / stiff, (root - 1.0) / (root + 1.0), 1.0 - 1.0 / root)
