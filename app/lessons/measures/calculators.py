"""Calculators: what theory says of numbers that a lesson names itself."""

from app.lessons.measures.measure import UnanswerableError
from optim_core import theory
from optim_core.theory import BatchLaw


def effective_lr(*, lr: float, beta: float) -> float:
    """lr/(1 − β)."""
    return theory.effective_lr(lr, beta)


def memory_steps(*, beta: float) -> float:
    """For about how many steps an old gradient lives on."""
    return theory.memory_steps(beta)


def noise_scale(*, lr: float, batch: float) -> float:
    """The noise proxy lr/√B."""
    return theory.noise_scale(lr, batch)


def scaled_lr(*, lr: float, batch: float, new_batch: float, law: str) -> float:
    """The lr for a new batch size by the root or the linear law."""
    if law not in tuple(BatchLaw):
        raise UnanswerableError(f"there is no law {law}; known: {', '.join(BatchLaw)}")
    return theory.scaled_lr(lr, batch, new_batch, BatchLaw(law))


def stability_limit(*, rule: str, beta: float = 0.0) -> float:
    """The largest stable lr·λ of a rule."""
    return theory.stability_limit(rule, beta)


def state_bytes(*, rule: str, parameters: float) -> float:
    """The bytes of a rule's state in FP32."""
    return theory.state_bytes(rule, parameters)


def training_bytes(*, rule: str, parameters: float) -> float:
    """The bytes of weights, gradients and state in FP32."""
    return theory.training_bytes(rule, parameters)
