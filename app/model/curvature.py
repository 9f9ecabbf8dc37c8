"""How strongly a surface bends, and what that allows."""

from functools import lru_cache
from math import hypot

import numpy as np

from app.model.edits import vars_of
from optim_core import Rule, theory
from surfaces import Surface


@lru_cache(maxsize=64)
def steepest_curvature(surface: Surface) -> float | None:
    """The largest eigenvalue of the Hessian at the deepest minimum; None where there is no minimum."""
    if not surface.minima:
        return None
    x, y = np.asarray(surface.minima[0])
    xx, xy, yy = (float(entry) for entry in surface.hessian(x, y))
    return (xx + yy) / 2 + hypot((xx - yy) / 2, xy)


def largest_stable_lr(surface: Surface, rule: Rule) -> float | None:
    """Beyond which lr this rule leaves the deepest minimum; None where theory has nothing to say."""
    curvature = steepest_curvature(surface)
    if not curvature or curvature < 0:
        return None
    try:
        return theory.stability_limit(rule.key, vars_of(rule).get("beta", 0.0)) / curvature
    except ValueError:
        return None
