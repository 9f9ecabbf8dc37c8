"""Every session that was ever written can be opened for ever, and is what it was then.

What the golden files say stands here in full, so that a change of today's defaults or of the code that made them
changes no expectation.
"""

from pathlib import Path

import pytest

from app.model.experiment import Experiment, Lane
from app.sessions.opening import open_session
from app.sessions.session import Session
from app.sessions.share import is_share, read_share
from optim_core import (
    SGD,
    Change,
    Convention,
    Cosine,
    CosineRestarts,
    Decay,
    Drawn,
    ExponentialDecay,
    Momentum,
    Move,
    Nesterov,
    NoiseKind,
    OneCycle,
    StepDecay,
    Warmup,
)
from surfaces.ravine import Ravine
from surfaces.rosenbrock import Rosenbrock
from surfaces.saddle import Saddle
from tests.app.sessions.make_goldens import CARRIERS, FOLDER

FILES = sorted(FOLDER.iterdir())
PLAIN = {"lr": 0.001, "weight_decay": 0.0, "decay": Decay.COUPLED}
MOVING = {**PLAIN, "beta": 0.9, "dampening": 0.0, "convention": Convention.OUTSIDE}
AHEAD = {**MOVING, "drawn": Drawn.THETA}
ALL_SCHEDULES = (
    Warmup(length=100)
    * StepDecay(every=300, gamma=0.1)
    * ExponentialDecay(gamma=0.999)
    * Cosine(period=1000, floor=0.0)
    * CosineRestarts(period=250, floor=0.0)
    * OneCycle(length=1000, rise=0.3)
)
V1 = {
    "usual": Session(
        Experiment(
            surface=Rosenbrock(a=1.0, b=100.0),
            lanes=(
                Lane(SGD(**PLAIN), "SGD", 0, visible=True, linked=True),
                Lane(Momentum(**MOVING), "Momentum", 1, visible=True, linked=True),
                Lane(Nesterov(**AHEAD), "Nesterov", 2, visible=True, linked=True),
            ),
            start=(-1.2, 1.0),
            lr=0.001,
            beta=0.9,
            noise=0.0,
            noise_kind=NoiseKind.GAUSSIAN,
            batch_size=1,
            steps=1000,
            seeds=1,
            seed=0,
        )
    ),
    "mapped": Session(
        Experiment(
            surface=Saddle(),
            lanes=(Lane(SGD(**PLAIN), "SGD", 0, visible=True, linked=True),),
            start=(-1.6, 0.001),
            lr=0.005,
            beta=0.9,
            noise=0.0,
            noise_kind=NoiseKind.GAUSSIAN,
            batch_size=1,
            steps=1000,
            seeds=1,
            seed=0,
        ),
        step=0,
        rectangle=(0.1, 0.30000000000000004, -1e-9, 1e-9),
        view="map",
    ),
    "rich": Session(
        Experiment(
            surface=Ravine(condition=20.5, angle=-0.0),
            lanes=(
                Lane(
                    SGD(**{**PLAIN, "lr": 5e-324, "weight_decay": 0.30000000000000004}), 'plain "SGD"', 7, False, True
                ),
                Lane(
                    Momentum(**{**MOVING, "beta": 0.999999, "convention": "inside", "decay": "decoupled"}),
                    "β μ — 動量 🚀",
                    3,
                    True,
                    False,
                ),
                Lane(
                    Nesterov(**{**AHEAD, "drawn": "ahead", "dampening": 0.3333333333333333}),
                    "back\\slash / {x}",
                    0,
                    True,
                    True,
                ),
                Lane(
                    Momentum(**MOVING, schedule=Warmup(length=50) * Cosine(period=900, floor=0.01)),
                    "scheduled",
                    1,
                    True,
                    True,
                ),
                Lane(
                    Momentum(**MOVING, restarts=(0, 300, 99_999), restart_at_boundaries=True), "restarts", 2, True, True
                ),
                Lane(
                    SGD(**PLAIN, changes=(Change(9, "lr", 1e9), Change(9, "weight_decay", 0.0))),
                    "steered",
                    4,
                    True,
                    False,
                ),
                Lane(SGD(**PLAIN, schedule=ALL_SCHEDULES), "all of them", 5, True, True),
                Lane(
                    Nesterov(**AHEAD, schedule=StepDecay(every=300, gamma=0.1) * CosineRestarts(period=250, floor=0.0)),
                    "<b>&amp;</b>",
                    6,
                    True,
                    True,
                ),
            ),
            start=(-0.0, 1e9),
            lr=2.2250738585072014e-308,
            beta=0.5,
            noise=1.7976931348623157e-300,
            noise_kind=NoiseKind.JITTER,
            batch_size=10**9,
            steps=1500,
            seeds=3,
            seed=2**53,
            changes=(Change(1, "noise", 0.25), Change(420, "lr", 5e-4), Change(90_000, "beta", 0.0)),
            moves=(Move(0, -0.0, 1e-9), Move(700, 0.5, -1.0)),
        ),
        step=420,
        rectangle=(-4.0, 4.0, -0.1, 1e300),
        view="compare",
    ),
}
KNOWN = {f"v1-{name}": session for name, session in V1.items()}


def opened(path: Path) -> Session:
    text = path.read_bytes().decode("latin-1")
    return read_share(text) if is_share(text) else open_session(path)


def test_all_of_them_are_there() -> None:
    assert {path.name for path in FILES} == {name + suffix for name in KNOWN for suffix in CARRIERS}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_it_is_what_it_was(path: Path) -> None:
    found = opened(path)
    assert found == KNOWN[path.stem]
    assert repr(found) == repr(KNOWN[path.stem])
