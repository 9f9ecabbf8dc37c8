"""Why a run got its verdict: one sentence, the named numbers behind it, and the steps where it shows."""

from collections.abc import Callable

import numpy as np

from optim_core.diagnosis.complaints import carried_on, gone, lost, standing, swinging, to_and_fro
from optim_core.diagnosis.facts import Facts
from optim_core.diagnosis.finding import Finding, against_limit, limit_of
from optim_core.diagnosis.judge import AT_FLOOR
from optim_core.diagnosis.setting import COLD, cooled
from optim_core.diagnosis.verdict import Verdict
from optim_core.diagnosis.words import number, whole


def find_cause(verdict: Verdict, facts: Facts) -> Finding:
    """The cause, its evidence and its steps."""
    return CAUSES[verdict](facts)


def _arrived(facts: Facts) -> Finding:
    ground, forecast = facts.ground, facts.forecast
    distance, (soft, stiff) = float(ground.distances[-1]), ground.end_bends
    numbers = {"distance": distance, "gradient": ground.end_slope, "soft curvature": soft, "stiff curvature": stiff}
    where = f"It is {number(distance)} from a minimum with curvatures {number(soft)} and {number(stiff)}"
    if forecast.setting is None:
        return Finding(f"{where}.", numbers, (facts.walk.last,))
    side = "within" if forecast.overstep <= 1.0 else "over"
    cause = f"{where}, and lr·λ = {number(forecast.product)} is {side} {limit_of(forecast.setting)}."
    return Finding(cause, numbers | against_limit(forecast.setting, forecast.product), (facts.walk.last,))


def _on_its_way(facts: Facts) -> Finding:
    ground, walk, steps = facts.ground, facts.walk, (facts.walk.last // 2, facts.walk.last)
    rate, product = facts.forecast.end_rate, facts.forecast.end_product
    numbers = {"gradient": ground.end_slope, "moved in the second half": walk.late_way}
    left_of_lr = cooled(facts.observed.rule, walk.last)
    if left_of_lr < COLD:
        cause = f"The schedule has taken lr to {number(left_of_lr)} of its largest, and the surface still slopes by "
        return Finding(f"{cause}{number(ground.end_slope)}.", numbers | {"left of lr": left_of_lr}, steps)
    if not 0.0 < rate < 1.0:
        stride = walk.walked(1)
        cause = f"The surface slopes by {number(ground.end_slope)} here, and a step is {number(stride)} long."
        return Finding(cause, numbers | {"step": stride}, steps)
    left = rate**walk.last
    cause = (
        f"Along the soft direction lr·λ = {number(product)} here: a step leaves {number(rate)} of the distance, and "
        f"{whole(walk.last)} of them {number(left)}."
    )
    return Finding(cause, numbers | {"lr·λ": product, "rate": rate, "left by the rate": left}, steps)


def _shaken(facts: Facts) -> Finding:
    found, floor, product = facts.ground.tail_excess, facts.forecast.floor, facts.forecast.products[1]
    noise = number(facts.observed.noise)
    cause = (
        f"With noise of {noise} and lr·λ = {number(product)} theory expects a mean excess loss of {number(floor)}, "
        f"and it is {number(found)}."
    )
    reached = int(np.argmax(facts.ground.excess <= AT_FLOOR * floor))
    return Finding(
        cause, {"mean excess loss": found, "noise floor by theory": floor, "lr·λ": product}, (reached, facts.walk.last)
    )


CAUSES: dict[Verdict, Callable[[Facts], Finding]] = {
    Verdict.CONVERGED: _arrived,
    Verdict.DESCENDING: _on_its_way,
    Verdict.CRAWLING: _on_its_way,
    Verdict.OSCILLATING: to_and_fro,
    Verdict.OVERSHOOTING: swinging,
    Verdict.STALE_MOMENTUM: carried_on,
    Verdict.STUCK: standing,
    Verdict.NOISE_FLOOR: _shaken,
    Verdict.LEFT_VIEW: gone,
    Verdict.DIVERGED: lost,
}
