"""What is known beforehand: pure functions about quadratics, with curvature h (an eigenvalue of the Hessian)."""


def stability_limit(rule: str, beta: float = 0.0) -> float:
    """The largest lr · h at which the rule does not diverge on a quadratic of curvature h > 0.

    SGD 2; heavy ball 2(1 + β); Nesterov 2(1 + β)/(1 + 2β) (the roots of the characteristic polynomial lie within the
    unit circle: Jury's conditions on r² − (1 + β − lr·h)r + β and r² − (1 + β)(1 − lr·h)r + β(1 − lr·h)). Momentum
    widens the stable range, Nesterov narrows it. Raises ValueError for another rule or for β outside [0, 1).
    """
    if not 0.0 <= beta < 1.0:
        raise ValueError(f"beta must lie in [0, 1), not {beta!r}")
    match rule:
        case "sgd":
            return 2.0
        case "momentum":
            return 2.0 * (1.0 + beta)
        case "nesterov":
            return 2.0 * (1.0 + beta) / (1.0 + 2.0 * beta)
    raise ValueError(f"no stability limit is known for the rule {rule!r}; known: sgd, momentum, nesterov")
