"""What to show of a function nobody has described.

propose(Functions(value, gradient, hessian))      # Proposal(view=(-2.0, 4.0, …), start=(…), suggested_lr=0.001)
"""

from typing import NamedTuple

import numpy as np

from surfaces.exploring.functions import Functions, View
from surfaces.exploring.looks import best_look
from surfaces.exploring.minima import NODES, minima_of
from surfaces.exploring.rates import rates_for
from surfaces.exploring.square import Square, sample
from surfaces.exploring.starts import starts_for
from surfaces.exploring.views import view_of
from surfaces.slopes import silent
from surfaces.surface import Point


class Proposal(NamedTuple):
    """The rectangle worth seeing (x from, x to, y from, y to), a start in it, and a learning rate for three rules."""

    view: View
    start: Point
    suggested_lr: float


@silent
def propose_view(functions: Functions) -> View:
    """The view alone, which takes a part of the time."""
    return view_of(best_look(functions))


@silent
def propose(functions: Functions, view: View | None = None) -> Proposal:
    """A view of the function, unless one is given, a start in it, and a learning rate above 0.

    The view has the minima in it, and what else is level, near the origin if the function goes on for ever. From the
    start SGD, momentum and Nesterov with β = 0.9 go down for 1,000 steps with that learning rate, if there is any
    such start and rate. The same function always gets the same proposal.
    """
    view = view or propose_view(functions)
    square = Square(functions, view)
    grid = sample(square, NODES)
    minima = minima_of(square, grid)
    lowest = float(functions.value(*np.array(minima[0]))) if minima else float(grid.heights.min())
    starts = starts_for(functions, view, minima, lowest)
    rates = rates_for(functions, view, starts, minima, lowest)
    best = max(range(len(rates)), key=lambda index: rates[index].preference())
    x, y = starts[best].tolist()
    return Proposal(view, (x, y), rates[best].lr)
