"""Makes goldens.npz: paths of torch.optim.SGD, which optim_core must reproduce. By hand, with torch installed:

    python -m tests.optim_core.make_goldens

The surfaces are written here once more, and torch differentiates them, so that nothing is shared with what is tested.
"""

from math import cos, radians, sin
from pathlib import Path

import numpy as np
import torch

COUNT = 600
KEPT = 8
SEED = 20240117
TARGET = Path(__file__).with_name("goldens.npz")


def rosenbrock(x, y, a, b):
    return (a - x) ** 2 + b * (y - x**2) ** 2


def ravine(x, y, condition, angle):
    turn = radians(angle)
    along, across = cos(turn) * x + sin(turn) * y, -sin(turn) * x + cos(turn) * y
    return 0.5 * (along**2 + condition * across**2)


def tanh_ravine(x, y):
    return torch.tanh(x) ** 2 + 0.01 * torch.abs(x) + torch.sigmoid(y)


def sphere(x, y):
    return x**2 + y**2


def saddle(x, y):
    return x**2 - y**2


# Key: (formula, the parameters' ranges, a typical largest curvature, half the size of the square of starts).
SURFACES = {
    "rosenbrock": (rosenbrock, {"a": (-1.5, 1.5), "b": (1.0, 200.0)}, 500.0, 1.5),
    "ravine": (ravine, {"condition": (1.0, 300.0), "angle": (-90.0, 90.0)}, 150.0, 4.0),
    "tanh-ravine": (tanh_ravine, {}, 1.0, 3.0),
    "sphere": (sphere, {}, 2.0, 2.0),
    "saddle": (saddle, {}, 2.0, 2.0),
}


def configuration(random):
    """One random run: everything but its path."""
    name = str(random.choice(list(SURFACES)))
    _, ranges, curvature, size = SURFACES[name]
    nesterov = bool(random.random() < 0.4)
    plain = not nesterov and random.random() < 0.3
    return {
        "surface": name,
        "parameters": [random.uniform(*limits) for limits in ranges.values()],
        "lr": 10 ** random.uniform(-3.5, 0.3) / curvature,
        "beta": 0.0 if plain else random.uniform(0.01, 0.99),
        "nesterov": nesterov,
        "weight_decay": random.choice([0.0, 10 ** random.uniform(-4, 0)]),
        "start": random.uniform(-size, size, 2),
        "steps": int(random.integers(20, 301)),
    }


def torch_path(run):
    """Every position (steps + 1, 2) of torch.optim.SGD."""
    theta = torch.tensor(run["start"], dtype=torch.float64, requires_grad=True)
    settings = {"momentum": run["beta"], "nesterov": run["nesterov"], "weight_decay": run["weight_decay"]}
    optimizer = torch.optim.SGD([theta], lr=run["lr"], **settings)
    path = [theta.detach().numpy().copy()]
    for _ in range(run["steps"]):
        optimizer.zero_grad()
        SURFACES[run["surface"]][0](theta[0], theta[1], *run["parameters"]).backward()
        optimizer.step()
        path.append(theta.detach().numpy().copy())
    return np.array(path)


def main():
    random = np.random.default_rng(SEED)
    runs = [configuration(random) for _ in range(COUNT)]
    kept = [np.unique(np.linspace(1, run["steps"], KEPT).astype(int)) for run in runs]
    columns = {key: np.array([run[key] for run in runs]) for key in runs[0] if key != "parameters"}
    columns["parameters"] = np.array([(run["parameters"] + [np.nan] * 2)[:2] for run in runs])
    columns["kept"] = np.array(kept)
    columns["positions"] = np.array([torch_path(run)[at] for run, at in zip(runs, kept, strict=True)])
    np.savez_compressed(TARGET, torch=np.array(torch.__version__), **columns)
    print(f"{TARGET.name}: {COUNT} runs of torch {torch.__version__}, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
