"""How often the diagnosis is right, on runs whose verdict is known from theory, and whether its first fixes help.

By hand: python -m tests.benchmarks.verdicts [SEED …]

Two sets by default: the one that thresholds were looked at with, and one that nobody looked at. A seed names another.
"""

import sys
from collections import Counter
from functools import partial
from time import process_time

import surfaces
from optim_core import SGD, Momentum, Nesterov
from optim_core.diagnosis import Health, Verdict, diagnose
from tests.optim_core.diagnosis.labelled import HELD_OUT, TUNED_ON, labelled_runs
from tests.optim_core.diagnosis.remedies import heals
from tests.optim_core.diagnosis.run import Run

STEPS = 1000
REPEATS, TIMES = 20, 20


def judged(seed):
    """(run, diagnosis) of a set."""
    return [(run, diagnose(run.observe(), run.surface)) for run in labelled_runs(seed)]


def print_table(pairs):
    """A row for each verdict that is true, a column for each that was given."""
    counts = Counter((run.verdict, found.verdict) for run, found in pairs)
    verdicts = list(Verdict)
    print(f"  {'true verdict, and given':<24}" + "".join(f"{verdict.name[:9].lower():>10}" for verdict in verdicts))
    for true in verdicts:
        row = "".join(f"{counts[true, given] or '·':>10}" for given in verdicts)
        print(f"  {true.value:<24}{row}")


def print_score(seed, pairs):
    right = [run for run, found in pairs if found.verdict is run.verdict]
    keys = {run.surface.key for run, _ in pairs}
    noisy = sum(run.noise > 0 for run, _ in pairs)
    print(f"Set {seed}: {len(pairs)} runs over {len(keys)} of {len(surfaces.SURFACES)} surfaces, {noisy} of them noisy")
    print_table(pairs)
    wrongly = sum(found.verdict is Verdict.CONVERGED is not run.verdict for run, found in pairs)
    print(
        f"  right: {len(right) / len(pairs):.1%} (bar: 95 %); converged given to a run that has not: {wrongly} (bar: 0)"
    )


def print_fixes(pairs):
    sick = [(run, found) for run, found in pairs if found.verdict.health is Health.SICK]
    healed = [found.verdict for run, found in sick if heals(run, found)]
    print(f"  healthier after the first fix: {len(healed)} of {len(sick)}, {len(healed) / len(sick):.1%} (bar: 90 %)")
    each, all_sick = Counter(healed), Counter(found.verdict for _, found in sick)
    print("  " + ", ".join(f"{verdict.value} {each[verdict]}/{count}" for verdict, count in all_sick.items()))


def print_speed():
    """Of one clean run, in processor time: the machine may be busy otherwise."""
    print(f"diagnose() of one clean run of {STEPS} steps, best and worst of all surfaces")
    for kind in (SGD, Momentum, Nesterov):
        times = [seconds(surface(), kind) for surface in surfaces.SURFACES]
        print(f"  {kind.title:<10}{1e3 * min(times):.3f} to {1e3 * max(times):.3f} ms (bar: 0.4)")


def seconds(surface, kind):
    observed = Run("", surface, kind(lr=surface.suggested_lr), surface.start, STEPS).observe()
    call = partial(diagnose, observed, surface)
    found = []
    for _ in range(REPEATS):
        begin = process_time()
        for _ in range(TIMES):
            call()
        found.append((process_time() - begin) / TIMES)
    return min(found)


if __name__ == "__main__":
    for name in sys.argv[1:] or (TUNED_ON, HELD_OUT):
        found_in_set = judged(int(name))
        print_score(name, found_in_set)
        print_fixes(found_in_set)
    print_speed()
