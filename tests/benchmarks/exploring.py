"""How long the search for minima and the proposal of a view take: `python -m tests.benchmarks.exploring`.

The minima are sought once a frame while a hand drags a parameter of a typed surface, and a proposal is made once a
formula: the bars say so.
"""

from functools import partial

from surfaces import Surface
from surfaces.exploring import Functions, find_minima, propose
from surfaces.typed import Typed
from tests.benchmarks.table import show
from tests.benchmarks.timing import Bar, measure_together, row
from tests.surfaces.strategies import DEFAULTS

TYPED = ("(x^2+y-11)^2 + (x+y^2-7)^2", "(1-x)^2 + 100*(y-x^2)^2", "sin(x)*cos(y)", "10*abs(y-x^2) + abs(x-1)")
REPEATS = 15
BARS = {"minima": Bar("median", 4.0), "proposal": Bar("median", 60.0)}


def main():
    made: tuple[Surface, ...] = (*DEFAULTS, *map(Typed, TYPED))
    show(found for surface in made for found in rows(surface))


def rows(surface):
    calls = {"minima": partial(seek, surface), "proposal": partial(offer, surface)}
    for name, seconds in measure_together(calls, REPEATS).items():
        yield row(surface.key, name, seconds, bar=BARS[name])


def seek(surface):
    return find_minima(Functions(surface.value, surface.gradient, surface.hessian), surface.view)


def offer(surface):
    return propose(Functions(surface.value, surface.gradient, surface.hessian))


if __name__ == "__main__":
    main()
