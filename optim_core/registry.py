"""All rules, in the order of the picker. A new one is its own file and one line here."""

from optim_core.momentum import Momentum
from optim_core.nesterov import Nesterov
from optim_core.rule import Rule
from optim_core.sgd import SGD

RULES: tuple[type[Rule], ...] = (
    SGD,
    Momentum,
    Nesterov,
)
