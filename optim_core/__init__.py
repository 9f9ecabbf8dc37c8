"""How optimizers walk: SGD, momentum and Nesterov as values, one vectorized loop, and theory; NumPy alone.

Example:

    import optim_core
    t = optim_core.simulate(gradient, [optim_core.Momentum(lr=1e-3, beta=0.9)], start=(-1.2, 1.0), steps=1000)
    t.positions, t.diverged_at
"""

from optim_core import theory, tuning
from optim_core.momentum import Convention, Momentum
from optim_core.nesterov import Drawn, Nesterov
from optim_core.registry import RULES
from optim_core.rule import Change, Decay, Rule
from optim_core.schedule import Constant, Schedule
from optim_core.schedules import SCHEDULES, Cosine, CosineRestarts, ExponentialDecay, OneCycle, StepDecay, Warmup
from optim_core.sgd import SGD
from optim_core.simulation import Simulation, Trajectory, simulate
from optim_core.surroundings import Move, NoiseKind
from optim_core.sweep import Outcomes, sweep

__all__ = [
    "RULES",
    "SCHEDULES",
    "SGD",
    "Change",
    "Constant",
    "Convention",
    "Cosine",
    "CosineRestarts",
    "Decay",
    "Drawn",
    "ExponentialDecay",
    "Momentum",
    "Move",
    "Nesterov",
    "NoiseKind",
    "OneCycle",
    "Outcomes",
    "Rule",
    "Schedule",
    "Simulation",
    "StepDecay",
    "Trajectory",
    "Warmup",
    "simulate",
    "sweep",
    "theory",
    "tuning",
]
