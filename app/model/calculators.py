"""Small calculators beside the lessons: a few numbers in, what theory says of them out.

A calculator is a frozen dataclass whose fields are its inputs, declared as every other parameter is, so that the
fields on screen follow from it. A new one is a class here and its name in `CALCULATORS`.
"""

from dataclasses import dataclass, replace
from enum import Enum, StrEnum
from typing import Any, ClassVar, NamedTuple, Protocol

from app.model.numbers import number_text
from app.model.parameters import declare, parameters
from optim_core import RULES, Momentum, theory
from optim_core.parameter import choice
from optim_core.theory import BatchLaw

GIGA = 1e9
SMALL_STEP = 1e-9
"""An lr · curvature so small that it no longer matters to the ratio of two noise floors."""


class Mood(Enum):
    """How a result is to be taken."""

    PLAIN = "plain"
    GOOD = "good"
    BAD = "bad"


class Result(NamedTuple):
    """One line of what comes out: a name, a number in words, and how it is to be taken."""

    label: str
    text: str
    mood: Mood = Mood.PLAIN


class Calculator(Protocol):
    """What all calculators have in common."""

    title: ClassVar[str]
    summary: ClassVar[str]
    note: ClassVar[str]
    """What the numbers leave out, or where they come from."""

    def results(self) -> tuple[Result, ...]:
        """What comes out of the inputs as they stand."""
        ...


def lr_field(default: float) -> Any:
    """A learning rate."""
    return declare(default, (1e-5, 1.0), legal=(0.0, 1e9), scale="log", symbol="lr", help="Learning rate.")


def batch_field(default: int, symbol: str, help: str) -> Any:
    """A batch size."""
    return declare(default, (1, 65_536), legal=(1, 10**9), scale="log", symbol=symbol, whole=True, help=help)


@dataclass(frozen=True)
class EffectiveLr:
    """What momentum makes of a learning rate, with lr outside the velocity."""

    title: ClassVar[str] = "Effective lr"
    summary: ClassVar[str] = "What momentum makes of a learning rate."
    note: ClassVar[str] = (
        "It governs speed and noise, not the edge of stability. The noise floor is the variance around a minimum "
        "against SGD's at the same lr, for small lr."
    )

    lr: float = lr_field(0.01)
    beta: float = declare(
        0.9, (0.0, 0.999), legal=(0.0, 0.999999), scale="one-minus", symbol="β", help="Momentum: velocity kept a step."
    )

    def results(self) -> tuple[Result, ...]:
        """lr/(1 − β), 1/(1 − β), 1/(1 + β) and the noise floor's factor."""
        return (
            Result("effective lr, lr/(1 − β)", number_text(theory.effective_lr(self.lr, self.beta))),
            Result("memory, 1/(1 − β)", f"{number_text(theory.memory_steps(self.beta))} steps"),
            Result("steady gradients", _times(theory.steady_velocity(1.0, self.beta))),
            Result("alternating gradients", _times(theory.alternating_velocity(1.0, self.beta))),
            Result("noise floor", _times(self._noise_floor())),
        )

    def _noise_floor(self) -> float:
        """Heavy ball's stationary variance as a multiple of SGD's, in the limit of small lr."""
        plain = theory.stationary_variance("sgd", 1.0, SMALL_STEP, 1.0)
        return theory.stationary_variance("momentum", 1.0, SMALL_STEP, 1.0, self.beta) / plain


@dataclass(frozen=True)
class BatchScaling:
    """The learning rate for another batch size."""

    title: ClassVar[str] = "Batch scaling"
    summary: ClassVar[str] = "The learning rate for another batch size."
    note: ClassVar[str] = (
        "The root rule keeps the noise lr/√B; the linear rule keeps the progress per sample and wants a warm-up."
    )

    lr: float = lr_field(0.1)
    batch_size: int = batch_field(256, "batch", "Samples a step now.")
    new_batch_size: int = batch_field(2048, "new batch", "Samples a step afterwards.")

    def results(self) -> tuple[Result, ...]:
        """The factor, lr by either rule, and the noise proxy before and after."""
        root, linear = (self._scaled(law) for law in (BatchLaw.ROOT, BatchLaw.LINEAR))
        return (
            Result("batch", _times(self.new_batch_size / self.batch_size)),
            Result("lr by the root rule", number_text(root)),
            Result("lr by the linear rule", number_text(linear)),
            Result("noise lr/√B now", number_text(theory.noise_scale(self.lr, self.batch_size))),
            Result("… by the root rule", number_text(theory.noise_scale(root, self.new_batch_size))),
            Result("… by the linear rule", number_text(theory.noise_scale(linear, self.new_batch_size))),
        )

    def _scaled(self, law: BatchLaw) -> float:
        return theory.scaled_lr(self.lr, self.batch_size, self.new_batch_size, law)


Optimizer: Any = StrEnum("Optimizer", [rule.key for rule in RULES])  # type: ignore[misc]
"""All rules by their keys, as a choice."""
TITLES: dict[str, str] = {rule.key: rule.title for rule in RULES}


@dataclass(frozen=True)
class Memory:
    """What a training run keeps per parameter, and whether it fits on one device."""

    title: ClassVar[str] = "Memory"
    summary: ClassVar[str] = "What training keeps, and whether it fits."
    note: ClassVar[str] = "One precision throughout; activations and temporary arrays come on top. 1 GB is 10⁹ bytes."

    billions: float = declare(
        7.0, (0.1, 100.0), legal=(0.0, 1e6), scale="log", symbol="billions", help="Parameters, in billions."
    )
    bytes_per_number: float = declare(
        4.0,
        (1.0, 8.0),
        legal=(0.125, 16.0),
        scale="linear",
        symbol="bytes",
        help="Of a number: 4 in FP32, 2 in BF16.",
    )
    device: float = declare(
        80.0, (1.0, 200.0), legal=(0.0, 1e9), scale="log", symbol="device GB", help="Memory there is, in GB."
    )
    optimizer: Optimizer = choice(
        Optimizer(Momentum.key), symbol="optimizer", help="Which optimizer keeps its state.", titles=TITLES
    )

    def results(self) -> tuple[Result, ...]:
        """State, weights and gradients, all together, and what is left of the device."""
        count = self.billions * GIGA
        state = theory.state_bytes(self.optimizer, count, self.bytes_per_number)
        whole = theory.training_bytes(self.optimizer, count, self.bytes_per_number)
        return (
            Result("optimizer state", _gigabytes(state)),
            Result("weights and gradients", _gigabytes(whole - state)),
            Result("together", _gigabytes(whole)),
            self._fit(whole),
        )

    def _fit(self, whole: float) -> Result:
        left = round(self.device * GIGA - whole)
        label = f"fits on {number_text(self.device)} GB"
        if left >= 0:
            return Result(label, f"yes, {_gigabytes(left)} left", Mood.GOOD)
        return Result(label, f"no, {_gigabytes(-left)} short", Mood.BAD)


CALCULATORS: tuple[type[Calculator], ...] = (EffectiveLr, BatchScaling, Memory)


def with_value(calculator: Calculator, name: str, value: Any) -> Any:
    """The calculator with another input. Raises ValueError with one sentence for a number that is not legal."""
    declared = parameters(type(calculator)).get(name)
    changed: dict[str, Any] = {name: value if declared is None else declared.checked(value)}
    return replace(calculator, **changed)  # type: ignore[type-var]


def _times(factor: float) -> str:
    return f"× {number_text(factor)}"


def _gigabytes(count: float) -> str:
    return f"{number_text(count / GIGA)} GB"
