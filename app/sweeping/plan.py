"""What a sweep is: a grid of runs as one frozen value, and how it is cut into blocks.

The runs stand in one order, that of the axes rule, surface, lr, β, start, seed with the last one changing first. A
*pair* is one rule on one surface; each is cut into *spans* of successive runs, by rules that look at nothing but the
plan. So the blocks of a sweep are the same whoever computes them, and in whatever order.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from math import prod
from typing import NamedTuple

from app.sweeping.starts import Own, Pattern
from optim_core import Move, NoiseKind, Rule
from optim_core.rule import declared_numbers
from surfaces import Surface

AXES = ("rule", "surface", "lr", "beta", "start", "seed")
"""The dimensions of every outcome."""
MOST_RUNS = 10**9
MOST_PAIRS = 10**5
MOST_STARTS = 2**22
BLOCK_STEPS = 2**24
"""Run-steps of a block, about a twentieth of a second: seldom much lost by an interruption, and little overhead."""
BLOCK_RUNS = (2**12, 2**15)
"""The least and the most runs of a block: with fewer NumPy idles, and more the core cuts into pieces anyway."""


class Swept(NamedTuple):
    """A rule under a name; its lr and β are those of the grid."""

    name: str
    rule: Rule

    @property
    def has_beta(self) -> bool:
        """Whether β means anything to it."""
        return "beta" in declared_numbers(type(self.rule))


class Span(NamedTuple):
    """Successive runs of one rule on one surface: `first` to `last` (not included) among all, `start` in the pair."""

    rule: int
    surface: int
    first: int
    last: int
    start: int


@dataclass(frozen=True)
class Plan:
    """A grid of runs. Raises ValueError, with one sentence, if it is larger than makes sense."""

    surfaces: tuple[Surface, ...]
    rules: tuple[Swept, ...]
    lr: tuple[float, ...]
    beta: tuple[float, ...]
    steps: int
    starts: tuple[Pattern, ...] = (Own(),)
    seeds: range = field(default=range(1))
    noise: float = 0.0
    batch_size: int = 1
    noise_kind: NoiseKind = NoiseKind.GAUSSIAN
    moves: tuple[Move, ...] = ()

    def __post_init__(self) -> None:
        pairs, starts = len(self.rules) * len(self.surfaces), self.shape[AXES.index("start")]
        _check("rules times surfaces", pairs, MOST_PAIRS, "values")
        _check("starts", starts, MOST_STARTS, "of them")
        _check("runs", self.runs, MOST_RUNS, "values, starts or seeds")

    @cached_property
    def shape(self) -> tuple[int, ...]:
        """How many there are along each of AXES."""
        starts = sum(pattern.count for pattern in self.starts)
        return (len(self.rules), len(self.surfaces), len(self.lr), len(self.beta), starts, len(self.seeds))

    def pair_shape(self, rule: int) -> tuple[int, ...]:
        """(lr, β, starts, seeds) of one rule's runs on one surface; a rule without β runs once where others run all."""
        _, _, lr, beta, starts, seeds = self.shape
        return (lr, beta if self.rules[rule].has_beta else 1, starts, seeds)

    def pair_runs(self, rule: int) -> int:
        """How many runs those are."""
        lr, beta, starts, seeds = self.pair_shape(rule)
        return lr * beta * starts * seeds

    @cached_property
    def runs(self) -> int:
        """All runs."""
        return len(self.surfaces) * sum(self.pair_runs(rule) for rule in range(len(self.rules)))

    @property
    def elements(self) -> int:
        """How many a dense array has: a rule without β, though run once, stands at every β."""
        return prod(self.shape)

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """The blocks, in the order of their runs."""
        return tuple(self._spans())

    def _spans(self) -> Iterator[Span]:
        for rule, surface, before in self.pairs():
            for start, last in _cuts(self.pair_runs(rule), self.shape[-1], self.block_runs):
                yield Span(rule, surface, before + start, before + last, start)

    def pairs(self) -> Iterator[tuple[int, int, int]]:
        """Rule, surface and first run of every pair, in order."""
        first = 0
        for rule, surface in product(range(len(self.rules)), range(len(self.surfaces))):
            yield rule, surface, first
            first += self.pair_runs(rule)

    @property
    def block_runs(self) -> int:
        """The most runs of a block: a power of two."""
        least, most = BLOCK_RUNS
        return min(most, max(least, 1 << ((BLOCK_STEPS // self.steps).bit_length() - 1)))


def _cuts(runs: int, seeds: int, most: int) -> Iterator[tuple[int, int]]:
    """From where to where the blocks of a pair go: whole cells with all their seeds, or a piece of one cell's seeds."""
    if seeds <= most:
        step = most // seeds * seeds
        yield from ((start, min(start + step, runs)) for start in range(0, runs, step))
        return
    for cell in range(0, runs, seeds):
        yield from ((cell + at, cell + min(at + most, seeds)) for at in range(0, seeds, most))


def _check(what: str, found: int, most: int, fewer: str) -> None:
    if found > most:
        raise ValueError(f"{found:,} {what} are more than {most:,}, the most of one sweep; take fewer {fewer}")
