"""What every reveal must come to: its runs, typed in once more, and the verdicts that are the lesson's point."""

import re
from dataclasses import dataclass, field, replace

from tests.app.lessons.plain import (
    Run,
    Walker,
    flattery,
    half_cosine,
    plateau,
    ravine,
    rosenbrock,
    saddle,
    sharp_and_flat,
    sphere,
    tanh_ravine,
)


def number_in(fix):
    """The number that a fix names: what it is, is the diagnosis's own affair; what it does is checked here."""
    return float(re.findall(r"[\d,.]*\d(?:e-?\d+)?", fix)[-1].replace(",", ""))


@dataclass(frozen=True)
class Expected:
    """What a reveal comes to.

    `runs` by key; that of a mended run is a function of the number that its fix names, and `fixes` says which measure
    the fix is. `right` is the right choice. `words` goes from a measure to what it must contain, or after a ! must not
    be. `unanswered` are measures that have no answer for the run as it is set up.
    """

    runs: dict
    right: int
    words: dict = field(default_factory=dict)
    fixes: dict = field(default_factory=dict)
    unanswered: tuple = ()


def three(lr, beta):
    return {"sgd": Walker(lr), "momentum": Walker(lr, beta), "nesterov": Walker(lr, beta, nesterov=True)}


def noise():
    setup = Run(rosenbrock(), {"sgd": Walker(1e-3)}, 2000, noise=10, seeds=100)
    bowl = {"noise": 10, "seeds": 200}
    return Expected(
        {
            "setup": setup,
            "clean": replace(setup, noise=0, seeds=1),
            "quiet": replace(setup, batch=256),
            "small_batch": Run(sphere(), {"sgd": Walker(0.1)}, 300, batch=256, **bowl),
            "large_batch": Run(sphere(), {"sgd": Walker(0.4)}, 300, batch=4096, **bowl),
        },
        right=2,
    )


def sharp_and_flat_lesson():
    setup = Run(sharp_and_flat(), {"sgd": Walker(0.02)}, 600, noise=3, seeds=500)
    return Expected(
        {
            "setup": setup,
            "clean": replace(setup, noise=0, seeds=1),
            "louder": replace(setup, noise=4),
            "faster": replace(setup, walkers={"sgd": Walker(0.03)}),
            "batched": replace(setup, batch=4),
            "jolt": replace(setup, walkers={"sgd": Walker(0.01)}, noise=8, steps=1200),
            "heat": replace(setup, walkers={"sgd": Walker(0.01)}, noise=5.65685, steps=1200),
        },
        right=0,
    )


def ravine_lesson():
    def run(condition, lr):
        return Run(ravine(condition, 30), {"sgd": Walker(lr)}, 400)

    return Expected(
        {
            "setup": run(50, 0.039),
            "crawling": run(50, 0.002),
            "beyond": run(50, 0.0405),
            "mild": run(10, 0.1),
            "sharp": run(200, 0.005),
        },
        right=2,
    )


def tanh_ravine_lesson():
    walkers = {"sgd": Walker(0.9), "momentum": Walker(0.9, 0.9)}
    return Expected({"setup": Run(tanh_ravine(), walkers, 300)}, right=0)


BETAS = {"β_0": 0.0, "β_0_5": 0.5, "β_0_9": 0.9, "β_0_95": 0.95, "β_0_99": 0.99}


def momentum():
    walkers = {name: Walker(1e-3, beta, name=f"β {beta:g}") for name, beta in BETAS.items()}
    words = {f"{run}.best(by=steps)": "β 0.95" for run in ("setup", "here")}
    return Expected({"setup": Run(rosenbrock(), walkers, 1000)}, right=2, words=words)


def effective_lr():
    lrs = {"β_0": 0.01, "β_0_9": 1e-3, "β_0_95": 5e-4, "β_0_99": 1e-4}
    walkers = {name: Walker(lr, BETAS[name]) for name, lr in lrs.items()}
    return Expected({"setup": Run(ravine(50), walkers, 400)}, right=2)


