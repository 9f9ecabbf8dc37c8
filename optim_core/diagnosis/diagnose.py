"""The doctor: measures of a run, and its verdict with cause and first fix."""

import numpy as np

from optim_core.diagnosis.causes import find_cause
from optim_core.diagnosis.facts import Facts
from optim_core.diagnosis.fixes import first_fix
from optim_core.diagnosis.judge import judge
from optim_core.diagnosis.observed import Landscape, Observed
from optim_core.diagnosis.verdict import Diagnosis, Measures

TOLERANCE = 1e-4
"""Of the start's excess loss: on a quadratic, a hundredth of the distance."""


def measure(observed: Observed, landscape: Landscape) -> Measures:
    """The run in numbers."""
    with np.errstate(all="ignore"):
        return _measures(Facts(observed, landscape))


def diagnose(observed: Observed, landscape: Landscape) -> Diagnosis:
    """The run judged."""
    with np.errstate(all="ignore"):
        facts = Facts(observed, landscape)
        verdict = judge(facts)
        cause, evidence, steps = find_cause(verdict, facts)
        return Diagnosis(
            verdict, _measures(facts), tuple(evidence.items()), tuple(steps), cause, first_fix(verdict, facts)
        )


def _measures(facts: Facts) -> Measures:
    walk, ground = facts.walk, facts.ground
    shaken = facts.observed.noise > 0.0 and ground.goal is not None
    return Measures(
        final_loss=float(walk.losses[-1]),
        distance=_distance(facts),
        steps_to_tolerance=_steps_to_tolerance(facts),
        reversals=int(np.count_nonzero(walk.reversals)),
        loss_rises=walk.loss_rises,
        overshoots=len(facts.swings.along),
        noise_floor=ground.tail_excess if shaken else None,
        escapes=_escapes(facts),
    )


def _distance(facts: Facts) -> float | None:
    """From the surface's own minima, whatever weight decay makes of them."""
    if facts.ground.goal is None:
        return None
    if not facts.ground.bowl.pull:
        return float(facts.ground.distances[-1])
    x, y = (np.asarray(facts.ground.landscape.minima) - facts.walk.path[-1]).T
    return float(np.hypot(x, y).min())


def _steps_to_tolerance(facts: Facts) -> int | None:
    excess, steps = facts.ground.excess, facts.walk.last
    if facts.ground.goal is None or facts.walk.ended:
        return None
    within = excess <= TOLERANCE * excess[0]
    if not within[-1]:
        return None
    # The last step beyond, seen from the end.
    return 0 if within.all() else steps + 1 - int((~within[::-1]).argmax())


def _escapes(facts: Facts) -> int:
    """How often another minimum became the nearest: |p − m|² is least where |m|²/2 − p·m is."""
    minima = np.asarray(facts.ground.landscape.minima)
    if len(minima) < 2:
        return 0
    nearest = (0.5 * (minima**2).sum(axis=1) - facts.walk.path @ minima.T).argmin(axis=1)
    return int(np.count_nonzero(nearest[1:] != nearest[:-1]))
