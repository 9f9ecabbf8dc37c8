"""What the formulas ask of their arguments; every refusal is a ValueError of one sentence."""

from math import inf

KNOWN = ("sgd", "momentum", "nesterov", "qhm")
"""Keys of the rules that are a linear recurrence of two terms on a quadratic."""


def unknown_rule(nothing: str, rule: str, known: tuple[str, ...] = KNOWN) -> ValueError:
    """The refusal of a rule; `nothing` is the beginning of the sentence, as "no rate is"."""
    return ValueError(f"{nothing} known for the rule {rule!r}; known: {', '.join(known)}")


def check_beta(beta: float) -> None:
    """Raise ValueError for a momentum outside [0, 1)."""
    if not 0.0 <= beta < 1.0:
        raise ValueError(f"beta must lie in [0, 1), not {beta!r}")


def check_nu(nu: float) -> None:
    """Raise ValueError for a share of momentum outside [0, 1]."""
    if not 0.0 <= nu <= 1.0:
        raise ValueError(f"nu must lie in [0, 1], not {nu!r}")


def check_at_least(name: str, value: float, least: float) -> None:
    """Raise ValueError unless the value is finite and at least so large."""
    if not least <= value < inf:
        raise ValueError(f"{name} must be {least:g} or more and finite, not {value!r}")


def check_finite(name: str, value: float) -> None:
    """Raise ValueError for a value that is not a finite number."""
    if not -inf < value < inf:
        raise ValueError(f"{name} must be finite, not {value!r}")


def checked_step(lr: float, curvature: float) -> float:
    """The product lr · h, upon which all motion on a quadratic depends.

    Raises ValueError for a negative lr, or for a factor or a product that is not finite.
    """
    check_at_least("lr", lr, 0.0)
    check_finite("curvature", curvature)
    step = float(lr) * float(curvature)
    check_finite("lr · curvature", step)
    return step
