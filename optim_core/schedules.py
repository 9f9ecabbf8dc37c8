"""All schedules of the learning rate. A new one is one class here and its name in `SCHEDULES`."""

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from optim_core.parameter import Array, hyper_parameter
from optim_core.schedule import Constant, Schedule, Steps


def _steps(default: int, symbol: str, help: str) -> Any:
    return hyper_parameter(
        default, (10, 10_000), legal=(1, 1_000_000), scale="log", symbol=symbol, help=help, whole=True
    )


def _floor(help: str) -> Any:
    return hyper_parameter(0.0, (0.0, 1.0), legal=(0.0, 1.0), scale="from-zero", symbol="floor", help=help)


@dataclass(frozen=True)
class Warmup(Schedule):
    """(k + 1)/length until the whole lr is reached (Goyal et al. 2017)."""

    key: ClassVar[str] = "warmup"
    title: ClassVar[str] = "Warm-up"

    length: int = _steps(100, "length", "Steps until the whole learning rate is reached.")

    def factor(self, steps: Steps) -> Array:
        return np.minimum(1.0, (steps + 1.0) / self.length)

    def boundaries(self, steps: int) -> tuple[int, ...]:
        return _before(steps, self.length)


@dataclass(frozen=True)
class StepDecay(Schedule):
    """gamma^⌊k/every⌋, as torch.optim.lr_scheduler.StepLR; a gamma above 1 makes lr jump up."""

    key: ClassVar[str] = "step"
    title: ClassVar[str] = "Step decay"

    every: int = _steps(300, "every", "Steps between two drops.")
    gamma: float = hyper_parameter(
        0.1, (0.01, 1.0), legal=(1e-6, 1e6), scale="log", symbol="γ", help="What each drop multiplies lr by."
    )

    def factor(self, steps: Steps) -> Array:
        # A rise without end overflows to inf, and the run diverges as data.
        with np.errstate(over="ignore"):
            return np.asarray(self.gamma ** (steps // self.every))

    def boundaries(self, steps: int) -> tuple[int, ...]:
        return _multiples(steps, self.every)


@dataclass(frozen=True)
class ExponentialDecay(Schedule):
    """gamma^k, as torch.optim.lr_scheduler.ExponentialLR."""

    key: ClassVar[str] = "exponential"
    title: ClassVar[str] = "Exponential decay"

    gamma: float = hyper_parameter(
        0.999, (0.9, 0.99999), legal=(1e-6, 1.0), scale="one-minus", symbol="γ", help="What each step multiplies lr by."
    )

    def factor(self, steps: Steps) -> Array:
        return np.asarray(self.gamma ** steps.astype(np.float64))

    def boundaries(self, steps: int) -> tuple[int, ...]:  # noqa: ARG002
        return ()


@dataclass(frozen=True)
class Cosine(Schedule):
    """From 1 to `floor` along half a cosine of `period` steps, and then staying there (Loshchilov and Hutter 2017)."""

    key: ClassVar[str] = "cosine"
    title: ClassVar[str] = "Cosine"

    period: int = _steps(1000, "period", "Steps from the whole learning rate down to the floor.")
    floor: float = _floor("The last factor of lr.")

    def factor(self, steps: Steps) -> Array:
        return _half_cosine(np.minimum(steps / self.period, 1.0), 1.0, self.floor)

    def boundaries(self, steps: int) -> tuple[int, ...]:
        return _before(steps, self.period)


@dataclass(frozen=True)
class CosineRestarts(Schedule):
    """Half a cosine of `period` steps again and again: a warm restart (SGDR) at the end of each."""

    key: ClassVar[str] = "cosine-restarts"
    title: ClassVar[str] = "Cosine, warm restarts"

    period: int = _steps(250, "period", "Steps from one jump of the learning rate to the next.")
    floor: float = _floor("The factor of lr before a jump.")

    def factor(self, steps: Steps) -> Array:
        return _half_cosine((steps % self.period) / self.period, 1.0, self.floor)

    def boundaries(self, steps: int) -> tuple[int, ...]:
        return _multiples(steps, self.period)


@dataclass(frozen=True)
class OneCycle(Schedule):
    """Up to the whole lr within the share `rise`, then down to nearly nothing (Smith 2018).

    Both along cosines, from 1/25 and to 1/250,000 of lr: the defaults of torch.optim.lr_scheduler.OneCycleLR.
    """

    key: ClassVar[str] = "one-cycle"
    title: ClassVar[str] = "One cycle"
    FIRST: ClassVar[float] = 1 / 25
    LAST: ClassVar[float] = 1 / 25 / 1e4

    length: int = _steps(1000, "length", "Steps of the whole cycle; afterwards lr stays at its least.")
    rise: float = hyper_parameter(
        0.3, (0.05, 0.95), legal=(0.0, 1.0), scale="linear", symbol="rise", help="The share of the cycle spent rising."
    )

    def factor(self, steps: Steps) -> Array:
        share = np.minimum(steps / self.length, 1.0)
        up = _half_cosine(share / max(self.rise, 1e-12), self.FIRST, 1.0)
        down = _half_cosine((share - self.rise) / max(1.0 - self.rise, 1e-12), 1.0, self.LAST)
        return np.select([share < self.rise, share < 1.0], [up, down], self.LAST)

    def boundaries(self, steps: int) -> tuple[int, ...]:
        peak = round(self.rise * self.length)
        return tuple(dict.fromkeys((*_before(steps, peak), *_before(steps, self.length))))


def _half_cosine(share: Array, first: float, last: float) -> Array:
    return last + (first - last) * 0.5 * (1.0 + np.cos(np.pi * np.clip(share, 0.0, 1.0)))


def _before(steps: int, boundary: int) -> tuple[int, ...]:
    return (boundary,) if 0 < boundary < steps else ()


def _multiples(steps: int, period: int) -> tuple[int, ...]:
    return tuple(range(period, steps, period))


SCHEDULES: tuple[type[Schedule], ...] = (
    Constant,
    Warmup,
    StepDecay,
    ExponentialDecay,
    Cosine,
    CosineRestarts,
    OneCycle,
)
"""All schedules that are not products, in the order of the picker."""
