"""Experiments of which hardly a number can be written down: lost runs, flat and undefined surfaces, ends of all floats.

None takes more than a few steps, so that a window can be shown each of them.
"""

import re
from dataclasses import replace

import surfaces
from app.model import edits
from app.model.experiment import Experiment, Lane
from optim_core import QHM, SGD, Adam, Cosine, Lion, Momentum, Nesterov
from surfaces import Surface
from surfaces.typed import Typed

NO_WORDS = re.compile(r"(?<![\w-])((?i:nan|inf|infinity|null)|None)(?![\w-])")
"""A number that is none, and nobody has said so."""
LANES = (
    Lane(SGD(weight_decay=1e9), "SGD", 0),
    Lane(Momentum(beta=0.999999, schedule=Cosine(period=10)), "Momentum", 1),
    Lane(Nesterov(drawn="ahead"), "Nesterov", 2),
    Lane(Adam(eps=1e-16), "Adam", 3),
    Lane(Lion(), "Lion", 4, linked=False),
    Lane(QHM(lr=0.0), "QHM", 5, linked=False),
)


def on(surface: Surface, **changes) -> Experiment:
    chosen = edits.choose_surface(Experiment(), surface)
    return replace(chosen, lanes=LANES, **{"steps": 40, **changes})


BOWL = Typed("x^2 + 3*y^2")
WILD: dict[str, Experiment] = {
    "lost at once": on(surfaces.get("rosenbrock"), lr=1e9, start=(1e9, 1e9)),
    "lost at the end": on(BOWL, lr=1e9, steps=34),
    "never lost": on(BOWL, lr=1e-3),
    "one step": on(surfaces.get("rosenbrock"), steps=1),
    "flat": on(Typed("0*x + 3")),
    "all but flat": on(surfaces.get("plateau"), lr=0.0),
    "undefined at the start": on(Typed("log(x) + y^2"), start=(-1.0, 1.0)),
    "undefined on the way": on(Typed("sqrt(x) + y^2"), start=(0.01, 1.0), lr=0.5),
    "infinite at the start": on(Typed("exp(x^2 + y^2)"), start=(30.0, 30.0)),
    "beyond all numbers": on(Typed("(1e100*x)^3 + (1e100*y)^3"), start=(300.0, 400.0)),
    "tiny": on(Typed("(x^2 + y^2)/1e100/1e100/1e100"), lr=1e9),
    "endless descent": on(surfaces.get("saddle"), lr=1e9, start=(0.1, 3.0), steps=60),
    "noise alone": on(BOWL, noise=1e9, seeds=5, lr=1e9),
    "a start far away": on(surfaces.get("goldstein-price"), start=(-1e9, 1e9)),
}


def without_words(texts: list[str]) -> list[str]:
    """Those of some texts that hold a number that is none."""
    return [text for text in texts if NO_WORDS.search(text)]
