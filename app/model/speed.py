"""How fast a rule moves along a gradient that stays."""

from optim_core import theory
from optim_core.theory import LinearForm


def effective_lr(form: LinearForm) -> float:
    """The lr with which plain SGD would be as fast: lr/(1 − β), and of QHM its own lr, as its weights add up to 1."""
    return form.lr if form.rule == "qhm" else theory.effective_lr(form.lr, form.beta)
