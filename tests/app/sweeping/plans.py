"""Small sweeps, and how they are carried out here."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np

from app.sweeping.carry_out import carry_out
from app.sweeping.plan import Plan, Swept
from app.sweeping.starts import Grid, Own
from app.sweeping.workers import Crew
from optim_core import SGD, Cosine, Momentum, Nesterov, NoiseKind
from surfaces import get

SMALL = Plan(
    surfaces=(get("rosenbrock", b=5), get("rosenbrock"), get("ravine", condition=20, angle=30)),
    rules=(Swept("Plain", SGD()), Swept("Ball", Momentum(convention="inside")), Swept("Ahead", Nesterov())),
    lr=(1e-4, 1e-3, 0.5),
    beta=(0.0, 0.9),
    steps=40,
    starts=(Own(), Grid((-1.0, 1.0), (0.5,))),
    seeds=range(3, 5),
    noise=0.25,
    batch_size=4,
)
"""Of nine pairs, and so of nine blocks."""
EMPTY_OF_MINIMA = replace(SMALL, surfaces=(get("saddle"), get("sphere")), noise_kind=NoiseKind.JITTER)
SCHEDULED = replace(SMALL, rules=(Swept("Warm, “and” cold", Momentum(schedule=Cosine(period=20), weight_decay=0.1)),))


class Backwards(Executor):
    """Hands out results only once everything it holds is done, the last first."""

    def __init__(self) -> None:
        self._held: list[tuple[Future[Any], Callable[[], Any]]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self._held.append((future, lambda: fn(*args, **kwargs)))
        if len(self._held) == 3:
            for held, call in reversed(self._held):
                held.set_result(call())
            self._held = []
        return future


@contextmanager
def crew_of(executor: Executor, ahead: int = 3) -> Iterator[Crew]:
    yield Crew(executor, ahead, "a test")


def made(target: Path, plan: Plan, executor: Executor | None = None, *, fresh: bool = False) -> bytes:
    """The bytes of a sweep's file."""
    with ThreadPoolExecutor(1) as own:
        carry_out(target, plan, crew_of(executor or own), fresh=fresh)
    return target.read_bytes()


def loaded(data: bytes) -> dict[str, np.ndarray]:
    with np.load(BytesIO(data), allow_pickle=False) as archive:
        return dict(archive)
