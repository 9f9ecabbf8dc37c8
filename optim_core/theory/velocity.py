"""What momentum makes of a gradient: it amplifies what stays the same and damps what alternates.

The velocity v ← βv + g of the "lr outside" convention is a sum of all gradients so far, the one of k steps ago with
the weight βᵏ.
"""

from optim_core.theory.checks import check_at_least, check_beta, check_finite


def steady_velocity(gradient: float, beta: float) -> float:
    """What the velocity tends to under a constant gradient g: g/(1 − β), the sum of gβᵏ.

    Raises ValueError for a gradient that is not finite or a β outside [0, 1).
    """
    check_finite("gradient", gradient)
    check_beta(beta)
    return gradient / (1.0 - beta)


def alternating_velocity(gradient: float, beta: float) -> float:
    """What the velocity tends to under gradients g, −g, g, …, in a step with the gradient g: g/(1 + β).

    The sum of g(−β)ᵏ; in the steps between, its negative. Raises ValueError as `steady_velocity` does.
    """
    check_finite("gradient", gradient)
    check_beta(beta)
    return gradient / (1.0 + beta)


def effective_lr(lr: float, beta: float) -> float:
    """lr/(1 − β): the lr with which plain SGD would be as fast under a constant gradient.

    It governs speed and noise, not the edge of stability: see `stability_limit`. Raises ValueError for a negative lr or
    a β outside [0, 1).
    """
    check_at_least("lr", lr, 0.0)
    check_beta(beta)
    return lr / (1.0 - beta)


def memory_steps(beta: float) -> float:
    """About how many steps an old gradient lives on in the velocity: 1/(1 − β), the sum of its weights βᵏ.

    After so many steps its weight is less than 1/e. Raises ValueError for a β outside [0, 1).
    """
    check_beta(beta)
    return 1.0 / (1.0 - beta)
