"""Makes goldens_of_rules.npz: paths of torch.optim 2.13, which optim_core must reproduce. By hand, with torch there:

    python -m tests.optim_core.make_goldens_of_rules

Rules that torch lacks, Lion and QHM, follow their papers' recurrences in plain Python numbers. A run is kept if it
stays finite and is not chaotic: where every gradient is taken beside θ, each coordinate 1e-12 of itself larger or
smaller at random, no recorded position moves by more than 1e-9 of its distance from the origin. So what rounding does,
at whatever step, stays far below 1e-10.
"""

from functools import partial
from pathlib import Path
from random import Random
from typing import NamedTuple

import numpy as np
import torch

from tests.optim_core.slopes import SLOPES

COUNT, STEPS, EVERY = 240, 200, 20
SEED, SHAKEN, NUDGE, CALM = 20260213, 3, 1e-12, 1e-9
TARGET = Path(__file__).with_name("goldens_of_rules.npz")


class Draws(NamedTuple):
    """Random settings, each uniform in a quantity that suits it."""

    random: np.random.Generator

    def log(self, low, high):
        return float(10.0 ** self.random.uniform(np.log10(low), np.log10(high)))

    def one_minus(self, low, high):
        """A share whose distance to 1 is so much."""
        return 1.0 - self.log(low, high)

    def decay(self, *kinds):
        """λ, which is 0 in every second run, and whether it is decoupled."""
        strength = self.log(1e-3, 0.3) if self.random.random() < 0.5 else 0.0
        return {"weight_decay": strength, "decoupled": float(self.random.choice(kinds))}


def with_moments(draws, *kinds):
    return {
        "lr": draws.log(1e-4, 0.3),
        "beta": draws.one_minus(0.01, 1.0),
        "beta2": draws.one_minus(1e-4, 0.5),
        "eps": draws.log(1e-10, 1e-1),
        **draws.decay(*kinds),
    }


def torch_path(make, run):
    """Every position (steps + 1, 2) of one of torch's optimizers, with the gradient handed to it."""
    theta = torch.nn.Parameter(torch.tensor(run["start"], dtype=torch.float64))
    optimizer = make([theta], run)
    path = [run["start"]]
    for _ in range(STEPS):
        theta.grad = torch.tensor(run["gradient"](*path[-1]), dtype=torch.float64)
        optimizer.step()
        path.append(tuple(theta.tolist()))
    return np.array(path)


def adagrad(theta, run):
    return torch.optim.Adagrad(theta, lr=run["lr"], eps=run["eps"], weight_decay=run["weight_decay"])


def rmsprop(theta, run):
    return torch.optim.RMSprop(theta, lr=run["lr"], alpha=run["rho"], eps=run["eps"], weight_decay=run["weight_decay"])


def moments_of(run):
    return {
        "lr": run["lr"],
        "betas": (run["beta"], run["beta2"]),
        "eps": run["eps"],
        "weight_decay": run["weight_decay"],
    }


def adam(theta, run, *, amsgrad=False):
    decoupled = bool(run["decoupled"])
    return torch.optim.Adam(theta, amsgrad=amsgrad, decoupled_weight_decay=decoupled, **moments_of(run))


def adamw(theta, run):
    return torch.optim.AdamW(theta, **moments_of(run))


def nadam(theta, run):
    more = {"momentum_decay": run["momentum_decay"], "decoupled_weight_decay": bool(run["decoupled"])}
    return torch.optim.NAdam(theta, **more, **moments_of(run))


def plain_path(step, run):
    """Every position of a recurrence of floats: `step` takes a coordinate's θ, m and g and gives the next θ and m."""
    path, memory = [run["start"]], [0.0, 0.0]
    for _ in range(STEPS):
        slope = run["gradient"](*path[-1])
        moved = [step(run, *of_one) for of_one in zip(path[-1], memory, slope, strict=True)]
        path.append(tuple(theta for theta, _ in moved))
        memory = [m for _, m in moved]
    return np.array(path)


def lion(run, theta, m, g):
    """Chen et al. (2023), algorithm 2."""
    c = run["beta"] * m + (1.0 - run["beta"]) * g
    sign = (c > 0.0) - (c < 0.0)
    return theta - run["lr"] * (sign + run["weight_decay"] * theta), run["beta2"] * m + (1.0 - run["beta2"]) * g


