"""What ails a sick run, one finding for each sick verdict but crawling."""

from math import hypot

import numpy as np

from optim_core import theory
from optim_core.diagnosis.facts import Facts
from optim_core.diagnosis.finding import Finding, against_limit, limit_of, near
from optim_core.diagnosis.judge import STANDSTILL, is_on_saddle
from optim_core.diagnosis.words import number, whole

MOST_STEPS = 8
"""Of a thing that happens again and again, so many last steps are shown."""


def to_and_fro(facts: Facts) -> Finding:
    """Oscillating: the limit, where the rule has one."""
    walk, forecast = facts.walk, facts.forecast
    back = walk.reversals[-walk.quarter :]
    count = int(np.count_nonzero(back))
    steps = tuple((np.flatnonzero(walk.reversals)[-MOST_STEPS:] + 1).tolist())
    numbers = {"reversals in the last quarter": float(count), "loss in jumping across": facts.ground.jumped}
    if forecast.setting is None:
        return Finding(
            f"Of the last {whole(len(back))} steps {whole(count)} go against the one before.", numbers, steps
        )
    overstep = max(forecast.overstep, forecast.overstep_between, forecast.oversteps[1])
    product = overstep * forecast.setting.limit
    cause = (
        f"lr·λ = {number(product)} is {near(overstep)} {limit_of(forecast.setting)}: its steps jump across the valley."
    )
    return Finding(cause, numbers | against_limit(forecast.setting, product), steps)


def swinging(facts: Facts) -> Finding:
    """Overshooting: the critical β, where there is one."""
    swings, setting, mode = facts.swings, facts.forecast.setting, facts.swings.mode or 0
    passes, left = swings.across if mode else swings.along, swings.kept(mode)
    steps = tuple(passes[-MOST_STEPS:].tolist())
    numbers = {"passes": float(len(passes)), "left of a swing": left}
    if setting is None:
        return Finding(f"A swing keeps {number(left)} of the one before.", numbers, steps)
    product, beta = facts.forecast.products[mode], setting.form.beta
    numbers |= {"lr·λ": product, "β": beta}
    at = f"At lr·λ = {number(product)} along the {('soft', 'stiff')[mode]} direction β = {number(beta)}"
    critical = facts.forecast.critical_beta(mode)
    if critical is None:
        return Finding(f"{at} lets a swing keep {number(left)} of the one before.", numbers, steps)
    cause = f"{at} is over the critical {number(critical)}: a swing keeps {number(left)} of the one before."
    return Finding(cause, numbers | {"critical β": critical}, steps)


def carried_on(facts: Facts) -> Finding:
    """Stale momentum: what happened, and how far the loss rose."""
    spike, setting = facts.events.spike, facts.forecast.setting
    assert spike is not None
    event = "the surface moved" if spike.step in facts.walk.moves else "lr jumped"
    velocity = hypot(*facts.observed.velocities[spike.step])
    numbers = {"excess loss at the event": spike.before, "at the peak": spike.peak, "velocity at the event": velocity}
    rise = (
        f"the loss above the minimum rose from {number(spike.before)} to {number(spike.peak)} "
        f"in {whole(spike.peak_step - spike.step)} steps"
    )
    steps, at = (spike.step, spike.peak_step), f"At step {whole(spike.step)} {event}"
    if setting is None:
        return Finding(f"{at}, the velocity stayed, and {rise}.", numbers, steps)
    memory, product = theory.memory_steps(setting.form.beta), facts.forecast.product
    within = f"lr·λ = {number(product)} is within {limit_of(setting)}"
    cause = f"{at}, the velocity still held about {number(memory)} old gradients, and {rise}, though {within}."
    return Finding(cause, numbers | {"old gradients": memory} | against_limit(setting, product), steps)


def standing(facts: Facts) -> Finding:
    """Stuck: on a saddle, or on a plateau."""
    ground, walk = facts.ground, facts.walk
    slope, bend = ground.end_slope, ground.end_bends[0]
    far = np.flatnonzero(np.hypot(*(walk.path - walk.path[-1]).T) > STANDSTILL * walk.span)
    steps = (int(far[-1]) + 1 if len(far) else 0, walk.last)
    numbers = {"gradient": slope, "soft curvature": bend}
    if is_on_saddle(facts):
        cause = (
            f"It is on a saddle: the gradient is {number(slope)}, the curvature {number(bend)} along one direction, "
            "and nothing pushes it off."
        )
        return Finding(cause, numbers, steps)
    mean = float(ground.excess[-1] / ground.distances[-1]) if ground.goal else ground.steepest
    other = "on average on the way to the minimum" if ground.goal else "where the view is steepest"
    cause = f"It is on a plateau: the surface slopes by {number(slope)} here and by {number(mean)} {other}."
    return Finding(cause, numbers | {"slope elsewhere": mean}, steps)


def gone(facts: Facts) -> Finding:
    """Left the view: down a surface without a minimum, or thrown out."""
    ground, setting, inside = facts.ground, facts.forecast.setting, int(np.flatnonzero(facts.walk.seen)[-1])
    steps = (inside + 1,)
    if ground.goal is None or setting is None:
        slope = float(np.hypot(*ground.slopes_at(facts.walk.path[inside : inside + 1])[0]))
        bend = ground.bends_at(inside)[0]
        end = "goes on falling without a minimum" if ground.goal is None else "falls"
        cause = f"Where the path leaves the view, the surface {end}: slope {number(slope)}, curvature {number(bend)}."
        return Finding(cause, {"slope": slope, "soft curvature": bend}, steps)
    product = setting.form.lr * ground.stiffest
    carried = f"β = {number(setting.form.beta)} carried it out" if setting.form.beta else "a step threw it out"
    cause = (
        f"lr·λ = {number(product)} where the path is stiffest is {near(product / setting.limit)} {limit_of(setting)}, "
        f"and {carried}."
    )
    return Finding(cause, against_limit(setting, product), steps)


def lost(facts: Facts) -> Finding:
    """Diverged: over the limit, or carried to where it is."""
    walk, setting = facts.walk, facts.forecast.setting
    low = np.flatnonzero(~(walk.losses > walk.losses[0]))
    steps = (int(low[-1]) + 1 if len(low) else 0, *((walk.last + 1,) if walk.ended else ()))
    product = setting.form.lr * facts.ground.stiffest if setting else 0.0
    if setting is None or (walk.fell and product <= setting.limit):
        way = "falls" if walk.fell else "grows"
        return Finding(f"The loss {way} without end.", {"loss": float(walk.losses[-1])}, steps)
    cause = f"lr·λ = {number(product)} is {near(product / setting.limit)} {limit_of(setting)}"
    if product <= setting.limit:
        led = f"β = {number(setting.form.beta)} carried it" if setting.form.beta else "a step led"
        cause += f" in the view, but {led} to where the surface is stiffer"
    return Finding(f"{cause}.", against_limit(setting, product), steps)
