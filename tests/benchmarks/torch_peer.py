"""torch.optim as a notebook runs it: a tensor, autograd, one optimizer step at a time."""

import numpy as np
import torch

from tests.benchmarks.core import START, STEPS

SETTINGS = ({"lr": 1e-3}, {"lr": 2e-4, "momentum": 0.9}, {"lr": 2e-4, "momentum": 0.9, "nesterov": True})


def recorded():
    return {"torch.optim": lambda: [path(STEPS, **setting) for setting in SETTINGS]}


def path(steps, **settings):
    """The positions of a run on Rosenbrock, (steps + 1, 2)."""
    theta = torch.tensor(START, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([theta], **settings)
    positions = np.empty((steps + 1, 2))
    positions[0] = START
    for step in range(1, steps + 1):
        optimizer.zero_grad()
        x, y = theta
        ((1.0 - x) ** 2 + 100.0 * (y - x * x) ** 2).backward()
        optimizer.step()
        positions[step] = theta.detach().numpy()
    return positions
