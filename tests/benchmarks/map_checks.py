"""Maps looked at closely: whether their time is linear, what memory they take, and how often they judge rightly.

By hand: python -m tests.benchmarks.map_checks [scaling] [agreement]

Without a word, both. Nothing else should run on the machine meanwhile.
"""

import sys
import tracemalloc
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import partial

import numpy as np

import surfaces
from optim_core import SGD, Momentum, Nesterov
from optim_core.diagnosis import VERDICTS, Verdict
from tests.benchmarks.maps import SIDE, STEPS, WORKERS, swept
from tests.benchmarks.timing import measure_together
from tests.optim_core.diagnosis.ending_cells import judged_cells

CELLS = 120
"""Cells a surface, rule and noise that are judged twice."""


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
    best = min(measure_together({line: partial(swept, side, steps, executor=executor)}, 3)[line])
    left = np.mean(swept(side, steps).diverged_at >= 0)
    each = 1e9 * best / (side * side * steps)
    print(f"  {line:<46}best {1e3 * best:8.2f} ms   {each:6.2f} ns   ({left:.0%} of the runs diverge)")


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
    wanted = sys.argv[1:] or ["scaling", "agreement"]
    if "scaling" in wanted:
        with ThreadPoolExecutor(WORKERS) as threads:
            show_scaling(threads)
    if "agreement" in wanted:
        show_verdicts()
        show_agreement()
