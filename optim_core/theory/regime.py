"""In which manner a run moves along one eigen-direction: creeping, swinging, zigzagging, leaving."""

from enum import Enum
from math import isclose, sqrt

from optim_core.theory.checks import check_beta, checked_step, unknown_rule
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


def regime(rule: str, lr: float, curvature: float, beta: float = 0.0) -> Regime:
    """The manner of motion with learning rate lr along curvature h.

    By the roots of `characteristic_roots`: positive (over-damped), equal (critical), complex (under-damped), the larger
    one negative (alternating), not within the unit circle (unstable). h < 0 escapes; lr·h = 0 is flat. The order of
    the regimes for growing lr·h is the one above. Raises ValueError as `characteristic_roots` does.
    """
    check_beta(beta)
    step = checked_step(lr, curvature)
    _, _, _, low, high = recurrence(rule, step, beta)
    if step <= 0.0:
        return Regime.ESCAPING if step < 0.0 else Regime.FLAT
    if step >= stability_limit(rule, beta):
        return Regime.UNSTABLE
    if isclose(step, low, rel_tol=CLOSE) or isclose(step, high, rel_tol=CLOSE):
        return Regime.CRITICAL
    if step < low:
        return Regime.OVERDAMPED
    return Regime.UNDERDAMPED if step < high else Regime.ALTERNATING


def critical_beta(lr: float, curvature: float, rule: str = "momentum") -> float:
    """The β at which the two roots coincide: the fastest one for this lr · h, just before oscillation begins.

    Heavy ball (1 − √(lr·h))², for 0 < lr·h < 4; Nesterov (1 − √(lr·h))/(1 + √(lr·h)), for 0 < lr·h ≤ 1. Beyond
    lr·h = 1 heavy ball's double root is negative: the error zigzags, and decays the fastest nevertheless. The error is
    then (c₁ + c₂t)rᵗ, with a bump at first. Source: zero discriminant of the polynomials in `characteristic_roots`.
    Raises ValueError for another rule, or where there is no such β.
    """
    root = sqrt(max(checked_step(lr, curvature), 0.0))
    match rule:
        case "momentum":
            beta, defined, range_ = (1.0 - root) ** 2, 0.0 < root < 2.0, "0 < lr·h < 4"
        case "nesterov":
            beta, defined, range_ = (1.0 - root) / (1.0 + root), 0.0 < root <= 1.0, "0 < lr·h ≤ 1"
        case _:
            raise unknown_rule("no critical beta is", rule, ("momentum", "nesterov"))
    if not defined:
        raise ValueError(f"{rule} can be critically damped for {range_} only, and lr·h is {lr * curvature:g}")
    return beta
