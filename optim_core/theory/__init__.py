"""What is known beforehand: pure functions about quadratics, with curvature h (an eigenvalue of the Hessian).

Rules go by their keys: "sgd", "momentum", "nesterov" and "qhm". `lr` is always that of the "lr outside" convention (of
QHM, its own); `form_of` translates a rule of any convention, and `frozen_form` says what an adaptive rule is while its
scale stands still.

Example:

    from optim_core import Momentum, theory
    rule, lr, beta, _ = theory.form_of(Momentum(lr=1e-3, beta=0.9))
    theory.stability_limit(rule, beta)                # 3.8, the largest stable lr · h
    theory.rate(rule, lr, 1001.6, beta)               # 0.949, what the error is multiplied by per step
    theory.regime(rule, lr, 1001.6, beta).value       # "under-damped (oscillates)"
"""

from optim_core.theory.form import LinearForm, form_of, frozen_form
from optim_core.theory.memory import state_bytes, training_bytes
from optim_core.theory.noise import (
    BatchLaw,
    autocorrelation,
    noise_scale,
    scaled_lr,
    stationary_covariance,
    stationary_variance,
)
from optim_core.theory.recurrence import characteristic_roots, rate, stability_limit
from optim_core.theory.regime import Regime, critical_beta, regime
from optim_core.theory.tuning import Tuning, best_tuning, condition_number, standard_nesterov
from optim_core.theory.velocity import alternating_velocity, effective_lr, memory_steps, steady_velocity

__all__ = [
    "BatchLaw",
    "LinearForm",
    "Regime",
    "Tuning",
    "alternating_velocity",
    "autocorrelation",
    "best_tuning",
    "characteristic_roots",
    "condition_number",
    "critical_beta",
    "effective_lr",
    "form_of",
    "frozen_form",
    "memory_steps",
    "noise_scale",
    "rate",
    "regime",
    "scaled_lr",
    "stability_limit",
    "standard_nesterov",
    "state_bytes",
    "stationary_covariance",
    "stationary_variance",
    "steady_velocity",
    "training_bytes",
]
