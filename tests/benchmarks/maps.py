"""Maps: the whole lr × β plane of momentum on Rosenbrock, judged, beside JAX and torch.optim, by hand:

    python -m tests.benchmarks.maps [peers] [scaling] [agreement]

Without a word, all three. Whichever peer is not installed is skipped. Nothing else should run on the machine meanwhile.
"""

import sys
import tracemalloc
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import partial
from importlib.util import find_spec
from time import perf_counter

import numpy as np

import surfaces
from optim_core import SGD, Momentum, Nesterov, Outcomes, sweep
from optim_core.diagnosis import TOLERANCE, VERDICTS, Verdict
from tests.benchmarks.timing import Timing, measure_together
from tests.optim_core.diagnosis.ending_cells import judged_cells

SURFACE = surfaces.get("rosenbrock")
SIDE, FIRST_SIDE, STEPS = 256, 32, 500
SHARE = 100
"""Of the cells, torch.optim walks one in so many."""
WORKERS = 2
CELLS = 120
"""Cells a surface, rule and noise that are judged twice."""


def axes(side):
    """lr of columns (side,) and β of rows (side, 1)."""
    return np.geomspace(1e-5, 1.0, side), 1.0 - np.geomspace(1.0, 1e-3, side)[:, np.newaxis]


def swept(side=SIDE, steps=STEPS, judged=True, executor: Executor | None = None) -> Outcomes:
    lr, beta = axes(side)
    landscape = SURFACE if judged else None
    rule = Momentum.grid(lr=lr, beta=beta)
    return sweep(SURFACE.bare_gradient, rule, start=SURFACE.start, steps=steps, executor=executor, landscape=landscape)


def swept_in_jax(judged):
    """A function that does the same grid as one compiled scan of a vmapped step in float64.

    Positions alone or, `judged`, with the loss and the last step beyond the tolerance in the carry.
    """
    import jax
    import jax.numpy as jnp

    jax.config.update("jax_enable_x64", True)
    loss = lambda x, y: (x - 1.0) ** 2 + 100.0 * (y - x * x) ** 2  # noqa: E731
    tolerance = TOLERANCE * loss(*SURFACE.start)

    def run(lr, beta):
        def step(state, count):
            x, y, vx, vy, *rest = state
            gy = (y - x * x) * 200.0
            vx, vy = beta * vx + 2.0 * (x - 1.0 - x * gy), beta * vy + gy
            x, y = x - lr * vx, y - lr * vy
            if judged:
                now = loss(x, y)
                rest = [now, jnp.where(now <= tolerance, rest[1], count)]
            return (x, y, vx, vy, *rest), None

        begin = (*SURFACE.start, 0.0, 0.0, *((0.0, 0) if judged else ()))
        return jax.lax.scan(step, begin, jnp.arange(1, STEPS + 1))[0]

    compiled = jax.jit(jax.vmap(run))
    lr, beta = (jnp.asarray(grid.ravel()) for grid in np.broadcast_arrays(*axes(SIDE)))
    return lambda: [np.asarray(part) for part in jax.block_until_ready(compiled(lr, beta))]


def swept_in_torch():
    """torch.optim.SGD as a notebook runs it, one cell after the other, on a share of them."""
    import torch

    torch.set_num_threads(1)
    for lr, beta in np.stack(np.broadcast_arrays(*axes(SIDE))).reshape(2, -1).T[::SHARE].tolist():
        theta = torch.tensor(SURFACE.start, dtype=torch.float64, requires_grad=True)
        optimizer = torch.optim.SGD([theta], lr=lr, momentum=beta)
        for _ in range(STEPS):
            optimizer.zero_grad()
            x, y = theta
            ((x - 1.0) ** 2 + 100.0 * (y - x * x) ** 2).backward()
            optimizer.step()


def report(line: str, timing: Timing, runs: int = SIDE * SIDE, steps: int = STEPS) -> None:
    print(f"  {line:<46}{timing}   {runs * steps / timing.best / 1e6:9.2f} million run-steps/s")


def compare_with_peers(pool):
    print(f"Momentum on Rosenbrock, {SIDE} × {SIDE} settings × {STEPS} steps, float64")
    calls = {
        f"ravine, judged, {WORKERS} threads": partial(swept, executor=pool),
        f"ravine, positions, {WORKERS} threads": partial(swept, judged=False, executor=pool),
        "ravine, judged, one thread": swept,
    }
    if find_spec("jax") is not None:
        calls["jax, positions"], calls["jax, loss and steps to tolerance"] = swept_in_jax(False), swept_in_jax(True)
        check_equal(swept(), calls["jax, loss and steps to tolerance"]())
    timings = measure_together(calls, 11)
    for line, timing in timings.items():
        report(line, timing)
    judged, positions, *_ = timings.values()
    print(f"  bar for the judged map: 0.6 s; it takes {judged.best:.3f} s")
    for line, own in (("jax, positions", positions), ("jax, loss and steps to tolerance", judged)):
        if line not in timings:
            print(f"  {line}: skipped, jax is not installed")
            continue
        theirs = timings[line]
        print(f"  {line}, time over ours: best {theirs.best / own.best:.2f}, median {theirs.median / own.median:.2f}")
    compare_with_torch(judged)
    first = measure_together({"first": partial(swept, FIRST_SIDE)}, 21)["first"]
    report(f"ravine, the first picture of {FIRST_SIDE} × {FIRST_SIDE}", first, FIRST_SIDE**2)


