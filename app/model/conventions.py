"""The same lane in other conventions: which learning rate gives the same path, and when none does."""

from app.model.numbers import number_text
from app.model.steering import rule_at
from optim_core import Convention, Rule, theory

DIGITS = 3
NAMES = {
    Convention.OUTSIDE: "as lr outside",
    Convention.INSIDE: "as lr inside",
    Convention.AVERAGED: "as averaged",
}


def equivalents(rule: Rule, step: int) -> tuple[tuple[str, str], ...]:
    """What a lane, as it is at that step, would be set to in each of the other conventions: (in which, to what).

    Outside and inside want the same lr, and part as soon as that changes; averaged wants lr/(1 − β) instead, and parts
    from both when β changes. It is the lr that a schedule multiplies, without dampening. Nothing for a rule that knows
    no conventions, or where theory does not know its form.
    """
    own = vars(rule).get("convention")
    now = rule_at(rule, step)
    form = theory.form_of(now)
    if form is None or own is None:
        return ()
    others = [other for other in Convention if other is not own]
    return tuple((NAMES[other], _parting(rule, own, other) or _setting(now, form, other)) for other in others)


def _parting(rule: Rule, own: Convention, other: Convention) -> str:
    """Why there is no such setting: what changes in this run and keeps the two from agreeing; "" if nothing does."""
    pair = (own, other)
    changing = {change.name for change in rule.changes}
    if Convention.INSIDE in pair and ("lr" in changing or rule.schedule.parts):
        return "none while lr changes"
    if Convention.AVERAGED in pair and "beta" in changing:
        return "none while β changes"
    return "none while τ changes" if "dampening" in changing and own is not Convention.AVERAGED else ""


def _setting(now: Rule, form: theory.LinearForm, other: Convention) -> str:
    lr = form.lr / (1.0 - form.beta) if other is Convention.AVERAGED else form.lr
    shrink = now.decays()[1]
    decay = f", λ {number_text(shrink / lr, DIGITS)}" if shrink and lr else ""
    return f"lr {number_text(lr, DIGITS)}{decay}"
