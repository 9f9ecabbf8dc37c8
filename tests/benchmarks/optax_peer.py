"""optax on JAX: its own sgd, as one compiled scan over all steps, and as one compiled step a call."""

import jax
import jax.numpy as jnp
import numpy as np
import optax

from tests.benchmarks.core import BETAS, LRS, START, STEPS, SWEPT_STEPS
from tests.benchmarks.jax_peer import columns, rosenbrock

OPTIMIZERS = (optax.sgd(1e-3), optax.sgd(2e-4, momentum=0.9), optax.sgd(2e-4, momentum=0.9, nesterov=True))
SCAN, STEP = "optax, jitted scan", "optax, one compiled step a call"


def recorded():
    def step(states, _=None):
        states = [stepped(optimizer, *state) for optimizer, state in zip(OPTIMIZERS, states, strict=True)]
        return states, [place for place, _ in states]

    start = [(jnp.array(START), optimizer.init(jnp.array(START))) for optimizer in OPTIMIZERS]
    scan, one = jax.jit(lambda states: jax.lax.scan(step, states, None, length=STEPS)[1]), jax.jit(step)

    def by_steps():
        states, path = start, []
        for _ in range(STEPS):
            states, places = one(states)
            path.append(places)
        return np.asarray(path)

    return {SCAN: lambda: np.asarray(jax.block_until_ready(scan(start))), STEP: by_steps}


def swept():
    lr, beta = columns(LRS, BETAS)

    def step(states, lr, beta):
        return jax.vmap(lambda state, lr, beta: stepped(optax.sgd(lr, momentum=beta), *state))(states, lr, beta)

    def walked(states, lr, beta):
        return jax.lax.scan(lambda states, _: (step(states, lr, beta), None), states, None, length=SWEPT_STEPS)[0]

    place = jnp.tile(jnp.array(START), (lr.size, 1))
    start = jax.vmap(lambda place: (place, optax.sgd(0.1, momentum=0.9).init(place)))(place)
    scan, one = jax.jit(walked), jax.jit(step)

    def by_steps():
        states = start
        for _ in range(SWEPT_STEPS):
            states = one(states, lr, beta)
        return np.asarray(states[0]).T

    return {SCAN: lambda: np.asarray(scan(start, lr, beta)[0]).T, STEP: by_steps}


def stepped(optimizer, place, state):
    """One step, with the gradient by automatic differentiation."""
    updates, state = optimizer.update(jax.grad(lambda place: rosenbrock(*place))(place), state, place)
    return optax.apply_updates(place, updates), state
