"""The runs of a sweep as the elements of dense arrays, whose dimensions are the plan's axes."""

from collections.abc import Iterator

from app.sweeping.columns import Column
from app.sweeping.journal import Journal
from app.sweeping.plan import Plan


def dense(journal: Journal, column: Column) -> Iterator[bytes]:
    """The bytes of a column's dense array, piece by piece; the journal must have all blocks."""
    for first, last in _stretches(journal.plan):
        yield from journal.read(column, first, last)


def pairs(plan: Plan) -> Iterator[tuple[int, int, int]]:
    """Rule, surface and first run of every pair, in order."""
    first = 0
    for rule in range(len(plan.rules)):
        for surface in range(len(plan.surfaces)):
            yield rule, surface, first
            first += plan.pair_runs(rule)


def _stretches(plan: Plan) -> Iterator[tuple[int, int]]:
    """From which run to which (not included) the elements go, in order."""
    for rule, _, first in pairs(plan):
        last = first + plan.pair_runs(rule)
        if plan.rules[rule].has_beta:
            yield first, last
            continue
        # Without β the runs of one lr stand at every β.
        step = (last - first) // len(plan.lr)
        for at in range(first, last, step):
            yield from [(at, at + step)] * len(plan.beta)
