"""Schedules in the words of PyTorch: factors of lr, as an expression of the steps `k`, a tensor.

Example:

    factor_source(Warmup(length=100))       # "torch.clamp((k + 1)/100, max=1)"
"""

from collections.abc import Callable
from typing import Any

from app.reproduce.source import number, schedule_source
from optim_core import Cosine, CosineRestarts, ExponentialDecay, Rule, Schedule, StepDecay, Warmup


def factor_source(schedule: Schedule) -> str:
    """What lr is multiplied by at the steps `k`: in PyTorch's words where that is short."""
    in_torch = FACTORS.get(type(schedule))
    if in_torch is not None:
        return in_torch(schedule)
    return f"torch.from_numpy({schedule_source(schedule)}.factor(k.long().numpy()))"


def needs_optim_core(rule: Rule) -> bool:
    """Whether some part of the schedule has no short form in PyTorch."""
    return any(type(part) not in FACTORS for part in rule.schedule.parts)


def _half_cosine(share: str, floor: float) -> str:
    half = f"(1 + torch.cos(torch.pi*{share}))/2"
    return f"{number(floor)} + (1 - {number(floor)})*{half}" if floor else half


FACTORS: dict[type[Schedule], Callable[[Any], str]] = {
    Warmup: lambda warmup: f"torch.clamp((k + 1)/{warmup.length}, max=1)",
    StepDecay: lambda decay: f"{number(decay.gamma)}**(k//{decay.every})",
    ExponentialDecay: lambda decay: f"{number(decay.gamma)}**k",
    Cosine: lambda cosine: _half_cosine(f"torch.clamp(k/{cosine.period}, max=1)", cosine.floor),
    CosineRestarts: lambda cosine: _half_cosine(f"(k % {cosine.period})/{cosine.period}", cosine.floor),
}
