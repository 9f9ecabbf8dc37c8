"""The core against torch.optim and against JAX, in one run, by hand:

    python -m tests.benchmarks.core

Whichever of the two is not installed is skipped. Nothing else should run on the machine meanwhile.
"""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib.util import find_spec

import numpy as np

import surfaces
from optim_core import SGD, Momentum, Nesterov, simulate, sweep
from tests.benchmarks.timing import Timing, measure_together

START = (-1.2, 1.0)
RECORDED_STEPS = 1000
SIDE = 256
SWEPT_STEPS = 300
LRS = np.geomspace(1e-5, 1e-2, SIDE)
BETAS = np.linspace(0.0, 0.99, SIDE)


def recorded_here():
    rules = [SGD(lr=1e-3), Momentum(lr=2e-4, beta=0.9), Nesterov(lr=2e-4, beta=0.9)]
    return simulate(surfaces.get("rosenbrock").gradient, rules, start=START, steps=RECORDED_STEPS)


def recorded_in_torch():
    import torch

    settings = [{"lr": 1e-3}, {"lr": 2e-4, "momentum": 0.9}, {"lr": 2e-4, "momentum": 0.9, "nesterov": True}]
    return [torch_path(torch, setting) for setting in settings]


def torch_path(torch, settings):
    """The way a notebook does it: a tensor, autograd, one optimizer step at a time."""
    theta = torch.tensor(START, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([theta], **settings)
    path = np.empty((RECORDED_STEPS + 1, 2))
    path[0] = START
    for step in range(1, RECORDED_STEPS + 1):
        optimizer.zero_grad()
        x, y = theta
        ((1.0 - x) ** 2 + 100.0 * (y - x * x) ** 2).backward()
        optimizer.step()
        path[step] = theta.detach().numpy()
    return path


def swept_here(executor):
    rule = Momentum.grid(lr=LRS[:, np.newaxis], beta=BETAS)
    return sweep(surfaces.get("rosenbrock").gradient, rule, start=START, steps=SWEPT_STEPS, executor=executor).final


def swept_in_jax():
    """A function that runs the same sweep as one compiled scan in float64, gradient by the same formula."""
    import jax
    import jax.numpy as jnp

    jax.config.update("jax_enable_x64", True)

    def scan(lr, beta):
        def step(state, _):
            x, y, vx, vy = state
            gy = (y - x * x) * 200.0
            vx, vy = beta * vx + 2.0 * (x - 1.0 - x * gy), beta * vy + gy
            return (x - lr * vx, y - lr * vy, vx, vy), None

        zero = jnp.zeros_like(lr)
        return jax.lax.scan(step, (zero + START[0], zero + START[1], zero, zero), None, length=SWEPT_STEPS)[0][:2]

    compiled = jax.jit(scan)
    lr, beta = (jnp.asarray(grid.ravel()) for grid in np.broadcast_arrays(LRS[:, np.newaxis], BETAS))
    return lambda: [np.asarray(part) for part in jax.block_until_ready(compiled(lr, beta))]


def report(line: str, timing: Timing) -> None:
    print(f"  {line:<44}{timing}")


def compare_recorded():
    print(f"Three rules × {RECORDED_STEPS:,} recorded steps on Rosenbrock")
    calls = {"ravine": recorded_here}
    if find_spec("torch") is not None:
        calls["torch.optim"] = recorded_in_torch
    timings = measure_together(calls, 11)
    for line, timing in timings.items():
        report(line, timing)
    if len(timings) == 1:
        print("  torch.optim: skipped, torch is not installed")
        return
    ours, theirs = timings.values()
    print(f"  times faster: best {theirs.best / ours.best:.0f}, median {theirs.median / ours.median:.0f} (bar: 60)")


def compare_swept():
    print(f"{SIDE * SIDE:,} momentum runs × {SWEPT_STEPS} steps without a path, float64")
    with ThreadPoolExecutor(2) as executor:
        calls = {"ravine, one thread": partial(swept_here, None), "ravine, two threads": partial(swept_here, executor)}
        if find_spec("jax") is not None:
            calls["jax, jitted lax.scan"] = jax_sweep = swept_in_jax()
            check_equal(swept_here(None), jax_sweep())
        timings = measure_together(calls, 15)
    for line, timing in timings.items():
        report(line, timing)
    if find_spec("jax") is None:
        print("  jax: skipped, jax is not installed")
        return
    jax_timing = timings.pop("jax, jitted lax.scan")
    for line, timing in timings.items():
        best, middle = timing.best / jax_timing.best, timing.median / jax_timing.median
        print(f"  {line} / jax: best {best:.2f}, median {middle:.2f} (aim: 1.0)")


def check_equal(ours, theirs):
    """The same work: runs that end small in both end at the same place."""
    ours, theirs = ours.reshape(-1, 2).T, np.array(theirs)
    settled = np.isfinite(theirs).all(axis=0) & (np.abs(theirs) < 10).all(axis=0)
    same = np.isclose(ours, theirs, rtol=1e-6, atol=1e-6).all(axis=0)
    print(f"  {settled.sum():,} runs stay near; of them {same[settled].mean():.2%} end at the same place in both")


if __name__ == "__main__":
    compare_recorded()
    compare_swept()
