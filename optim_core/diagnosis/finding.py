"""What `Diagnosis` says beside its verdict, and the phrases that its sentences share."""

from typing import NamedTuple

from optim_core.diagnosis.setting import Setting
from optim_core.diagnosis.words import number


class Finding(NamedTuple):
    """A cause in one sentence, named numbers, and the steps where it shows."""

    cause: str
    evidence: dict[str, float]
    steps: tuple[int, ...]


def limit_of(setting: Setting) -> str:
    """As in "heavy ball's limit 3.8"."""
    return f"{setting.name}'s limit {number(setting.limit)}"


def near(overstep: float) -> str:
    """How something that is so many times the limit compares with it."""
    if overstep > 1.0:
        return "over"
    return "close to" if overstep > 0.8 else "more than half of" if overstep > 0.5 else "within"


def against_limit(setting: Setting, product: float) -> dict[str, float]:
    """The evidence of such a comparison."""
    return {"lr·λ": product, "limit": setting.limit}
