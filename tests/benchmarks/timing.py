"""What a benchmark yields: rows of percentiles, whoever was measured, and how calls are timed in turn."""

import gc
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from time import perf_counter
from typing import Literal

import numpy as np

IN_A_SECOND = {"s": 1.0, "ms": 1e3, "µs": 1e6}


@dataclass(frozen=True)
class Bar:
    """A figure of a row and what it must not exceed or, `least`, not fall below."""

    of: Literal["median", "p95", "ratio", "rate"]
    value: float
    least: bool = False

    def is_met(self, figure: float) -> bool:
        return figure >= self.value if self.least else figure <= self.value

    def __str__(self):
        return f"{self.of} {'≥' if self.least else '≤'} {self.value:g}"


@dataclass(frozen=True)
class Row:
    """What `who` needed for `what`; all figures but `rate` are in `unit`.

    `rate` says how many `rated` there are in a second. Rows that follow each other with the same `what` are compared
    with the first of them.
    """

    what: str
    who: str
    unit: str
    median: float
    p95: float
    p99: float
    best: float
    count: int
    rate: float | None = None
    rated: str = ""
    note: str = ""
    bar: Bar | None = None


def row(
    what: str,
    who: str,
    seconds: Iterable[float],
    unit: str = "ms",
    *,
    rate: float | None = None,
    rated: str = "",
    note: str = "",
    bar: Bar | None = None,
) -> Row:
    """The row of a sample of seconds."""
    sample = np.asarray(list(seconds)) * IN_A_SECOND[unit]
    median, p95, p99 = (float(np.percentile(sample, share)) for share in (50, 95, 99))
    return Row(what, who, unit, median, p95, p99, float(sample.min()), len(sample), rate, rated, note, bar)


def single(what: str, who: str, figure: float, unit: str, *, note: str = "", bar: Bar | None = None) -> Row:
    """The row of a figure that is no sample."""
    return Row(what, who, unit, figure, figure, figure, figure, 1, note=note, bar=bar)


def seconds_of(call: Callable[[], object]) -> float:
    begin = perf_counter()
    call()
    return perf_counter() - begin


def measure_together(calls: dict[str, Callable[[], object]], repeats: int) -> dict[str, list[float]]:
    """Seconds of several calls in turn, after one of each that is not counted.

    In turn, so that a change in the machine's mood meets all of them alike.
    """
    seconds: dict[str, list[float]] = {name: [] for name in calls}
    for call in calls.values():
        call()
    for _ in range(repeats):
        for name, call in calls.items():
            seconds[name].append(seconds_of(call))
    return seconds


def within(budget: float, most: int, least: int = 10) -> Iterator[int]:
    """Counts from 0 while the budget of seconds lasts: not beyond `most`, and up to `least` whatever it takes."""
    end = perf_counter() + budget
    for count in range(most):
        if count >= least and perf_counter() > end:
            return
        yield count


def tidy_up() -> None:
    """Collect now what would be collected in the middle of a measurement."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
