"""Motion on a quadratic without any formula of theory: the update as a matrix, and rules by their keys."""

import numpy as np

from optim_core import SGD, Momentum, Nesterov

KEYS = ("sgd", "momentum", "nesterov")


def make(key, lr, beta):
    """The rule of that key, "lr outside"."""
    return SGD(lr=lr) if key == "sgd" else {"momentum": Momentum, "nesterov": Nesterov}[key](lr=lr, beta=beta)


def step_matrix(key, lr, curvature, beta):
    """One step (θ, v) → (θ, v) of the update as its equations stand, shape (…, 2, 2)."""
    lr, curvature, beta = np.broadcast_arrays(lr, curvature, 0.0 if key == "sgd" else beta)
    reach = lr if key == "nesterov" else 0.0
    # v′ = βv + h(θ − reach·βv), then θ′ = θ − lr·v′.
    from_theta, from_velocity = curvature, beta - curvature * reach * beta
    velocity = np.stack([from_theta, from_velocity], axis=-1)
    theta = np.stack([1.0 - lr * from_theta, -lr * from_velocity], axis=-1)
    return np.stack([theta, velocity], axis=-2)


def spectral_radius(key, lr, curvature, beta):
    """By what the error is multiplied per step in the long run."""
    return np.abs(np.linalg.eigvals(step_matrix(key, lr, curvature, beta))).max(axis=-1)