def compare_with_torch(judged: Timing):
    if find_spec("torch") is None:
        print("  torch.optim: skipped, torch is not installed")
        return
    cells = -(-SIDE * SIDE // SHARE)
    print(f"  torch.optim.SGD walks {cells} of the cells, once: a minute or two", flush=True)
    begin = perf_counter()
    swept_in_torch()
    seconds = perf_counter() - begin
    timing = Timing(seconds, seconds)
    report(f"torch.optim.SGD, {cells} of the cells", timing, cells)
    whole = timing.best * SIDE * SIDE / cells
    print(f"  scaled to all cells: {whole:.0f} s, {whole / judged.best:,.0f} times as long")


def check_equal(ours: Outcomes, theirs):
    """The same work: as many cells arrive, in the same steps, in both."""
    loss, last = theirs[4], theirs[5]
    steps = np.where(loss <= TOLERANCE * SURFACE.value(*map(np.float64, SURFACE.start)), last + 1, -1)
    same = np.mean(ours.ending.steps_to_tolerance.ravel() == steps)
    print(f"  {same:.2%} of the cells have the same steps to tolerance in jax")


def show_scaling(pool):
    print("Time per run-step, judged: as good as constant where time is linear")
    for side in (64, 128, 256, 512):
        show_line(f"{side} × {side} cells, {STEPS} steps, one thread", side, STEPS, None)
    for steps in (250, 500, 1000, 2000):
        show_line(f"{SIDE} × {SIDE} cells, {steps} steps, one thread", SIDE, steps, None)
    for workers, executor in ((1, None), (WORKERS, pool)):
        show_line(f"{SIDE} × {SIDE} cells, {STEPS} steps, {workers} thread{'s' * (workers > 1)}", SIDE, STEPS, executor)
    print("Peak memory of a map")
    for steps in (250, 500, 1000, 2000):
        tracemalloc.start()
        swept(steps=steps)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        print(f"  {SIDE} × {SIDE} cells, {steps:>4} steps {peak / 1e6:8.1f} MB")


def show_line(line: str, side: int, steps: int, executor: Executor | None):
    timing = measure_together({line: partial(swept, side, steps, executor=executor)}, 3)[line]
    left = np.mean(swept(side, steps).diverged_at >= 0)
    each = 1e9 * timing.best / (side * side * steps)
    print(f"  {line:<46}{timing}   {each:6.2f} ns   ({left:.0%} of the runs diverge)")


def show_agreement():
    print(f"Verdicts judged at once against those by the whole path, {CELLS} random cells each")
    print(
        f"  {'surface':<18}{'noise':>6}{'SGD':>10}{'momentum':>10}{'Nesterov':>10}   steps differ   wrongly converged"
    )
    agreements = []
    for surface in (surfaces.get(name) for name in surfaces.names()):
        for noise in (0.0, 0.3):
            found = [judged_cells(surface, rule, CELLS, seed=17, noise=noise) for rule in (SGD, Momentum, Nesterov)]
            agreements += [cells.agreement for cells in found]
            rows = "".join(f"{cells.agreement:>10.1%}" for cells in found)
            steps = sum(a != b for cells in found for a, b in zip(cells.fast_steps, cells.full_steps, strict=True))
            wrong = sum(fast is Verdict.CONVERGED is not full for cells in found for fast, full in pairs(cells))
            print(f"  {surface.key:<18}{noise:>6}{rows}{steps:>15}{wrong:>20}")
    print(f"  all {np.mean(agreements):.2%}")


def pairs(cells):
    return zip(cells.fast, cells.full, strict=True)


def show_verdicts():
    codes, counts = np.unique(swept().ending.verdict, return_counts=True)
    shares = (f"{VERDICTS[code].value} {count / SIDE**2:.1%}" for code, count in zip(codes, counts, strict=True))
    print(f"The map: {', '.join(shares)}")


if __name__ == "__main__":
    wanted = sys.argv[1:] or ["peers", "scaling", "agreement"]
    with ThreadPoolExecutor(WORKERS) as threads:
        if "peers" in wanted:
            compare_with_peers(threads)
            show_verdicts()
        if "scaling" in wanted:
            show_scaling(threads)
    if "agreement" in wanted:
        show_agreement()
