"""How optimizers walk: SGD, momentum, Adam and their like as values, one vectorized loop, and theory; NumPy alone.

Example:

    import optim_core
    t = optim_core.simulate(gradient, [optim_core.Momentum(lr=1e-3, beta=0.9)], start=(-1.2, 1.0), steps=1000)
    t.positions, t.diverged_at
"""

from optim_core import theory, tuning
from optim_core.adagrad import AdaGrad
from optim_core.adam import Adam
from optim_core.adamw import AdamW
from optim_core.amsgrad import AMSGrad
from optim_core.lion import Lion
from optim_core.momentum import Convention, Momentum
from optim_core.nadam import NAdam
from optim_core.nesterov import Drawn, Nesterov
from optim_core.qhm import QHM
from optim_core.registry import RULES
from optim_core.rmsprop import RMSProp
from optim_core.rule import Decay, Rule
from optim_core.schedule import Constant, Schedule
from optim_core.schedules import SCHEDULES, Cosine, CosineRestarts, ExponentialDecay, OneCycle, StepDecay, Warmup
from optim_core.sgd import SGD
from optim_core.simulation import Simulation, simulate
from optim_core.steering import Change
from optim_core.surroundings import Move, NoiseKind
from optim_core.sweep import Outcomes, sweep
from optim_core.trajectory import Trajectory

__all__ = [
    "QHM",
    "RULES",
    "SCHEDULES",
    "SGD",
    "AMSGrad",
    "AdaGrad",
    "Adam",
    "AdamW",
    "Change",
    "Constant",
    "Convention",
    "Cosine",
    "CosineRestarts",
    "Decay",
    "Drawn",
    "ExponentialDecay",
    "Lion",
    "Momentum",
    "Move",
    "NAdam",
    "Nesterov",
    "NoiseKind",
    "OneCycle",
    "Outcomes",
    "RMSProp",
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
