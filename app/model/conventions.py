"""The same lane in other conventions: which learning rate gives the same path, and when none does."""

from typing import Any

from app.model.moment import Moment
from app.model.numbers import number_text
from optim_core import Convention, theory

DIGITS = 3
NAMES = {
    Convention.OUTSIDE: "as lr outside",
    Convention.INSIDE: "as lr inside",
    Convention.AVERAGED: "as averaged",
}


def equivalents(moment: Moment) -> tuple[tuple[str, str], ...]:
    """What a lane would be set to in each of the other conventions, without dampening: (in which, to what).

    Outside and inside want the same lr, and part as soon as that changes; averaged wants lr/(1 − β) instead, and parts
    from both when β changes. Nothing for a rule that knows no conventions, or where theory does not know its form.
    """
    own = vars(moment.rule).get("convention")
    form = theory.form_of(moment.rule)
    if form is None or own is None:
        return ()
    return tuple((NAMES[other], _setting(moment, form, own, other)) for other in Convention if other is not own)


def _setting(moment: Moment, form: theory.LinearForm, own: Convention, other: Convention) -> str:
    varying = _what_parts(moment.rule, {own, other})
    if varying:
        return f"none while {varying} changes"
    lr = form.lr / (1.0 - form.beta) if other is Convention.AVERAGED else form.lr
    shrink = moment.decays[1]
    decay = f", λ {number_text(shrink / lr, DIGITS)}" if shrink and lr else ""
    return f"lr {number_text(lr, DIGITS)}{decay}"


def _what_parts(rule: Any, pair: set[Convention]) -> str:
    """The setting that varies in this run and keeps two conventions from agreeing, "" if none does."""
    changing = {change.name for change in rule.changes}
    if Convention.INSIDE in pair and ("lr" in changing or rule.schedule.parts):
        return "lr"
    if Convention.AVERAGED in pair and "beta" in changing:
        return "β"
    return "τ" if "dampening" in changing else ""