def nesterov():
    setup = Run(ravine(50, 30), three(0.01, 0.9), 300)
    runs = {
        "setup": setup,
        "eager": replace(setup, walkers=three(0.01, 0.95)),
        "banana": Run(rosenbrock(), three(1e-3, 0.9), 1000),
    }
    return Expected(runs, right=2, words={"setup.best(by=steps)": "Nesterov"})


def nesterov_limit():
    setup = Run(ravine(50, 30), three(0.02, 0.9), 300)
    runs = {
        "setup": setup,
        "beyond": replace(setup, walkers=three(0.03, 0.9)),
        "banana": Run(rosenbrock(), three(2e-3, 0.95), 1000),
    }
    return Expected(runs, right=2, words={"here.nesterov.verdict": "Converged"})


def oscillation():
    def run(lr, steps=200):
        return Run(ravine(50, 30), {"sgd": Walker(lr)}, steps)

    return Expected(
        {
            "setup": run(0.02),
            "broken": run(0.0398),
            "mended": run,
            "here_mended": lambda steps: run(0.02, int(steps)),
        },
        fixes={"mended": "broken.sgd.fix", "here_mended": "here.sgd.fix"},
        right=1,
        words={
            "broken.sgd.verdict": "Oscillating",
            "broken.sgd.cause": "1.99",
            "broken.sgd.fix": "lr to 0.0",
            "here.sgd.verdict": "!Oscillating",
            "here.sgd.fix": "steps",
            "here_mended.sgd.verdict": "!Oscillating",
        },
    )


def overshoot():
    def run(lr, beta):
        return Run(ravine(10, 30), {"momentum": Walker(lr, beta)}, 300)

    return Expected(
        {
            "setup": run(0.01, 0.9),
            "broken": run(0.01, 0.99),
            "slower": run(0.005, 0.99),
            "mended": lambda beta: run(0.01, beta),
        },
        fixes={"mended": "broken.momentum.fix"},
        right=1,
        words={
            "broken.momentum.verdict": "Overshooting",
            "broken.momentum.cause": "0.99",
            "broken.momentum.fix": "Lower β to 0.",
            "here.momentum.verdict": "!Overshooting",
        },
        unanswered=(
            "here.momentum.fix",
            "here_mended.momentum.verdict",
            "here_mended.momentum.steps_to_tolerance",
        ),
    )


def three_repairs():
    def every(period):
        return Walker(1e-3, 0.99, restarts=frozenset(range(period, 1000, period)))

    broken, calm = Walker(1e-3, 0.99), Walker(1e-3, 0.9)
    walkers = {"broken": broken, "smaller_lr": Walker(1e-4, 0.99), "smaller_β": calm, "restarts": every(100)}
    return Expected(
        {
            "setup": Run(rosenbrock(), walkers, 1000),
            "mended": lambda beta: Run(rosenbrock(), {"broken": Walker(1e-3, beta)}, 1000),
            "often": Run(rosenbrock(), {"momentum": every(50)}, 1000),
            "seldom": Run(rosenbrock(), {"momentum": every(200)}, 1000),
            "elsewhere": Run(rosenbrock(), {"momentum": broken, "calm": calm}, 1000, start=(-1.5, 1.5)),
        },
        right=2,
        words={
            "setup.broken.verdict": "Overshooting",
            "setup.broken.fix": "Lower β to 0.",
            "setup.best(by=steps)": "Restarts",
        },
        fixes={"mended": "setup.broken.fix"},
    )


def stale_momentum():
    def walkers(lr, after):
        forms = {"": {}, "_restarted": {"restarts": frozenset({10})}}
        return {
            f"{form}{end}": Walker(
                lr, 0.95, inside=form == "inside", factor=lambda k: after / lr if k >= 10 else 1.0, **extra
            )
            for form in ("outside", "inside")
            for end, extra in forms.items()
        }

    def run(lr, after, move=(10**9, 0.0, 0.0)):
        return Run(ravine(10, 30), walkers(lr, after), 200, move=move)

    return Expected(
        {
            "setup": run(0.005, 5e-4),
            "steady": run(0.005, 0.005),
            "jump": run(5e-4, 0.005),
            "move": run(0.005, 0.005, (10, 1.0, 0.0)),
        },
        right=1,
        words={
            "setup.outside.verdict": "!Stale momentum",
            "setup.inside.verdict": "Stale momentum",
            "setup.inside.fix": "step 10",
            "jump.outside.verdict": "Stale momentum",
            "jump.inside.verdict": "!Stale momentum",
            "move.outside.verdict": "Stale momentum",
        },
    )


