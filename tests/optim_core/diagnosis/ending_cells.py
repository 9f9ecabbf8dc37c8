"""Random cells of lr × β maps, judged all at once and one by one with the whole path."""

from typing import NamedTuple

import numpy as np

import surfaces
from optim_core import NoiseKind, Rule, simulate, sweep
from optim_core.diagnosis import VERDICTS, Ending, Observed, Verdict, measure
from optim_core.diagnosis.facts import Facts
from optim_core.diagnosis.judge import judge
from optim_core.rule import declared_numbers


class Cells(NamedTuple):
    """What both found: verdicts in order, and the steps to tolerance, −1 for never."""

    fast: list[Verdict]
    full: list[Verdict]
    fast_steps: list[int]
    full_steps: list[int]

    @property
    def agreement(self) -> float:
        """The share of equal verdicts."""
        return sum(fast is full for fast, full in zip(self.fast, self.full, strict=True)) / len(self.full)


def judged_cells(
    surface: surfaces.Surface,
    rule: type[Rule],
    count: int,
    *,
    seed: int,
    steps: int = 300,
    noise: float = 0.0,
    noise_kind: NoiseKind = NoiseKind.GAUSSIAN,
) -> Cells:
    """So many cells with lr from 1e-5 to 1 and β by 1 − β from 0 to 0.999, from the surface's own start."""
    rng = np.random.default_rng(seed)
    fields = {"lr": 10.0 ** rng.uniform(-5, 0, count), "beta": 1.0 - 10.0 ** rng.uniform(-3, 0, count)}
    if "beta" not in declared_numbers(rule):
        del fields["beta"]
    around = {"start": surface.start, "steps": steps, "noise": noise, "noise_kind": noise_kind}
    ending = sweep(surface.gradient, rule.grid(**fields), landscape=surface, **around).ending
    rules = [
        rule(**dict(zip(fields, map(float, values), strict=True))) for values in zip(*fields.values(), strict=True)
    ]
    walk = simulate(surface.gradient, rules, **around)
    observed = [
        Observed(rule, path, surface.value(*path.T), velocities, int(end), noise, noise_kind)
        for rule, path, velocities, end in zip(
            rules, walk.positions[:, 0], walk.velocities[:, 0], walk.diverged_at[:, 0], strict=True
        )
    ]
    return Cells(
        [VERDICTS[code] for code in ending.verdict[:, 0]],
        [full_verdict(one, surface) for one in observed],
        ending.steps_to_tolerance[:, 0].tolist(),
        [full_steps(one, surface) for one in observed],
    )


def full_verdict(observed: Observed, surface: surfaces.Surface) -> Verdict:
    """The verdict of `diagnose`, without the words."""
    with np.errstate(all="ignore"):
        return judge(Facts(observed, surface))


def full_steps(observed: Observed, surface: surfaces.Surface) -> int:
    """The steps to tolerance of `measure`, −1 for never."""
    steps = measure(observed, surface).steps_to_tolerance
    return -1 if steps is None else steps


def endings_equal(found: Ending, expected: Ending) -> bool:
    """Whether two endings agree bit for bit."""
    return all(
        a.dtype == b.dtype and np.array_equal(a, b, equal_nan=a.dtype.kind == "f")
        for a, b in zip(vars(found).values(), vars(expected).values(), strict=True)
    )
