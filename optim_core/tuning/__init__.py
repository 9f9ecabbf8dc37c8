"""Every rule at its own best setting, for the same budget: what a fair comparison compares.

All rules here take one gradient a step, so that runs of one length and one batch size cost the same.

Example:

    trial = Trial(surface.gradient, surface, start=(-1.2, 1.0), steps=500)
    tuned = tune(trial, Momentum(), lrs=np.geomspace(1e-6, 1e3, 54), betas=1.0 - np.geomspace(1.0, 1e-3, 12))
    tuned.lr, tuned.beta, tuned.loss, tuned.steps   # its best setting, and how that did
    tuned.good, tuned.decades                       # the range of lr that is at least half as fast, and its width
"""

from optim_core.tuning.scores import Objective, Scores
from optim_core.tuning.trial import Grid, Trial
from optim_core.tuning.tune import HALF, Tuned, tune

__all__ = ["HALF", "Grid", "Objective", "Scores", "Trial", "Tuned", "tune"]
