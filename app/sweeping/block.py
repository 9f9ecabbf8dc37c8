"""One block of a sweep as a value that can be sent to another process or machine, and what is done with it there."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np

from app import __version__
from app.sweeping.columns import columns_of
from app.sweeping.plan import Plan, Span, Swept
from app.sweeping.starts import Pattern
from optim_core import Rule, sweep
from optim_core.parameter import Array
from surfaces import Surface

VERSIONS = f"ravine {__version__} with NumPy {np.__version__}"
"""Of what the bits of a sweep depend on."""


class OtherVersions(Exception):  # noqa: N818
    """The worker is not of the same versions as the one who asks: its bits could be others."""


@dataclass(frozen=True, eq=False)
class Block:
    """Runs of one rule on one surface: cells, one for each element of the rule's lr, each with all `seeds`."""

    surface: Surface
    rule: Rule
    starts: Array
    """(cells, 1, 2)."""
    seeds: range
    steps: int
    around: dict[str, Any]
    """Noise, batch size, kind of noise and moves, by the names of `optim_core.sweep`."""
    versions: str = VERSIONS


def block_of(plan: Plan, span: Span) -> Block:
    """The runs of a span."""
    shape, seeds = plan.pair_shape(span.rule), plan.shape[-1]
    first_cell, first_seed = divmod(span.start, seeds)
    runs = span.last - span.first
    lr, beta, start = np.unravel_index(np.arange(first_cell, first_cell + -(-runs // seeds)), shape[:-1])
    surface = plan.surfaces[span.surface]
    return Block(
        surface,
        _rule(plan.rules[span.rule], np.array(plan.lr)[lr], np.array(plan.beta)[beta]),
        start_points(plan.starts, surface)[start][:, np.newaxis],
        plan.seeds[first_seed : first_seed + min(runs, seeds)],
        plan.steps,
        {"noise": plan.noise, "batch_size": plan.batch_size, "noise_kind": plan.noise_kind, "moves": plan.moves},
    )


@lru_cache(maxsize=2)
def start_points(starts: tuple[Pattern, ...], surface: Surface) -> Array:
    """All starts on a surface, (starts, 2); every block takes some of them."""
    return np.concatenate([pattern.points(surface) for pattern in starts])


def run_block(block: Block) -> tuple[bytes, ...]:
    """The bytes of every column for the block's runs. Raises OtherVersions where the bits could be others."""
    if block.versions != VERSIONS:
        raise OtherVersions(f"a worker runs {VERSIONS}, not {block.versions}; install the same everywhere")
    outcomes = sweep(
        block.surface.bare_gradient,
        block.rule,
        start=block.starts,
        steps=block.steps,
        seeds=block.seeds,
        landscape=block.surface,
        **block.around,
    )
    return columns_of(outcomes)


def _rule(swept: Swept, lr: Array, beta: Array) -> Rule:
    values: dict[str, Any] = {"lr": lr, "beta": beta} if swept.has_beta else {"lr": lr}
    return replace(swept.rule, **values)
