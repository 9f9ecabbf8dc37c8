"""The experiments that are put before the window, and what they are called in the tables."""

from dataclasses import replace

import surfaces
from app.model import edits
from app.model.experiment import Experiment
from optim_core.registry import RULES

NOISE = 5.0
TYPED = "expr:(a-x)^2 + b*(y-x^2)^2, a=1, b=100"
"""Rosenbrock by hand."""


def experiment(lanes=3, steps=1000, seeds=1, surface="rosenbrock"):
    """The default experiment with other rules beside its three, so many steps, a crowd with noise, another surface."""
    made = Experiment()
    for rule in RULES[len(made.lanes) : lanes]:
        made = edits.add_lane(made, rule)
    if seeds > 1:
        made = edits.set_run(edits.set_run(made, "noise", NOISE), "seeds", seeds)
    return edits.set_run(edits.choose_surface(made, surfaces.get(surface)), "steps", steps)


def typed(made):
    """The same walks on the same surface, seen in the same rectangle, from a formula that a person typed."""
    return replace(made, surface=surfaces.get(TYPED))


def called(made, size):
    """What a table calls it."""
    crowd = f"{made.seeds} seeds" if made.seeds > 1 else "1 seed"
    surface = "a typed Rosenbrock" if made.surface.key.startswith("expr") else made.surface.key
    return f"{len(made.lanes)} lanes × {made.steps:,} steps, {crowd}, {surface}, {size[0]} × {size[1]}"
