"""How strongly a surface bends, and what that allows."""

from dataclasses import replace
from functools import lru_cache
from typing import Any

from optim_core import Decay, Rule, theory
from optim_core.diagnosis import local_curvature
from surfaces import Surface


@lru_cache(maxsize=64)
def steepest_curvature(surface: Surface) -> float | None:
    """The largest eigenvalue of the Hessian at the deepest minimum; None where there is no minimum."""
    return local_curvature(surface, surface.minima[0]).stiff if surface.minima else None


def largest_stable_lr(surface: Surface, rule: Rule) -> float | None:
    """Beyond which lr this rule leaves the deepest minimum; None where there is none, and as `stable_lr`."""
    curvature = steepest_curvature(surface)
    return None if curvature is None else stable_lr(rule, curvature)


def stable_lr(rule: Rule, curvature: float) -> float | None:
    """Beyond which lr this rule leaves a minimum of that curvature, in its own convention and weight decay included.

    None where theory has nothing to say: where the surface does not bend up, for decoupled decay with momentum, and for
    a rule that is not linear. Schedule and changes are left out.
    """
    # A rule with a step size for each coordinate has no such lr: its sizes follow the gradients that it meets, and it
    # hovers at its edge instead of leaving. No mark on a slider is better than a wrong one.
    unit: Any = replace(rule, lr=1.0)  # type: ignore[call-arg]
    form = theory.form_of(unit)
    if form is None or not form.lr or not curvature or curvature < 0.0:
        return None
    if form.beta and rule.weight_decay and rule.decay is Decay.DECOUPLED:
        return None
    # Coupled decay passes through the gain like the gradient; the other kind does not.
    gain = form.lr if rule.decay is Decay.COUPLED else 1.0
    per_lr = form.lr * curvature + gain * rule.weight_decay
    return float(theory.stability_limit(form.rule, form.beta, form.nu) / per_lr)
