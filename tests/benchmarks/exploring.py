"""How long the search for minima and the proposal of a view take: `python -m tests.benchmarks.exploring`.

The minima are sought once a frame while a hand drags a parameter of a typed surface: 4 ms are the limit there, and
60 ms for a proposal, which is made once a formula.
"""

from functools import partial

from surfaces import Surface
from surfaces.exploring import Functions, find_minima, propose
from surfaces.typed import Typed
from tests.benchmarks.timing import measure_together
from tests.surfaces.strategies import DEFAULTS

TYPED = ("(x^2+y-11)^2 + (x+y^2-7)^2", "(1-x)^2 + 100*(y-x^2)^2", "sin(x)*cos(y)", "10*abs(y-x^2) + abs(x-1)")
REPEATS = 15


def main():
    made: tuple[Surface, ...] = (*DEFAULTS, *map(Typed, TYPED))
    for name, does in (("minima", seek), ("proposal", offer)):
        calls = {f"{name}: {surface.key}": partial(does, surface) for surface in made}
        for label, timing in measure_together(calls, REPEATS).items():
            print(f"{label:48} {timing}")


def seek(surface):
    return find_minima(Functions(surface.value, surface.gradient, surface.hessian), surface.view)


def offer(surface):
    return propose(Functions(surface.value, surface.gradient, surface.hessian))


if __name__ == "__main__":
    main()
