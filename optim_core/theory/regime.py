"""In which manner a run moves along one eigen-direction: creeping, swinging, zigzagging, leaving."""

from enum import Enum
from math import isclose, sqrt

from optim_core.theory.checks import check_beta, check_nu, checked_step, unknown_rule
from optim_core.theory.recurrence import recurrence, stability_limit

CLOSE = 1e-6
"""How near, as a share of lr · h, two roots that nearly coincide count as one."""


class Regime(Enum):
    """The manner of motion; the values are what people read."""

    OVERDAMPED = "over-damped"
    CRITICAL = "critically damped"
    UNDERDAMPED = "under-damped (oscillates)"
    ALTERNATING = "alternating (zigzags)"
    UNSTABLE = "unstable"
    FLAT = "flat"
    ESCAPING = "negative curvature (escapes)"


def regime(rule: str, lr: float, curvature: float, beta: float = 0.0, nu: float = 1.0) -> Regime:
    """The manner of motion with learning rate lr along curvature h.

    By the roots of `characteristic_roots`: positive (over-damped), equal (critical), complex (under-damped), the larger
    one negative (alternating), not within the unit circle (unstable). h < 0 escapes; lr·h = 0 is flat. The order of
    the regimes for growing lr·h is the one above; QHM with ν < β is over-damped once more before it alternates. Raises
    ValueError as `characteristic_roots` does.
    """
    check_beta(beta)
    check_nu(nu)
    step = checked_step(lr, curvature)
    total, _, _, low, high = recurrence(rule, step, beta, nu)
    if step <= 0.0:
        return Regime.ESCAPING if step < 0.0 else Regime.FLAT
    if step >= stability_limit(rule, beta, nu):
        return Regime.UNSTABLE
    if isclose(step, low, rel_tol=CLOSE) or isclose(step, high, rel_tol=CLOSE):
        return Regime.CRITICAL
    if low < step < high:
        return Regime.UNDERDAMPED
    return Regime.OVERDAMPED if total > 0.0 else Regime.ALTERNATING


def critical_beta(lr: float, curvature: float, rule: str = "momentum", nu: float = 1.0) -> float:
    """The β at which the two roots coincide: the fastest one for this lr · h, just before oscillation begins.

    Heavy ball (1 − √(lr·h))², for 0 < lr·h < 4; Nesterov (1 − √(lr·h))/(1 + √(lr·h)), for 0 < lr·h ≤ 1; QHM, with this
    ν, ((√(1 − (1 − ν)lr·h) − √ν·lr·h)/(1 + ν·lr·h))², for 0 < lr·h ≤ 1. Beyond lr·h = 1 heavy ball's double root is
    negative: the error zigzags, and decays the fastest nevertheless. The error is then (c₁ + c₂t)rᵗ, with a bump at
    first. Source: zero discriminant of the polynomials in `recurrence`. Raises ValueError for another rule, a ν outside
    [0, 1], or where there is no such β.
    """
    check_nu(nu)
    step = checked_step(lr, curvature)
    root = sqrt(max(step, 0.0))
    match rule:
        case "momentum":
            beta, defined, range_ = (1.0 - root) ** 2, 0.0 < root < 2.0, "0 < lr·h < 4"
        case "nesterov":
            beta, defined, range_ = (1.0 - root) / (1.0 + root), 0.0 < root <= 1.0, "0 < lr·h ≤ 1"
        case "qhm":
            defined, range_ = 0.0 < step <= 1.0, "0 < lr·h ≤ 1"
            way = sqrt(1.0 - (1.0 - nu) * step) - sqrt(nu) * step if defined else 0.0
            beta = (way / (1.0 + nu * step)) ** 2
        case _:
            raise unknown_rule("no critical beta is", rule, ("momentum", "nesterov", "qhm"))
    if not defined:
        raise ValueError(f"{rule} can be critically damped for {range_} only, and lr·h is {lr * curvature:g}")
    return beta