def cooling():
    def walker(factor, lr=0.01):
        return Walker(lr, 0.9, factor=factor)

    walkers = {
        "constant": walker(lambda k: 1.0),
        "steps": walker(lambda k: 0.1 ** (k // 200)),
        "exponential": walker(lambda k: 0.99**k),
        "cosine": walker(lambda k: half_cosine(k / 600)),
    }
    setup = Run(ravine(20, 30), walkers, 600, noise=3, seeds=200)
    return Expected(
        {
            "setup": setup,
            "low": replace(setup, walkers={"momentum": walker(lambda k: 1.0, 1e-4)}),
            "hasty": replace(setup, walkers={"momentum": walker(lambda k: 0.9**k)}),
        },
        right=2,
    )


def warm_up():
    def run(lr, beta):
        warm = Walker(lr, beta, factor=lambda k: min(1.0, (k + 1) / 100))
        return Run(rosenbrock(), {"cold": Walker(lr, beta), "warm": warm}, 600)

    return Expected({"setup": run(3.5e-3, 0.9), "unlucky": run(2e-3, 0.95)}, right=0)


def warm_restarts():
    def walker(**extra):
        return Walker(0.02, 0.95, factor=lambda k: half_cosine(k % 100 / 100), **extra)

    walkers = {"carried": walker(), "restarted": walker(restarts=frozenset({100, 200, 300}))}
    runs = {
        "setup": Run(ravine(50, 30), walkers, 400),
        "inside": Run(ravine(50, 30), {"momentum": walker(inside=True)}, 400),
    }
    return Expected(runs, right=2, words={"setup.carried.verdict": "Stale momentum"})


def weight_decay():
    walkers = {
        "free": Walker(1e-3, 0.9),
        "coupled": Walker(1e-3, 0.9, decay=0.1),
        "decoupled": Walker(1e-3, 0.9, decay=0.1, decoupled=True),
        "sgd_coupled": Walker(1e-3, decay=0.1),
        "sgd_decoupled": Walker(1e-3, decay=0.1, decoupled=True),
    }
    setup = Run(rosenbrock(), walkers, 3000)
    stronger = replace(setup, walkers={"momentum": Walker(1e-3, 0.9, decay=1.0, decoupled=True)})
    return Expected({"setup": setup, "stronger": stronger}, right=1)


def saddle_lesson():
    setup = Run(saddle(), three(0.02, 0.9), 300, start=(-1.6, -0.001))
    ridge = replace(setup, start=(-1.6, 0.0))
    return Expected(
        {
            "setup": setup,
            "ridge": ridge,
            "noisy": replace(ridge, noise=0.01, seeds=100),
            "louder": replace(ridge, noise=0.1, seeds=100),
        },
        right=0,
    )


def plateau_lesson():
    setup = Run(plateau(), three(0.1, 0.9), 300)
    words = {"setup.sgd.verdict": "Crawling", "setup.momentum.verdict": "Converged"}
    return Expected({"setup": setup, "long": replace(setup, steps=1000)}, right=2, words=words)


def basins():
    setup = Run(sharp_and_flat(), three(0.02, 0.9), 600)
    above, calm = replace(setup, start=(-3.0, 2.0)), replace(setup, walkers=three(0.02, 0.5))
    return Expected({"setup": setup, "above": above, "calm": calm}, right=1)


def scaling():
    def run(lr, batch=2048, steps=100, warm=False):
        factor = (lambda k: min(1.0, (k + 1) / 10)) if warm else (lambda k: 1.0)
        return Run(ravine(10), {"sgd": Walker(lr, factor=factor)}, steps, noise=30, batch=batch, seeds=200)

    root = 0.02828427
    return Expected(
        {
            "setup": run(0.01, 256, 800),
            "same": run(0.01),
            "root": run(root),
            "linear": run(0.08, warm=True),
            "root_long": run(root, steps=800),
            "linear_long": run(0.08, steps=800, warm=True),
            "huge": run(0.64, 16384, warm=True),
        },
        right=2,
        words={"huge.sgd.verdict": "Diverged"},
    )


def flattery_lesson():
    def run(bias):
        return Run(flattery(bias), {"sgd": Walker(0.02), "momentum": Walker(0.02, 0.9)}, 1000)

    return Expected(
        {"setup": run(0.4), "honest": run(0.0), "half": run(0.2), "double": run(0.8), "boundless": run(1.2)}, right=1
    )


def checkpoint_effective_lr():
    def run(lr, beta=0.95):
        return Run(rosenbrock(), {"momentum": Walker(lr, beta)}, 1000)

    return Expected(
        {"setup": run(0.01), "mended": run, "calm": run(0.01, 0.0)},
        right=2,
        fixes={"mended": "setup.momentum.fix"},
        words={
            "setup.momentum.verdict": "Diverged",
            "here.momentum.verdict": "Diverged",
            "setup.momentum.cause": "limit 3.9",
            "setup.momentum.fix": "Lower lr to ",
            "mended.momentum.verdict": "Converged",
        },
    )


def checkpoint_batch():
    def run(lr, batch=2048):
        return Run(sphere(), {"sgd": Walker(lr)}, 200, noise=10, batch=batch, seeds=200)

    return Expected({"setup": run(0.1, 256), "root": run(0.28284271), "linear": run(0.8)}, right=1)


def checkpoint_spike():
    def run(restarts):
        inside, outside = (Walker(2e-4, 0.99, factor=lambda k: 0.1 ** (k // 100)) for _ in range(2))
        return Run(ravine(10, 30), {"outside": outside, "inside": replace(inside, inside=True, restarts=restarts)}, 200)

    return Expected(
        {"setup": run(frozenset()), "mended": run(frozenset({100}))},
        right=1,
        words={
            "setup.outside.verdict": "!Stale momentum",
            "setup.inside.verdict": "Stale momentum",
            "setup.inside.fix": "step 100",
        },
    )


def per_parameter():
    walkers = {
        "sgd": Walker(0.019),
        "momentum": Walker(0.01, 0.9),
        "adagrad": Walker(0.5, kind="adagrad"),
        "rmsprop": Walker(0.03, kind="rmsprop"),
        "adam": Walker(0.1, 0.9, kind="adam"),
        "adamw": Walker(0.1, 0.9, decay=0.01, kind="adam"),
    }
    runs = {
        "setup": Run(ravine(100), walkers, 400),
        "turned": Run(ravine(100, 45), walkers, 400, start=(-3.535534, -1.414214)),
        "narrow": Run(ravine(1000), walkers, 400),
    }
    return Expected(runs, right=2, words={"narrow.sgd.verdict": "Diverged"})


def checkpoint_memory():
    setup = Run(ravine(50), {"sgd": Walker(0.01), "momentum": Walker(0.01, 0.9)}, 400)
    return Expected({"setup": setup}, right=3)


EXPECTED = {
    "noise": noise,
    "sharp-and-flat": sharp_and_flat_lesson,
    "ravine": ravine_lesson,
    "tanh-ravine": tanh_ravine_lesson,
    "momentum": momentum,
    "effective-lr": effective_lr,
    "nesterov": nesterov,
    "nesterov-limit": nesterov_limit,
    "oscillation": oscillation,
    "overshoot": overshoot,
    "three-repairs": three_repairs,
    "stale-momentum": stale_momentum,
    "cooling": cooling,
    "warm-up": warm_up,
    "warm-restarts": warm_restarts,
    "weight-decay": weight_decay,
    "saddle": saddle_lesson,
    "plateau": plateau_lesson,
    "basins": basins,
    "per-parameter": per_parameter,
    "scaling": scaling,
    "flattery": flattery_lesson,
    "checkpoint-effective-lr": checkpoint_effective_lr,
    "checkpoint-batch": checkpoint_batch,
    "checkpoint-spike": checkpoint_spike,
    "checkpoint-memory": checkpoint_memory,
}