def qhm(run, theta, m, g):
    """Ma and Yarats (2019), equations 3 and 4, with λ/2·‖θ‖² in the loss."""
    g = g + run["weight_decay"] * theta
    m = run["beta"] * m + (1.0 - run["beta"]) * g
    return theta - run["lr"] * ((1.0 - run["nu"]) * g + run["nu"] * m), m


def qhm_settings(draws, curvature):
    lr = draws.log(1e-3, 2.0) / curvature
    return {"lr": lr, "beta": draws.one_minus(0.01, 1.0), "nu": float(draws.random.uniform()), **draws.decay(0)}


def lion_settings(draws):
    betas = {"beta": draws.one_minus(0.01, 1.0), "beta2": draws.one_minus(1e-3, 1.0)}
    return {"lr": draws.log(1e-4, 0.1), **betas, **draws.decay(1)}


# Key: (a path of the rule, random settings of it, given what a typical curvature is).
RULES = {
    "qhm": (partial(plain_path, qhm), qhm_settings),
    "adagrad": (
        partial(torch_path, adagrad),
        lambda draws, _: {"lr": draws.log(1e-3, 1.0), "eps": draws.log(1e-10, 1e-1), **draws.decay(0)},
    ),
    "rmsprop": (
        partial(torch_path, rmsprop),
        lambda draws, _: {
            "lr": draws.log(1e-4, 0.1),
            "rho": draws.one_minus(1e-3, 0.5),
            "eps": draws.log(1e-10, 1e-1),
            **draws.decay(0),
        },
    ),
    "adam": (partial(torch_path, adam), lambda draws, _: with_moments(draws, 0, 1)),
    "amsgrad": (partial(torch_path, partial(adam, amsgrad=True)), lambda draws, _: with_moments(draws, 0, 1)),
    "adamw": (partial(torch_path, adamw), lambda draws, _: with_moments(draws, 1)),
    "nadam": (
        partial(torch_path, nadam),
        lambda draws, _: {**with_moments(draws, 0, 1), "momentum_decay": draws.log(1e-4, 0.1)},
    ),
    "lion": (partial(plain_path, lion), lambda draws, _: lion_settings(draws)),
}


def shaken(gradient, random):
    """The same gradient, taken a little beside the point."""
    return lambda x, y: gradient(x * (1.0 + NUDGE * random.choice((-1, 1))), y * (1.0 + NUDGE * random.choice((-1, 1))))


def calm_path(path_of, run, random):
    """The recorded positions (steps / every, 2), or None of a run that leaves the numbers or is chaotic."""
    gradients = (run["gradient"], *(shaken(run["gradient"], random) for _ in range(SHAKEN)))
    paths = np.array([path_of({**run, "gradient": gradient})[EVERY::EVERY] for gradient in gradients])
    apart = np.hypot(*np.moveaxis(paths - paths[0], -1, 0))
    is_calm = np.isfinite(paths).all() and (apart <= CALM * np.hypot(*paths[0].T)).all()
    return paths[0] if is_calm else None


def columns_of(key, random):
    """Of one rule: its settings, starts, the places of their surfaces in `SLOPES`, and the recorded positions."""
    path_of, settings_of = RULES[key]
    rows, draws, tried = [], Draws(random), 0
    while len(rows) < COUNT:
        tried += 1
        at = tried % len(SLOPES)
        slope = SLOPES[at]
        settings = settings_of(draws, slope.curvature)
        start = tuple(random.uniform(-slope.size, slope.size, 2).tolist())
        path = calm_path(path_of, {**settings, "start": start, "gradient": slope.gradient}, Random(tried))
        if path is not None:
            rows.append((list(settings.values()), start, at, path))
    print(f"  {key}: {len(rows)} of {tried} runs")
    settings_, starts, slopes, positions = (np.array(column) for column in zip(*rows, strict=True))
    found = {"names": np.array(list(settings)), "settings": settings_, "start": starts, "slope": slopes}
    return {f"{key}/{name}": column for name, column in (found | {"positions": positions}).items()}


def main():
    # NAdam keeps its product of momenta in the default precision.
    torch.set_default_dtype(torch.float64)
    columns = {}
    for place, key in enumerate(RULES):
        columns |= columns_of(key, np.random.default_rng([SEED, place]))
    np.savez_compressed(TARGET, torch=np.array(torch.__version__), every=np.array(EVERY), **columns)
    print(f"{TARGET.name}: torch {torch.__version__}, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
