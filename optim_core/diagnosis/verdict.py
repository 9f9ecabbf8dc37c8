"""What a diagnosis says: a verdict, the numbers that led to it, a cause and a first fix."""

from dataclasses import dataclass
from enum import Enum


class Health(Enum):
    """Whether a verdict is good news."""

    GOOD = "good"
    NEUTRAL = "neutral"
    SICK = "sick"


class Verdict(Enum):
    """How a run went, in the words that people read."""

    CONVERGED = "Converged"
    DESCENDING = "Still descending"
    CRAWLING = "Crawling"
    OSCILLATING = "Oscillating"
    OVERSHOOTING = "Overshooting"
    STALE_MOMENTUM = "Stale momentum"
    STUCK = "Stuck"
    NOISE_FLOOR = "At its noise floor"
    LEFT_VIEW = "Left the view"
    DIVERGED = "Diverged"

    @property
    def health(self) -> Health:
        """Good where the run arrived, neutral where it is as well as it can be by now, sick where it needs a fix."""
        match self:
            case Verdict.CONVERGED:
                return Health.GOOD
            case Verdict.DESCENDING | Verdict.NOISE_FLOOR:
                return Health.NEUTRAL
        return Health.SICK


@dataclass(frozen=True)
class Fix:
    """The first thing to change. `words` says it in one short sentence.

    `setting` is "lr" (the rule's, or that of the last change that steers it), "beta" (on a rule without one: momentum
    with that β), "restart" (the step before which the velocity is to be forgotten), "steps" (of the whole run), "noise"
    (σ/√B), "schedule" (the factor of lr that stays from now on: 1) or "start" (a point).
    """

    setting: str
    value: float | tuple[float, float]
    words: str


@dataclass(frozen=True)
class Measures:
    """A run in numbers.

    `final_loss` is the last finite position's. `distance` is that of the last position from the nearest minimum, None
    where there is none. `steps_to_tolerance` is the first step from which the loss stays above the minimum's by no
    more than `TOLERANCE` of what the start's was; None if it never does. `reversals` are successive steps with a
    negative inner product, `loss_rises` steps after which the loss is higher, `overshoots` passes of the nearest
    minimum along the soft direction there, rounding and noise aside. `noise_floor` is the mean excess loss of the last
    quarter, None without noise or without a minimum. `escapes` are changes of the minimum that is the nearest.
    """

    final_loss: float
    distance: float | None
    steps_to_tolerance: int | None
    reversals: int
    loss_rises: int
    overshoots: int
    noise_floor: float | None
    escapes: int


@dataclass(frozen=True)
class Diagnosis:
    """A run judged. `evidence` are named numbers, and `steps` the steps where it shows; `cause` is one sentence."""

    verdict: Verdict
    measures: Measures
    evidence: tuple[tuple[str, float], ...]
    steps: tuple[int, ...]
    cause: str
    fix: Fix | None
