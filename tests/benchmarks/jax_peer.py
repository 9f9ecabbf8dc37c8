"""JAX: the same formulas as one compiled scan in float64, with all runs side by side."""

from functools import partial

import jax
import jax.numpy as jnp
import numpy as np

from optim_core.diagnosis import TOLERANCE
from tests.benchmarks import maps
from tests.benchmarks.core import BETAS, LRS, START, STEPS, SWEPT_STEPS

jax.config.update("jax_enable_x64", True)


def recorded():
    """SGD, heavy ball and Nesterov as one family, as Ravine has them."""
    lr, beta, reach = jnp.array([1e-3, 2e-4, 2e-4]), jnp.array([0.0, 0.9, 0.9]), jnp.array([0.0, 0.0, 2e-4 * 0.9])

    def step(state, _):
        x, y, vx, vy = state
        gx, gy = gradient(x - reach * vx, y - reach * vy)
        vx, vy = beta * vx + gx, beta * vy + gy
        x, y = x - lr * vx, y - lr * vy
        return (x, y, vx, vy), (x, y)

    scan = jax.jit(lambda state: jax.lax.scan(step, state, None, length=STEPS)[1])
    return {"JAX, jitted scan": lambda: fetched(scan(at_start(lr)))}


def swept():
    def run(lr, beta):
        return jax.lax.scan(momentum(lr, beta), at_start(lr), None, length=SWEPT_STEPS)[0][:2]

    scan, settings = jax.jit(run), columns(LRS, BETAS)
    return {"JAX, jitted scan": lambda: fetched(scan(*settings))}


def mapped():
    """Ravine's map, positions alone and with the loss and the last step beyond the tolerance in the carry."""
    tolerance = TOLERANCE * rosenbrock(*START)

    def judged(lr, beta):
        walk = momentum(lr, beta)

        def step(state, count):
            (x, y, *velocity), _ = walk(state[:4], None)
            loss = rosenbrock(x, y)
            return (x, y, *velocity, loss, jnp.where(loss <= tolerance, state[5], count)), None

        begin = (*at_start(lr), jnp.zeros_like(lr), jnp.zeros_like(lr, dtype=int))
        return jax.lax.scan(step, begin, jnp.arange(1, maps.STEPS + 1))[0]

    def positions(lr, beta):
        return jax.lax.scan(momentum(lr, beta), at_start(lr), None, length=maps.STEPS)[0]

    settings = columns(*maps.axes(maps.SIDE))
    scans = {"JAX, positions": jax.jit(positions), "JAX, loss and steps to tolerance": jax.jit(judged)}
    return {name: partial(lambda scan: fetched(scan(*settings)), scan) for name, scan in scans.items()}


def momentum(lr, beta):
    def step(state, _):
        x, y, vx, vy = state
        gx, gy = gradient(x, y)
        vx, vy = beta * vx + gx, beta * vy + gy
        return (x - lr * vx, y - lr * vy, vx, vy), None

    return step


def rosenbrock(x, y):
    return (x - 1.0) ** 2 + 100.0 * (y - x * x) ** 2


def gradient(x, y):
    gy = (y - x * x) * 200.0
    return 2.0 * (x - 1.0 - x * gy), gy


def at_start(like):
    zero = jnp.zeros_like(like)
    return zero + START[0], zero + START[1], zero, zero


def columns(lr, beta):
    """All pairs of settings, as two vectors."""
    return [jnp.asarray(grid.ravel()) for grid in np.broadcast_arrays(lr, beta)]


def fetched(parts):
    return [np.asarray(part) for part in jax.block_until_ready(parts)]
