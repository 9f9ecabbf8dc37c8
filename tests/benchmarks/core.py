"""The core beside torch.optim, JAX and optax: recorded runs, where a step's overhead counts, and many runs at once.

All in one process and in turn, in float64. JAX and optax are compiled: as one scan over all steps and, as a training
loop has it, as one step a call.
"""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import numpy as np

import surfaces
from optim_core import SGD, Momentum, Nesterov, simulate, sweep
from tests.benchmarks.peers import calls_of, missing
from tests.benchmarks.timing import Bar, measure_together, row

START = (-1.2, 1.0)
STEPS = 1000
RECORDED = f"3 rules × {STEPS:,} recorded steps on Rosenbrock: a step of all three"
BAR = Bar("median", 5.0)
SIDE, SWEPT_STEPS = 256, 300
RUN_STEPS = SIDE * SIDE * SWEPT_STEPS
SWEPT = f"{SIDE * SIDE:,} momentum runs × {SWEPT_STEPS} steps on Rosenbrock, no path"
LRS, BETAS = np.geomspace(1e-5, 1e-2, SIDE)[:, np.newaxis], np.linspace(0.0, 0.99, SIDE)
REPEATS = {True: (1, 1), False: (11, 15)}
"""Of both."""


def rows(quick):
    yield from missing("torch", "jax", "optax")
    recorded_repeats, swept_repeats = REPEATS[quick]
    calls = {"Ravine": recorded, "Ravine, 100 seeds each with noise": partial(recorded, noise=5.0, seeds=range(100))}
    calls |= calls_of("recorded", "jax", "optax", "torch")
    for who, seconds in measure_together(calls, recorded_repeats).items():
        each = [taken / STEPS for taken in seconds]
        yield row(RECORDED, who, each, "µs", bar=BAR if who == "Ravine" else None)
    yield from swept_rows(swept_repeats)


def swept_rows(repeats):
    with ThreadPoolExecutor(2) as threads:
        calls = {"Ravine, one thread": swept, "Ravine, two threads": partial(swept, threads)}
        peers = calls_of("swept", "jax", "optax")
        for who, seconds in measure_together(calls | peers, repeats).items():
            yield row(SWEPT, who, seconds, rate=RUN_STEPS / np.median(seconds), rated="run-steps")
    yield from (
        f"{who}: {share_equal(call()):.2%} of its runs end where ours do; others bounce, and rounding decides"
        for who, call in peers.items()
    )


def recorded(**crowd):
    rules = [SGD(lr=1e-3), Momentum(lr=2e-4, beta=0.9), Nesterov(lr=2e-4, beta=0.9)]
    return simulate(surfaces.get("rosenbrock").gradient, rules, start=START, steps=STEPS, **crowd)


def swept(executor=None):
    rule = Momentum.grid(lr=LRS, beta=BETAS)
    final = sweep(surfaces.get("rosenbrock").gradient, rule, start=START, steps=SWEPT_STEPS, executor=executor).final
    return final.reshape(-1, 2).T


def share_equal(theirs):
    """How many of the runs that stay near in both end at the same place: the others end anyhow, by rounding."""
    ours, theirs = swept(), np.asarray(theirs)
    near = np.isfinite(ours).all(axis=0) & (np.abs(ours) < 10).all(axis=0)
    return np.isclose(ours, theirs, rtol=1e-6, atol=1e-6).all(axis=0)[near].mean()
