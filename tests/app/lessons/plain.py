"""Everything that reveals measure, once more and independently: plain recurrences on formulas typed in here.

Nothing is taken from the program: a run is a loop over steps, a measure is what its words say.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from math import cos, inf, pi, radians, sin, sqrt

import numpy as np


@dataclass(frozen=True)
class Ground:
    """A surface: f, its gradient, its minima, and the curvatures (soft, stiff) at the first of them."""

    value: Callable
    gradient: Callable
    start: tuple[float, float]
    minima: tuple[tuple[float, float], ...] = ()
    curvatures: tuple[float, float] = (np.nan, np.nan)
    soft: tuple[float, float] = (1.0, 0.0)
    numbers: dict = field(default_factory=dict)

    def along(self, name):
        ways = {"x": (1.0, 0.0), "y": (0.0, 1.0), "soft": self.soft, "stiff": (-self.soft[1], self.soft[0])}
        return np.array(ways[name])


def rosenbrock():
    trace, determinant = 1002.0, 400.0
    stiff = (trace + sqrt(trace**2 - 4 * determinant)) / 2
    return Ground(
        lambda x, y: (1 - x) ** 2 + 100 * (y - x**2) ** 2,
        lambda x, y: (-2 * (1 - x) - 400 * x * (y - x**2), 200 * (y - x**2)),
        (-1.2, 1.0),
        ((1.0, 1.0),),
        (determinant / stiff, stiff),
    )


def ravine(condition, angle=0.0):
    c, s = cos(radians(angle)), sin(radians(angle))

    def parts(x, y):
        return c * x + s * y, -s * x + c * y

    def value(x, y):
        u, v = parts(x, y)
        return (u**2 + condition * v**2) / 2

    def gradient(x, y):
        u, v = parts(x, y)
        return c * u - s * condition * v, s * u + c * condition * v

    numbers = {"condition": condition, "angle": angle}
    return Ground(value, gradient, (-3.5, 1.5), ((0.0, 0.0),), (1.0, condition), (c, s), numbers)


def sphere():
    return Ground(
        lambda x, y: x**2 + y**2, lambda x, y: (2 * x, 2 * y), (-1.6, 1.2), ((0.0, 0.0),), (2.0, 2.0), (1.0, 0.0)
    )


def tanh_ravine():
    def sigmoid(y):
        return 1 / (1 + np.exp(-y))

    return Ground(
        lambda x, y: np.tanh(x) ** 2 + 0.01 * np.abs(x) + sigmoid(y),
        lambda x, y: (
            2 * np.tanh(x) * (1 - np.tanh(x) ** 2) + 0.01 * np.sign(x),
            sigmoid(y) * (1 - sigmoid(y)),
        ),
        (-2.0, 5.0),
    )


def saddle():
    return Ground(lambda x, y: x**2 - y**2, lambda x, y: (2 * x, -2 * y), (-1.6, 0.001))


def plateau():
    return Ground(
        lambda x, y: 1 - np.exp(-(x**2) - y**2),
        lambda x, y: (2 * x * np.exp(-(x**2) - y**2), 2 * y * np.exp(-(x**2) - y**2)),
        (-2.2, 1.5),
        ((0.0, 0.0),),
        (2.0, 2.0),
    )


def flattery(bias):
    end = bias / sqrt(1 - bias**2) if bias < 1 else inf
    return Ground(
        lambda x, y: np.sqrt(1 + x**2) - 1 + (y - 1) ** 2 / 2 - bias * x,
        lambda x, y: (x / np.sqrt(1 + x**2) - bias, y - 1),
        (0.0, -1.0),
        ((end, 1.0),) if bias < 1 else (),
        numbers={"bias": bias},
    )


def sharp_and_flat():
    """The bowl times the share p²/(p² + w²), by the product rule."""
    d, scale = 3.0, 1 + sqrt(2)
    room = d**2 / (scale * 100 / 2 - 1)

    def parts(x, y):
        p, q = (x + d / 2) ** 2 + y**2, (x - d / 2) ** 2 + y**2
        return p, q, scale * (np.sqrt(1 + q / d**2) - 1), p / (p + room)

    def value(x, y):
        _, _, bowl, share = parts(x, y)
        return bowl * share

    def gradient(x, y):
        p, q, bowl, share = parts(x, y)
        by_q, by_p = scale / (2 * d**2 * np.sqrt(1 + q / d**2)) * share, bowl * room / (p + room) ** 2
        return 2 * (x - d / 2) * by_q + 2 * (x + d / 2) * by_p, 2 * y * (by_q + by_p)

    return Ground(value, gradient, (-3.0, 0.3), ((-d / 2, 0.0), (d / 2, 0.0)))


@dataclass(frozen=True)
class Walker:
    """v ← βv + g (or lr·g with lr inside); `lr` is a number, `factor` what a schedule multiplies it by at step k.

    A `kind` other than "" has step sizes of its own for x and for y.
    """

    lr: float
    beta: float = 0.0
    nesterov: bool = False
    inside: bool = False
    decay: float = 0.0
    decoupled: bool = False
    restarts: frozenset = frozenset()
    factor: Callable = lambda k: 1.0
    name: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Run:
    """What is walked on, by whom, for how long, with which noise; a move is (step, dx, dy)."""

    ground: Ground
    walkers: dict
    steps: int = 1000
    start: tuple[float, float] = None
    noise: float = 0.0
    batch: int = 1
    seeds: int = 1
    move: tuple = (10**9, 0.0, 0.0)

    @property
    def begin(self):
        return self.start or self.ground.start

    def lane(self, name):
        return Lane(self, self.walkers[name])

    def lanes(self):
        return {name: self.lane(name) for name in self.walkers}


def draws(run):
    """The noise of every step, (steps, 2, seeds)."""
    if not run.noise:
        return np.zeros((run.steps, 2, 1))
    streams = (np.random.Generator(np.random.PCG64(seed)) for seed in range(run.seeds))
    return (
        np.stack([stream.standard_normal((run.steps, 2)) for stream in streams], axis=-1) * run.noise / sqrt(run.batch)
    )


def scales(kind, slopes):
    """What lr is multiplied by after these slopes (steps, 2) of x and y, the last one included."""
    squares, mean = np.zeros(2), {"adagrad": None, "rmsprop": 0.99, "adam": 0.999}[kind]
    for slope in slopes:
        squares = squares + slope**2 if mean is None else mean * squares + (1 - mean) * slope**2
    if kind == "adam":
        return 1 / (np.sqrt(squares / (1 - mean ** len(slopes))) + 1e-8) / (1 - 0.9 ** len(slopes))
    return 1 / (np.sqrt(squares) + (1e-10 if kind == "adagrad" else 1e-8))


def own_walk(run, walker):
    """A walk with step sizes of its own for x and y, of one seed and without noise: positions, and the slopes met."""
    place, mean = np.array(run.begin, dtype=float), np.zeros(2)
    path, slopes = [place], []
    for _ in range(run.steps):
        slopes.append(np.array(run.ground.gradient(*place)))
        mean = walker.beta * mean + (1 - walker.beta) * slopes[-1]
        shrink = walker.lr * walker.decay * place
        place = place - walker.lr * scales(walker.kind, slopes) * mean - shrink
        path.append(place)
    return np.array(path)[:, :, np.newaxis], np.array(slopes)


def walk(run, walker):
    """Positions (steps + 1, 2, seeds)."""
    if walker.kind:
        return own_walk(run, walker)[0]
    noise = draws(run)
    x, y = (np.full(run.seeds, part) for part in run.begin)
    vx, vy = np.zeros(run.seeds), np.zeros(run.seeds)
    path = [(x, y)]
    for k in range(run.steps):
        lr = walker.lr * walker.factor(k)
        if k in walker.restarts:
            vx, vy = 0 * vx, 0 * vy
        dx, dy = run.move[1:] if k >= run.move[0] else (0.0, 0.0)
        ahead = walker.beta * (1.0 if walker.inside else lr) if walker.nesterov else 0.0
        px, py = x - ahead * vx, y - ahead * vy
        gx, gy = run.ground.gradient(px - dx, py - dy)
        pull = 0.0 if walker.decoupled else walker.decay
        gx, gy = gx + noise[k, 0] + pull * px, gy + noise[k, 1] + pull * py
        gain, far = (lr, 1.0) if walker.inside else (1.0, lr)
        vx, vy = walker.beta * vx + gain * gx, walker.beta * vy + gain * gy
        shrink = lr * walker.decay if walker.decoupled else 0.0
        x, y = x - far * vx - shrink * x, y - far * vy - shrink * y
        path.append((x, y))
    return np.array(path)


class Lane:
    """The measures of one lane, each as its words say; of the first seed unless it is about all."""

    def __init__(self, run, walker):
        self.run, self.walker, self.ground = run, walker, run.ground

    @cached_property
    def all(self):
        with np.errstate(all="ignore"):
            return walk(self.run, self.walker)

    @cached_property
    def on_ground(self):
        """Positions as the surface sees them, wherever it stands."""
        step, dx, dy = self.run.move
        moved = (np.arange(self.run.steps + 1) >= step)[:, None, None]
        return self.all - moved * np.array([dx, dy])[:, None]

    @cached_property
    def losses_of_all(self):
        with np.errstate(all="ignore"):
            return self.ground.value(self.on_ground[:, 0], self.on_ground[:, 1])

    @cached_property
    def bad(self):
        lost = ~np.isfinite(self.all[:, :, 0]).all(axis=1)
        return int(lost.argmax()) if lost.any() else None

    @property
    def last(self):
        return self.run.steps if self.bad is None else self.bad - 1

    @property
    def path(self):
        return self.on_ground[: self.last + 1, :, 0]

    @property
    def losses(self):
        return self.losses_of_all[: self.last + 1, 0]

    def at(self, step):
        return self.last if step is None else int(step)

    # settings

    def lr(self):
        return self.walker.lr

    def beta(self):
        return self.walker.beta

    def weight_decay(self):
        return self.walker.decay

    def effective_lr(self):
        return self.walker.lr / (1 - self.walker.beta)

    def noise_scale(self):
        return self.walker.lr / sqrt(self.run.batch)

    def step_on_curvature(self):
        return self.walker.lr * self.ground.curvatures[1]

    def limit(self):
        beta = self.walker.beta
        if self.walker.nesterov:
            return 2 * (1 + beta) / (1 + 2 * beta)
        return 2 * (1 + beta)

    measured_limit = limit

    def rate(self, curvature):
        """The largest eigenvalue of the matrix that takes (error, velocity) on by one step."""
        beta, step = self.walker.beta, self.walker.lr * curvature
        a = 1 - step if self.walker.nesterov else 1.0
        # e″ = e − w″ and w″ = β·a·w + step·e with w = lr·v.
        return float(np.abs(np.linalg.eigvals([[1 - step, -beta * a], [step, beta * a]])).max())

    def steady_velocity(self):
        v = 0.0
        for _ in range(5000):
            v = self.walker.beta * v + 1.0
        return v

    def alternating_velocity(self):
        v = 0.0
        for k in range(5000):
            v = self.walker.beta * v + (-1.0) ** k
        return abs(v)

    def decay_gap(self):
        """On the surface plus λ/2·‖θ‖² coupled decay is no decay at all."""
        pull, plain = self.walker.decay, self.ground

        def gradient(x, y):
            gx, gy = plain.gradient(x, y)
            return gx + pull * x, gy + pull * y

        free = Walker(self.walker.lr, self.walker.beta, self.walker.nesterov)
        bowl = Run(Ground(plain.value, gradient, plain.start), {"free": free}, self.run.steps)
        return float(np.hypot(*(self.all - bowl.lane("free").all)[:, :, 0].T).max())

    # the path

    def loss(self, step=None):
        return float(self.losses[self.at(step)])

    def loss_with(self, name, value):
        assert name == "bias"
        return float(flattery(value).value(*self.path[-1]))

    def distance(self, step=None):
        x, y = self.path[self.at(step)]
        return min(float(np.hypot(x - a, y - b)) for a, b in self.ground.minima)

    def minimum(self):
        x, y = self.path[-1]
        away = [float(np.hypot(x - a, y - b)) for a, b in self.ground.minima]
        return away.index(min(away)) + 1

    def x(self, step=None):
        return float(self.path[self.at(step), 0])

    def y(self, step=None):
        return float(self.path[self.at(step), 1])

    def diverged_at(self):
        return inf if self.bad is None else self.bad

    def peak_loss(self, after=0):
        return max(float(loss) for loss in self.losses[int(after) :]) if self.bad is None else inf

    def first_below(self, loss):
        return next((k for k, found in enumerate(self.losses) if found < loss), inf)

    def first_beyond(self, along, value):
        places = np.abs(self.path @ self.ground.along(along))
        return next((k for k, place in enumerate(places) if place > value), inf)

    def gradient(self, along, step=0):
        return abs(float(np.dot(self.ground.gradient(*self.path[self.at(step)]), self.ground.along(along))))

    def curvature(self, step=0):
        """The Hessian by differences of the gradient."""
        x, y = self.path[self.at(step)]
        h = 1e-5
        rows = [np.subtract(self.ground.gradient(x + h, y), self.ground.gradient(x - h, y)) / (2 * h)]
        rows.append(np.subtract(self.ground.gradient(x, y + h), self.ground.gradient(x, y - h)) / (2 * h))
        return float(np.linalg.eigvalsh((np.array(rows) + np.array(rows).T) / 2).max())

    def _steps_along(self, along):
        return np.diff(self.all[: self.last + 1, :, 0], axis=0) @ self.ground.along(along)

    def moved(self, along, step):
        return float(self._steps_along(along)[int(step)])

    def step_size(self, along, step):
        slopes = own_walk(self.run, self.walker)[1][: int(step) + 1]
        return self.walker.lr * float(scales(self.walker.kind, slopes)["xy".index(along)])

    def travelled(self, along):
        return float(sum(abs(step) for step in self._steps_along(along)))

    def turns(self, along):
        found = self._steps_along(along)
        steps = [step for step in found if abs(step) > 1e-9 * np.abs(found).max()]
        return sum(1 for before, after in pairwise(steps) if before * after < 0)

    def growth(self, along, step):
        places = self.path @ self.ground.along(along)
        return float(abs(places[int(step) + 1] / places[int(step)]))

    def path_gap(self, other):
        return float(np.hypot(*(self.all - self.run.lane(other).all)[:, :, 0].T).max())

    def steps_to_tolerance(self):
        if self.bad is not None:
            return inf
        floor = min(float(self.ground.value(*minimum)) for minimum in self.ground.minima)
        excess = self.losses - floor
        beyond = [k for k, found in enumerate(excess) if not found <= 1e-4 * excess[0]]
        return inf if beyond and beyond[-1] == self.run.steps else (beyond[-1] + 1 if beyond else 0)

    def reversals(self):
        steps = np.diff(self.path, axis=0)
        return sum(1 for before, after in pairwise(steps) if before @ after < 0)

    def loss_rises(self):
        return sum(1 for before, after in pairwise(self.losses) if after > before)

    def overshoots(self):
        """How often the place along the floor changes its side; less than a hundredth of the way does not count."""
        places = (self.path - np.array(self.ground.minima[0])) @ self.ground.along("soft")
        far = [place for place in places if abs(place) > 0.01 * np.abs(places).max()]
        return sum(1 for before, after in pairwise(far) if before * after < 0)

    # all seeds

    @cached_property
    def ends(self):
        return self.on_ground[-1].T

    def _end_distances(self):
        return np.array([min(np.hypot(x - a, y - b) for a, b in self.ground.minima) for x, y in self.ends])

    def median_distance(self):
        return float(sorted(self._end_distances())[len(self.ends) // 2])

    def nearest_distance(self):
        return float(self._end_distances().min())

    def farthest_distance(self):
        return float(self._end_distances().max())

    def median_loss(self):
        return float(sorted(self.losses_of_all[-1])[len(self.ends) // 2])

    def spread(self):
        x, y = self.ends.T
        return float(np.sqrt(np.var(x) + np.var(y)))

    def share_in(self, minimum):
        nearest = [
            min(range(len(self.ground.minima)), key=lambda k: np.hypot(*np.subtract((x, y), self.ground.minima[k])))
            for x, y in self.ends
        ]
        return nearest.count(int(minimum) - 1) / len(nearest)

    def median_first_beyond(self, along, value):
        places = np.abs(np.einsum("kcs,c->ks", self.on_ground, self.ground.along(along)))
        firsts = [next((k for k, place in enumerate(one) if place > value), inf) for one in places.T]
        return sorted(firsts)[len(firsts) // 2]


def _scaled(lr, batch, new_batch, law):
    return lr * (sqrt(new_batch / batch) if law == "root" else new_batch / batch)


COPIES = {"sgd": 0, "momentum": 1, "adagrad": 1, "rmsprop": 1, "adam": 2, "adamw": 2}
CALCULATORS = {
    "effective_lr": lambda lr, beta: lr / (1 - beta),
    "memory_steps": lambda beta: 1 / (1 - beta),
    "scaled_lr": _scaled,
    "state_bytes": lambda rule, parameters: 4 * COPIES[rule] * parameters,
    "training_bytes": lambda rule, parameters: 4 * (2 + COPIES[rule]) * parameters,
}


def of_a_run(run, measure, **arguments):
    """A measure of a whole run."""
    if measure == "best":
        judge = {"steps": "steps_to_tolerance"}[arguments["by"]]
        best = min(run.walkers, key=lambda name: getattr(run.lane(name), judge)())
        return run.walkers[best].name or best
    if measure == "state_bytes":
        return 4.0 * any(walker.beta for walker in run.walkers.values())
    if measure == "surface_number":
        return run.ground.numbers[arguments["name"]]
    return {
        "steps": run.steps,
        "seeds": run.seeds,
        "noise": run.noise,
        "batch_size": run.batch,
        "start_x": run.begin[0],
        "start_y": run.begin[1],
        "stiff_curvature": run.ground.curvatures[1],
        "condition_number": run.ground.curvatures[1] / run.ground.curvatures[0],
        "minimum_x": run.ground.minima[0][0] if run.ground.minima else None,
    }[measure]


def half_cosine(share):
    return 0.5 * (1 + cos(pi * share))
