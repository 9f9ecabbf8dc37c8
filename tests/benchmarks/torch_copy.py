"""Whether the copies for PyTorch give our paths: they are executed, over random experiments. By hand, with torch there:

    python -m tests.benchmarks.torch_copy [SEED …]

Left out are chaotic runs, those whose path a start moved by 1e-12, or noise that is 1e-13 louder, changes by more than
1e-10 of its reach: there rounding alone makes another path, as where a rule divides a gradient that is rounding by its
own size. Runs that diverge are compared until they are 1e60 away: beyond, powers overflow in autograd, and not in all
of our formulas.
"""

import sys
from dataclasses import dataclass, fields, replace
from math import inf

import numpy as np

import surfaces
from app.model.experiment import Experiment, Lane
from app.model.scene import SceneBuilder
from app.reproduce.pytorch import pytorch_text
from optim_core import (
    RULES,
    SCHEDULES,
    Change,
    Constant,
    Convention,
    Decay,
    Drawn,
    Move,
    NoiseKind,
)
from optim_core.rule import declared_numbers
from optim_core.schedule import product
from tests.app.reproduce.scripts import executed

COUNT = 450
LEAST = 300
BAR = 1e-9
SEED, NUDGE, LOUDER, CALM, FAR = 20240531, 1e-12, 1e-13, 1e-10, 1e60
# Largest curvature of each surface, typically, as in tests/optim_core/make_goldens.py: lr is measured by it.
CURVATURES = {"rosenbrock": 500.0, "ravine": 150.0, "sharp-and-flat": 50.0}


@dataclass(frozen=True)
class Copy:
    """One experiment of one lane, its text, whether it diverges, and how far astray the text leads (None: chaotic)."""

    experiment: Experiment
    text: str
    diverges: bool
    error: float | None

    @property
    def kinds(self):
        """All that this run is an example of."""
        experiment, rule = self.experiment, self.experiment.lanes[0].rule
        told = vars(rule)
        yield "all"
        yield "diverges" if self.diverges else "stays"
        way = "by torch.optim" if "optimizer" in self.text else "written out"
        yield from (way, f"{rule.key} {way}")
        yield f"surface {experiment.surface.key}"
        yield f"decay {rule.decay}" if rule.weight_decay else "decay none"
        for name in ("convention", "drawn"):
            if name in told:
                yield f"{name} {told[name]}"
        if told.get("dampening"):
            yield "dampening"
        yield from (f"schedule {part.key}" for part in rule.schedule.parts)
        yield from sorted({f"steered {change.name}" for change in rule.changes})
        if rule.restart_steps(experiment.steps):
            yield "restarts"
        if experiment.moves:
            yield "moves"
        if experiment.noise:
            yield f"noise {experiment.noise_kind}" + (", steered" if experiment.changes else "")


def random_experiment(random):
    """One lane with anything that it may be set to."""
    steps = int(random.integers(20, 250))
    surface = random_surface(random)
    lr = 10 ** pick(random, [random.uniform(-3.0, 0.8)] * 9 + [3.0]) / CURVATURES.get(surface.key, 2.0)
    noise = pick(random, [0.0, random.uniform(0.01, 0.3)])
    return Experiment(
        surface=surface,
        lanes=(Lane(random_rule(random, lr, steps), "lane", 0, linked=False),),
        start=tuple(np.array(surface.start) + random.uniform(-0.3, 0.3, 2)),
        steps=steps,
        noise=noise,
        noise_kind=pick(random, list(NoiseKind)),
        batch_size=pick(random, [1, 7]),
        seed=int(random.integers(0, 2**40)),
        changes=tuple(random_changes(random, {"noise": 2 * noise}, steps, 0.4)) if noise else (),
        moves=tuple(Move(at, *random.uniform(-0.2, 0.2, 2)) for at in some_steps(random, steps, 0.2)),
    )


def pick(random, values):
    """One of them as it is: NumPy's own `choice` makes arrays of them first."""
    return values[random.integers(len(values))]


def random_surface(random):
    cls = pick(random, surfaces.SURFACES)
    ranges = {name: meta["soft"] for name, meta in declared_numbers(cls).items()}
    return cls(**{name: random.uniform(low, min(high, 300.0)) for name, (low, high) in ranges.items()})


