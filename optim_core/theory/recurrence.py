"""How an error moves along one eigen-direction of a quadratic: limits, roots and rates.

With curvature h (an eigenvalue of the Hessian), the error e of these rules obeys e″ = p·e′ − q·e, where p and q depend
on lr · h, β and ν alone. The roots of r² − p·r + q say everything: the larger one is the rate.
"""

from math import copysign, sqrt
from typing import NamedTuple

from optim_core.theory.checks import check_beta, check_nu, checked_step, unknown_rule


class Recurrence(NamedTuple):
    """e″ = `total`·e′ − `product`·e, named after what they are of the two roots.

    The discriminant is `scale`²·(`low` − lr·h)·(`high` − lr·h). Kept in factors it is exact near double roots, where
    total² − 4·product would lose half of its digits.
    """

    total: float
    product: float
    scale: float
    low: float
    high: float


def recurrence(rule: str, step: float, beta: float, nu: float = 1.0) -> Recurrence:
    """The recurrence of a rule at `step` = lr · h.

    SGD: r = 1 − lr·h (and 0). Heavy ball: r² − (1 + β − lr·h)r + β, with double roots at lr·h = (1 ∓ √β)².
    Nesterov, drawn at θ, with a = 1 − lr·h: r² − (1 + β)a·r + βa, with double roots at lr·h = ((1 − β)/(1 + β))² and 1.
    QHM: r² − (1 + β − (1 − νβ)lr·h)r + β(1 − (1 − ν)lr·h), with double roots at lr·h = (1 − β)/(1 ± √(νβ))²; where β or
    ν is 0 it is SGD, as nothing of m enters θ.
    """
    rest = 1.0 - step
    match rule:
        case "sgd":
            return Recurrence(rest, 0.0, 1.0, 1.0, 1.0)
        case "momentum":
            root = sqrt(beta)
            # 1 − √β as (1 − β)/(1 + √β): no digits are lost where β is close to 1.
            return Recurrence(1.0 + beta - step, beta, 1.0, ((1.0 - beta) / (1.0 + root)) ** 2, (1.0 + root) ** 2)
        case "nesterov":
            both = 1.0 + beta
            return Recurrence(both * rest, beta * rest, both, ((1.0 - beta) / both) ** 2, 1.0)
        case "qhm":
            return _quasi_hyperbolic(step, beta, nu) if beta * nu else recurrence("sgd", step, 0.0)
    raise unknown_rule("no recurrence is", rule)


def _quasi_hyperbolic(step: float, beta: float, nu: float) -> Recurrence:
    """From m″ = βm + (1 − β)h·e and e″ = e − lr·[(1 − ν)h·e + νm″]: trace and determinant of that map."""
    own, root = 1.0 - nu * beta, sqrt(nu * beta)
    low, high = (1.0 - beta) / (1.0 + root) ** 2, (1.0 - beta) * ((1.0 + root) / own) ** 2
    return Recurrence(1.0 + beta - own * step, beta * (1.0 - (1.0 - nu) * step), own, low, high)


def stability_limit(rule: str, beta: float = 0.0, nu: float = 1.0) -> float:
    """The largest lr · h at which the rule does not diverge on a quadratic of curvature h > 0.

    SGD 2; heavy ball 2(1 + β); Nesterov 2(1 + β)/(1 + 2β); QHM 2(1 + β)/(1 + β − 2νβ), all by Jury's conditions on the
    polynomials of `recurrence`: their roots lie within the unit circle. Momentum widens the stable range, Nesterov
    narrows it. Raises ValueError for another rule, for β outside [0, 1) or for ν outside [0, 1].
    """
    check_beta(beta)
    check_nu(nu)
    match rule:
        case "sgd":
            return 2.0
        case "momentum":
            return 2.0 * (1.0 + beta)
        case "nesterov":
            return 2.0 * (1.0 + beta) / (1.0 + 2.0 * beta)
        case "qhm":
            return 2.0 * (1.0 + beta) / (1.0 + beta - 2.0 * nu * beta)
    raise unknown_rule("no stability limit is", rule)


def characteristic_roots(
    rule: str, lr: float, curvature: float, beta: float = 0.0, nu: float = 1.0
) -> tuple[complex, complex]:
    """The two roots r of the error's recurrence, the larger modulus first; of a complex pair, the one with Im > 0.

    The error is c₁r₁ᵗ + c₂r₂ᵗ after t steps, and (c₁ + c₂t)rᵗ where the roots coincide. SGD has the roots 1 − lr·h and
    0, and takes no notice of β. The curvature may be 0 or negative. Source of the polynomials: Polyak 1964 (heavy
    ball) and O'Donoghue and Candès 2015 (Nesterov); for QHM see `recurrence`. Raises ValueError for another rule, a
    negative lr, a β outside [0, 1), a ν outside [0, 1] or what is not finite.
    """
    check_beta(beta)
    check_nu(nu)
    step = checked_step(lr, curvature)
    total, product, scale, low, high = recurrence(rule, step, beta, nu)
    # Two square roots, as the product of the distances overflows long before they do.
    spread = scale * sqrt(abs(low - step)) * sqrt(abs(high - step))
    if low < step < high:
        return complex(total, spread) / 2.0, complex(total, -spread) / 2.0
    # The root of larger modulus is a sum of two terms of one sign; the other follows without cancellation.
    larger = total / 2.0 + copysign(spread / 2.0, total)
    return complex(larger), complex(product / larger if larger else 0.0)


def rate(rule: str, lr: float, curvature: float, beta: float = 0.0, nu: float = 1.0) -> float:
    """What the error is multiplied by per step in the long run: the modulus of the larger root.

    SGD |1 − lr·h|; while they oscillate, heavy ball √β, Nesterov √(β(1 − lr·h)) and QHM √(β(1 − (1 − ν)lr·h)). Above 1
    the error grows: beyond the stability limit, and for negative curvature, where it is the speed of escape from a
    saddle. Raises ValueError as `characteristic_roots` does.
    """
    return abs(characteristic_roots(rule, lr, curvature, beta, nu)[0])
