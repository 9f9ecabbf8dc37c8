"""What gradient noise does in the long run, and what a change of batch size asks of lr."""

from enum import StrEnum
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike

from optim_core.momentum import HeavyBallFamily
from optim_core.parameter import Array
from optim_core.rule import Rule
from optim_core.surroundings import NoiseKind
from optim_core.theory.checks import check_at_least, checked_step, unknown_rule
from optim_core.theory.form import LinearForm, form_of
from optim_core.theory.recurrence import stability_limit


class BatchLaw(StrEnum):
    """What is to stay the same when the batch size changes."""

    ROOT = "root"
    """The noise proxy lr/√B: lr grows as the square root of the batch (Krizhevsky 2014)."""
    LINEAR = "linear"
    """The progress per sample: lr grows as the batch, after a warm-up (Goyal et al. 2017)."""


def noise_scale(lr: float, batch_size: float) -> float:
    """The noise proxy lr/√B: the standard deviation of a step in units of one sample's gradient noise.

    Raises ValueError for a negative lr or a batch size below 1.
    """
    check_at_least("lr", lr, 0.0)
    check_at_least("batch_size", batch_size, 1.0)
    return lr / sqrt(batch_size)


def scaled_lr(lr: float, batch_size: float, new_batch_size: float, law: BatchLaw) -> float:
    """The lr for a new batch size by the root law, lr·√k, or the linear one, lr·k, with k = new/old.

    Raises ValueError for a negative lr, a batch size below 1 or another law.
    """
    check_at_least("lr", lr, 0.0)
    check_at_least("batch_size", batch_size, 1.0)
    check_at_least("new_batch_size", new_batch_size, 1.0)
    times = new_batch_size / batch_size
    return lr * (sqrt(times) if BatchLaw(law) is BatchLaw.ROOT else times)


def stationary_variance(
    rule: str, lr: float, curvature: float, noise: float, beta: float = 0.0, nu: float = 1.0
) -> float:
    """The variance of θ along curvature h in the long run, with gradient noise of standard deviation σ = `noise`.

    With η = lr and a = 1 − ηh: SGD ησ²/(h(2 − ηh)); heavy ball ησ²(1 + β)/(h(1 − β)(2(1 + β) − ηh)); Nesterov, drawn
    at θ, ησ²(1 + βa)/(h(1 − βa)(1 + a + 2βa)). QHM with D = β(1 − (1 − ν)ηh):
    ησ²((1 + D)(1 − β) + 2β(1 − ν)(1 − νβ)ηh)/(h(1 − D)(2(1 + β) − (1 + β − 2νβ)ηh)). Source: the variance of an
    autoregressive process of order two (Box and Jenkins) with the coefficients of `recurrence`; QHM's noise enters as a
    moving average, −(1 − νβ)ηξₜ + β(1 − ν)ηξₜ₋₁. A batch of B samples has σ/√B for σ. For small lr heavy ball has SGD's
    floor times 1/(1 − β). Raises ValueError for a negative noise, or where nothing becomes stationary.
    """
    check_at_least("noise", noise, 0.0)
    step = _stationary_step(rule, lr, curvature, beta, nu)
    rest = 1.0 - step
    match rule:
        case "sgd":
            times = 1.0 / (2.0 - step)
        case "momentum":
            times = (1.0 + beta) / ((1.0 - beta) * (2.0 * (1.0 + beta) - step))
        case "nesterov":
            times = (1.0 + beta * rest) / ((1.0 - beta * rest) * (1.0 + rest + 2.0 * beta * rest))
        case "qhm":
            times = _quasi_hyperbolic(step, beta, nu)
        case _:
            raise unknown_rule("no stationary variance is", rule)
    return lr * noise * noise / curvature * times


def _quasi_hyperbolic(step: float, beta: float, nu: float) -> float:
    product = beta * (1.0 - (1.0 - nu) * step)
    over = (1.0 + product) * (1.0 - beta) + 2.0 * beta * (1.0 - nu) * (1.0 - nu * beta) * step
    return over / ((1.0 - product) * (2.0 * (1.0 + beta) - (1.0 + beta - 2.0 * nu * beta) * step))


def stationary_covariance(
    rule: Rule, hessian: ArrayLike, noise: float, noise_kind: NoiseKind = NoiseKind.GAUSSIAN
) -> Array | None:
    """The covariance (2, 2) of the point that stands for the rule, in the long run, on a quadratic with that Hessian.

    `noise` is σ/√B of its kind. Along each eigenvector of the Hessian it is `stationary_variance`, where a coupled
    weight decay λ adds to the curvature, and jitter makes of σ a gradient noise of h·σ. Of a Nesterov that shows its
    look-ahead point y = (1 + β)θ − βθ₋₁ it is y's. For settings that change in mid-run hand over `rule.during(k, 1)`.
    None where nothing becomes stationary (unstable, flat, not a number), for a rule that `form_of` knows nothing of,
    and with decoupled weight decay. Raises ValueError for a negative noise.
    """
    check_at_least("noise", noise, 0.0)
    form, matrix = form_of(rule), np.asarray(hessian, dtype=np.float64)
    coupled, apart = (float(np.asarray(part).item()) for part in rule.decays())
    if form is None or apart or not np.isfinite(matrix).all():
        return None
    curvatures, directions = np.linalg.eigh(matrix)
    push = noise * np.abs(curvatures) if NoiseKind(noise_kind) is NoiseKind.JITTER else np.full(2, noise)
    try:
        variances = [_shown_variance(rule, form, h + coupled, s) for h, s in zip(curvatures, push, strict=True)]
    except ValueError:
        return None
    covariance: Array = directions * variances @ directions.T
    return covariance


def _shown_variance(rule: Rule, form: LinearForm, curvature: float, noise: float) -> float:
    """The stationary variance of θ, or of the look-ahead point where that is shown."""
    variance = stationary_variance(form.rule, form.lr, float(curvature), float(noise), form.beta, form.nu)
    family, beta = rule.family(), form.beta
    if form.rule != "nesterov" or not isinstance(family, HeavyBallFamily) or not np.any(family.ahead):
        return variance
    rest = 1.0 - form.lr * float(curvature)
    successive = (1.0 + beta) * rest / (1.0 + beta * rest)
    return variance * ((1.0 + beta) ** 2 + beta**2 - 2.0 * beta * (1.0 + beta) * successive)


def autocorrelation(lr: float, curvature: float, beta: float) -> float:
    """The correlation of two successive θ of heavy ball on its noise floor: (1 + β − lr·h)/(1 + β).

    β = 0 is SGD. Source: the Yule-Walker equations of heavy ball's recurrence. Raises ValueError where nothing becomes
    stationary.
    """
    return 1.0 - _stationary_step("momentum", lr, curvature, beta) / (1.0 + beta)


def _stationary_step(rule: str, lr: float, curvature: float, beta: float, nu: float = 1.0) -> float:
    """The product lr · h; raises ValueError unless it lies within the rule's stable range."""
    limit = stability_limit(rule, beta, nu)
    step = checked_step(lr, curvature)
    if not 0.0 < step < limit:
        raise ValueError(f"{rule} becomes stationary for 0 < lr·h < {limit:g} only, and lr·h is {step:g}")
    return step
