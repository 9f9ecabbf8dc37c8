"""The runs of a sweep as the elements of dense arrays, whose dimensions are the plan's axes."""

from collections.abc import Iterator
from typing import NamedTuple

from app.sweeping.columns import Column
from app.sweeping.journal import CHUNK, Journal
from app.sweeping.plan import Plan


class Stretch(NamedTuple):
    """Elements that are runs `first` to `last` (not included), so many times over."""

    first: int
    last: int
    times: int


def dense(journal: Journal, column: Column) -> Iterator[bytes]:
    """The bytes of a column's dense array, piece by piece; the journal must have all blocks."""
    for stretch in _stretches(journal.plan):
        yield from _elements(journal, column, stretch)


def _stretches(plan: Plan) -> Iterator[Stretch]:
    """All elements in order."""
    for rule, _, first in plan.pairs():
        last = first + plan.pair_runs(rule)
        if plan.rules[rule].has_beta:
            yield Stretch(first, last, 1)
            continue
        # Without β the runs of one lr stand at every β.
        step = (last - first) // len(plan.lr)
        yield from (Stretch(at, at + step, len(plan.beta)) for at in range(first, last, step))


def _elements(journal: Journal, column: Column, stretch: Stretch) -> Iterator[bytes]:
    first, last, times = stretch
    size = column.size * (last - first)
    if size > CHUNK:
        for _ in range(times):
            yield from journal.read(column, first, last)
        return
    # A short one may stand there a hundred thousand times: it is read once.
    data, at_once = b"".join(journal.read(column, first, last)), CHUNK // size
    for at in range(0, times, at_once):
        yield data * min(at_once, times - at)
