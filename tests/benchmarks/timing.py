"""Timing by repetition: what a call takes at best and in the median."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter


@dataclass(frozen=True)
class Timing:
    """Seconds per call."""

    best: float
    median: float

    def __str__(self):
        return f"best {1e3 * self.best:8.2f} ms   median {1e3 * self.median:8.2f} ms"


def measure_together(calls: dict[str, Callable[[], object]], repeats: int) -> dict[str, Timing]:
    """Time several calls in turn, after one of each that is not counted.

    In turn, so that a change in the machine's mood meets all of them alike.
    """
    seconds: dict[str, list[float]] = {name: [] for name in calls}
    for call in calls.values():
        call()
    for _ in range(repeats):
        for name, call in calls.items():
            begin = perf_counter()
            call()
            seconds[name].append(perf_counter() - begin)
    return {name: Timing(min(times), median(times)) for name, times in seconds.items()}
