"""How large lr and β may be after a fix, and what lr is now: theory's limits at the curvatures that a run has met."""

from optim_core import theory
from optim_core.diagnosis.facts import Facts
from optim_core.diagnosis.setting import Setting, at_beta, largest_lr

SAFE = 0.5
"""Of the stability limit, where the stiffest curvature that was met decides."""
EDGE = 0.95
"""Of the limit: a β that takes lr·λ beyond is not proposed."""
CROSSING = 0.1
"""Of the view: without a minimum, no lr is proposed that walks further within the run."""
WORTH = 2.0
"""A larger lr is worth it from so many times the present one on."""


def present_lr(facts: Facts) -> float:
    """The lr that a fix replaces: the rule's own, or the last one that it was changed to in mid-run."""
    setting = facts.forecast.setting
    return largest_lr(facts.observed.rule, facts.walk.last)[0] if setting else float(facts.observed.rule.lr)


def safe_product(setting: Setting) -> float:
    """The lr·λ that a safe lr has: half of the limit, and no more than 1.

    Heavy ball stands up to twice that on a quadratic; elsewhere its velocity then carries it to where λ is larger.
    """
    return min(SAFE * setting.limit, 1.0)


def lr_for(facts: Facts, product: float) -> float:
    """The lr with which lr·λ is so much, at most, at the stiffest curvature that was met; the present one if none was.

    Rule and form may count lr differently, as an average does: both change by the same factor.
    """
    setting, stiffest = facts.forecast.setting, facts.ground.stiffest
    if setting is None or not stiffest:
        return present_lr(facts)
    lr, most = largest_lr(facts.observed.rule, facts.walk.last)
    return lr * product / (most * stiffest) if most else product / stiffest


def faster_lr(facts: Facts) -> float:
    """A safe lr; without a minimum, no more than it takes to cross a tenth of the view."""
    setting, lr = facts.forecast.setting, present_lr(facts)
    value = lr_for(facts, safe_product(setting)) if setting else WORTH * lr
    way = facts.walk.walked(facts.walk.last)
    return value if facts.ground.goal or not way else min(value, lr * CROSSING * facts.walk.span / way)


def is_stable(facts: Facts, beta: float) -> bool:
    """Whether the limit is kept with that β, or broken no further: in an average a lower β lengthens the steps."""
    setting, stiffest = facts.forecast.setting, facts.ground.stiffest
    if setting is None:
        return True
    form, after = setting.form, at_beta(facts.observed.rule, setting.form, beta)
    if beta <= form.beta and after.lr == form.lr and after.rule != "qhm":
        return True
    share = max(EDGE, form.lr * stiffest / setting.limit)
    return after.lr * stiffest <= share * theory.stability_limit(after.rule, after.beta, after.nu)