def random_rule(random, lr, steps):
    cls = pick(random, RULES)
    values = {"lr": lr, "weight_decay": 0.2 * random.random() * (random.random() < 0.4)}
    options = {"decay": pick(random, list(Decay))}
    values |= random_memory(random, declared_numbers(cls))
    own = {declared.name for declared in fields(cls)}
    if "convention" in own:
        options["convention"] = pick(random, list(Convention))
    if "drawn" in own:
        options["drawn"] = pick(random, list(Drawn))
    if random.random() < 0.3:
        return cls(**values, **options)
    # PyTorch takes the betas of a pair to be steady, and no ε may be 0.
    steady = {"beta", "beta2", "eps"} if "eps" in own else set()
    steered = {name: value for name, value in values.items() if name not in steady}
    return cls(
        **values,
        **options,
        schedule=random_schedule(random, steps),
        restarts=tuple(some_steps(random, steps, 0.15)),
        restart_at_boundaries=bool(random.random() < 0.3),
        changes=tuple(random_changes(random, steered, steps, 0.1)),
    )


def random_memory(random, names):
    """Those of a rule's numbers that say what it remembers and how."""
    values = {
        "beta": pick(random, [0.0, 0.5, 0.9, random.random()]),
        "dampening": pick(random, [0, 0, 0, 0.5]),
        "beta2": pick(random, [0.9, 0.999]),
        "rho": pick(random, [0.9, 0.99]),
        "nu": pick(random, [0.0, 0.7, 1.0]),
        "momentum_decay": pick(random, [0.0, 4e-3]),
        "eps": pick(random, [1e-8, 1e-3]),
    }
    return {name: value for name, value in values.items() if name in names}


def random_schedule(random, steps):
    kinds = [cls for cls in SCHEDULES if cls is not Constant]
    parts = [pick(random, kinds) for _ in range(pick(random, [0, 0, 1, 2]))]
    return product(tuple(random_part(random, cls, steps) for cls in parts))


def random_part(random, cls, steps):
    values = {"length": steps // 2, "period": steps // 3, "every": steps // 4, "floor": pick(random, [0.0, 0.3])}
    values |= {"gamma": random.uniform(0.9, 1.0), "rise": random.uniform(0.1, 0.6)}
    return cls(**{name: values[name] for name in declared_numbers(cls)})


def random_changes(random, values, steps, chance):
    for name, value in values.items():
        for step in some_steps(random, steps, chance):
            yield Change(step, name, value * random.uniform(0.5, 1.0) * (random.random() < 0.9))


def some_steps(random, steps, chance):
    return [int(random.integers(1, steps + 1)) for _ in range(2) if random.random() < chance]


def compared(experiment):
    """The copy of an experiment's one lane, executed."""
    text = pytorch_text(experiment, 0)
    ours = path_of(experiment)
    x, y = experiment.start
    nudged = [path_of(replace(experiment, start=start)) for start in ((x + NUDGE, y), (x, y + NUDGE))]
    kind = experiment.noise_kind if experiment.noise else NoiseKind.GAUSSIAN
    nudged.append(path_of(replace(experiment, noise=experiment.noise + LOUDER, noise_kind=kind)))
    is_calm = max(difference(ours, path) for path in nudged) < CALM
    diverges = bool(np.isnan(ours[-1, 0]))
    return Copy(experiment, text, diverges, difference(ours, executed(text)) if is_calm else None)


def path_of(experiment):
    """What the window draws."""
    return SceneBuilder().build(experiment).runs[0].positions[0]


def difference(ours, other):
    """The largest distance between two paths, relative to how far ours has been from the origin by then."""
    assert ours.shape == other.shape
    known = (np.abs(ours) < FAR).all(axis=1)
    ours, other = ours[known], other[known]
    with np.errstate(all="ignore"):
        reach = np.maximum.accumulate(np.hypot(*ours.T))
        apart = np.hypot(*(ours - other).T) / reach
    return float(np.nan_to_num(apart, nan=inf).max())


def run(seed, count=COUNT):
    """So many copies."""
    random = np.random.default_rng(seed)
    return [compared(random_experiment(random)) for _ in range(count)]


def print_table(copies):
    kinds = sorted({kind for copy in copies for kind in copy.kinds})
    print(f"  {'kind':<32}{'compared':>10}{'chaotic':>10}{'worst':>12}")
    for kind in kinds:
        errors = [copy.error for copy in copies if kind in copy.kinds]
        known = [error for error in errors if error is not None]
        print(f"  {kind:<32}{len(known):>10}{len(errors) - len(known):>10}{max(known, default=0.0):>12.1e}")


def main(seeds):
    failed = False
    for seed in seeds:
        copies = run(seed)
        known = [copy for copy in copies if copy.error is not None]
        print(f"Set {seed}: {len(known)} of {len(copies)} compared (bar: {LEAST}), difference of paths (bar: {BAR})")
        print_table(copies)
        for copy in known:
            if copy.error > BAR:
                print(f"\n{copy.experiment}\n{copy.text}\nleads {copy.error:.1e} astray")
        failed |= len(known) < LEAST or max(copy.error for copy in known) > BAR
    return int(failed)


if __name__ == "__main__":
    sys.exit(main([int(word) for word in sys.argv[1:]] or [SEED]))
