"""Maps: the whole lr × β plane of momentum on Rosenbrock, judged, beside JAX and torch.optim, in float64.

torch.optim walks one cell after the other, a share of them, and its time is scaled to all.
"""

from concurrent.futures import Executor, ThreadPoolExecutor
from functools import partial

import numpy as np

import surfaces
from optim_core import Momentum, Outcomes, sweep
from optim_core.diagnosis import TOLERANCE
from tests.benchmarks.peers import calls_of, missing
from tests.benchmarks.timing import Bar, measure_together, row, seconds_of

SURFACE = surfaces.get("rosenbrock")
SIDE, FIRST_SIDE, STEPS = 256, 32, 500
WORKERS = 2
WHAT = f"{SIDE} × {SIDE} settings of momentum × {STEPS} steps"
FIRST = f"{FIRST_SIDE} × {FIRST_SIDE} settings of momentum × {STEPS} steps"
BAR = Bar("median", 600.0)
REPEATS = {True: 1, False: 11}
SHARE = {True: 16_384, False: 1024}
"""Of the cells, torch.optim walks one in so many."""


def axes(side):
    """lr of columns (side,) and β of rows (side, 1)."""
    return np.geomspace(1e-5, 1.0, side), 1.0 - np.geomspace(1.0, 1e-3, side)[:, np.newaxis]


def swept(side=SIDE, steps=STEPS, judged=True, executor: Executor | None = None) -> Outcomes:
    lr, beta = axes(side)
    landscape = SURFACE if judged else None
    rule = Momentum.grid(lr=lr, beta=beta)
    return sweep(SURFACE.bare_gradient, rule, start=SURFACE.start, steps=steps, executor=executor, landscape=landscape)


def rows(quick):
    yield from missing("torch", "jax")
    peers = calls_of("mapped", "jax")
    with ThreadPoolExecutor(WORKERS) as pool:
        calls = {
            f"Ravine, judged, {WORKERS} threads": partial(swept, executor=pool),
            "Ravine, judged, one thread": swept,
            f"Ravine, positions, {WORKERS} threads": partial(swept, judged=False, executor=pool),
        }
        timings = measure_together(calls | peers, REPEATS[quick])
    for who, seconds in timings.items():
        yield rated_row(who, seconds, BAR if who == next(iter(calls)) else None)
    yield from torch_rows(SHARE[quick])
    if peers:
        *_, judged = peers.values()
        yield f"{share_equal(judged()):.2%} of the cells have the same steps to tolerance in JAX"
    first = measure_together({"Ravine, judged, one thread": partial(swept, FIRST_SIDE)}, 2 * REPEATS[quick])
    yield from (row(FIRST, who, seconds, note="the first picture") for who, seconds in first.items())


def rated_row(who, seconds, bar=None, note=""):
    rate = SIDE * SIDE * STEPS / np.median(seconds)
    return row(WHAT, who, seconds, rate=rate, rated="run-steps", bar=bar, note=note)


def torch_rows(share):
    if missing("torch"):
        return
    import torch

    from tests.benchmarks.torch_peer import path

    torch.set_num_threads(1)
    cells = np.stack(np.broadcast_arrays(*axes(SIDE))).reshape(2, -1).T[::share].tolist()
    # Its first step imports what the others need no more.
    path(2, lr=1e-3, momentum=0.9)
    seconds = seconds_of(lambda: [path(STEPS, lr=lr, momentum=beta) for lr, beta in cells])
    yield rated_row("torch.optim.SGD", [seconds * share], note=f"scaled from {len(cells)} cells")


def share_equal(theirs):
    """The same work: as many cells arrive, in the same steps, in both."""
    loss, last = theirs[4], theirs[5]
    steps = np.where(loss <= TOLERANCE * SURFACE.value(*map(np.float64, SURFACE.start)), last + 1, -1)
    return np.mean(swept().ending.steps_to_tolerance.ravel() == steps)
