"""Rules as a picker shows them: those that work alike together, and what plug-ins brought behind them.

Which group a rule belongs to follows from what it does, so that a new one finds its place by itself.

Example:

    for title, rules in grouped_rules():
        title, [rule.title for rule in rules]      # "Linear", ["SGD", "Momentum", …]
"""

import numpy as np

from app.model.edits import default_rule
from optim_core import RULES, Rule
from optim_core.registry import all_rules
from optim_core.theory import form_of

LINEAR = "Linear"
PER_PARAMETER = "Per parameter"
OTHERS = "Others"
PLUG_INS = "Plug-ins"
TITLES = (LINEAR, PER_PARAMETER, OTHERS, PLUG_INS)
"""The groups in their order."""


def grouped_rules() -> tuple[tuple[str, tuple[type[Rule], ...]], ...]:
    """The groups that have rules, each with its title, and within each the order of the registry."""
    placed = [(group_of(rule), rule) for rule in all_rules()]
    groups = ((title, tuple(rule for where, rule in placed if where == title)) for title in TITLES)
    return tuple((title, rules) for title, rules in groups if rules)


def group_of(rule: type[Rule]) -> str:
    """The title of its group."""
    if rule not in RULES:
        return PLUG_INS
    usual = default_rule(rule)
    if form_of(usual) is not None:
        return LINEAR
    return PER_PARAMETER if has_scale(usual) else OTHERS


def has_scale(rule: Rule) -> bool:
    """Whether it multiplies lr by another number in each coordinate."""
    family = rule.family()
    return family.scale(family.initial_state(np.zeros((2, 1)))[np.newaxis]) is not None
