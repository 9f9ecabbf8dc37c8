"""Experiments whose data is written in tests, and what the core says of them when it is asked directly."""

from dataclasses import dataclass, replace
from io import BytesIO

import numpy as np

from app.model.experiment import Experiment, Lane
from app.model.scene import Scene, SceneBuilder
from app.trajectories.write import write_data
from optim_core import (
    SGD,
    Change,
    Convention,
    Cosine,
    Momentum,
    Move,
    Nesterov,
    NoiseKind,
    Trajectory,
    Warmup,
    simulate,
)
from surfaces import get
from surfaces.grid import Grid

USUAL = Experiment()
FAR = Experiment(
    lanes=(Lane(SGD(lr=1.0), "one", 0, linked=False), Lane(Momentum(lr=2e-3, beta=0.99), "two", 1, linked=False)),
    steps=60,
)
"""Both lanes leave the world, and before that losses are too large for any number."""
STEERED = replace(
    USUAL,
    lanes=(
        Lane(Momentum(schedule=Warmup(length=5) * Cosine(period=30), restarts=(7,)), "scheduled", 0),
        Lane(Nesterov(changes=(Change(9, "lr", 1e-4),), convention=Convention.INSIDE), "own", 3, linked=False),
        Lane(SGD(), "hidden", 5, visible=False),
    ),
    changes=(Change(4, "noise", 0.25), Change(11, "lr", 5e-4)),
    moves=(Move(5, 0.5, -0.25), Move(20, 0.1, 0.0)),
    noise=0.5,
    noise_kind=NoiseKind.JITTER,
    batch_size=4,
    steps=40,
    seeds=3,
    seed=2**53,
)
CROWD = replace(USUAL, noise=0.5, steps=90, seeds=100, seed=7)
LONG = replace(USUAL, lanes=USUAL.lanes[:2], steps=9_000, seeds=2)
"""Paths that are longer than a piece."""
ENDLESS = Experiment(surface=get("saddle"), lanes=(Lane(SGD(), "down", 0),), lr=0.5, start=(1e-3, 1e-3), steps=1200)
"""The loss falls below all numbers before the position does."""
NAMES = ('a,b "c"', "=1+1", "# no comment", "],[", "β 中 🏔", "'; x", "NaN", "null")
ODD = replace(USUAL, lanes=tuple(Lane(SGD(), name, colour) for colour, name in enumerate(NAMES)), steps=3)

TYPED = replace(USUAL, surface=get("expr:log(x) + a*y^2, a = 2 in [0, 4]", a=3.0), start=(2.0, 1.0), lr=0.01, steps=40)
"""Left of x = 0 there is no surface."""
BOWL = Grid.of("bowl", [-1.0, 0.0, 2.0], [-1.0, 1.0], [[2.0, 1.0, 5.0], [2.5, 1.5, 5.5]])
DATA = replace(USUAL, surface=BOWL, start=(1.5, 0.5), lr=0.01, steps=40)

EXPERIMENTS = {
    "usual": USUAL,
    "far": FAR,
    "steered": STEERED,
    "crowd": CROWD,
    "long": LONG,
    "endless": ENDLESS,
    "odd names": ODD,
    "typed": TYPED,
    "data": DATA,
}
SUFFIXES = (".csv", ".npz", ".json")


def scene_of(experiment: Experiment) -> Scene:
    return SceneBuilder().build(experiment)


def data_of(experiment: Experiment, suffix: str) -> bytes:
    out = BytesIO()
    write_data(out, suffix, scene_of(experiment), lambda _: None)
    return out.getvalue()


@dataclass(frozen=True, eq=False)
class Truth:
    """`loss` and `gradient_norm` (lanes, seeds, steps + 1), of the surface where it lies; `lr` (lanes, steps)."""

    run: Trajectory
    loss: np.ndarray
    gradient_norm: np.ndarray
    lr: np.ndarray


def truth_of(experiment: Experiment) -> Truth:
    """All of it from the core and the surface alone, without the program's scene."""
    run = simulate(
        experiment.surface.gradient,
        experiment.rules,
        start=experiment.start,
        steps=experiment.steps,
        noise=experiment.noise_by_step,
        batch_size=experiment.batch_size,
        seeds=range(experiment.seed, experiment.seed + experiment.seeds),
        noise_kind=experiment.noise_kind,
        moves=experiment.moves,
    )
    x, y = np.moveaxis(run.positions, -1, 0)
    moved = [sum((np.array(m[1:]) for m in experiment.moves if m.step <= k), np.zeros(2)) for k in range(x.shape[-1])]
    x, y = (values - offset for values, offset in zip((x, y), np.transpose(moved), strict=True))
    with np.errstate(all="ignore"):
        norm = np.hypot(*experiment.surface.gradient(x, y))
    lr = [[_lr_at(rule, step) for step in range(experiment.steps)] for rule in experiment.rules]
    return Truth(run, experiment.surface.value(x, y), norm, np.array(lr))


def _lr_at(rule, step: int) -> float:
    own = next((c.value for c in reversed(rule.changes) if c.name == "lr" and c.step <= step), rule.lr)
    return own * rule.schedule.factor(np.array([step]))[0]


def same(found, wanted) -> bool:
    """Whether they are the same to the bit; one NaN is like another."""
    plain = np.array(wanted, dtype=np.float64)
    plain[np.isnan(plain)] = np.nan
    return np.array(found, dtype=np.float64).tobytes() == plain.tobytes()
