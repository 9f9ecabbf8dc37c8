"""A sweep as CSV: one row a run under a header; numbers read back as the same to the bit."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from typing import Any, BinaryIO

import numpy as np

from app.sweeping.block import start_points
from app.sweeping.columns import COLUMNS
from app.sweeping.journal import Journal
from app.sweeping.plan import Plan
from app.sweeping.setup import names_of, rule_values, surface_name
from optim_core.diagnosis import VERDICTS

ROWS = 2**14
"""Rows made at once."""
GRID_COLUMNS = ("lr", "beta", "start_x", "start_y", "seed")
OUTCOME_COLUMNS = ("x", "y", "loss", "diverged_at", "steps_to_tolerance", "verdict", "minimum")


def write_csv(journal: Journal, file: BinaryIO) -> None:
    """Write a complete sweep, a piece at a time."""
    plan = journal.plan
    rule_names = names_of(rule_values(swept) for swept in plan.rules)
    surface_names = names_of(surface.numbers for surface in plan.surfaces)
    of_rule = [f"rule_{name}" for name in rule_names]
    of_surface = [f"surface_{name}" for name in surface_names]
    file.write(_text([["rule", "rule_name", *of_rule, "surface", *of_surface, *GRID_COLUMNS, *OUTCOME_COLUMNS]]))
    for rule, surface, first in plan.pairs():
        swept, ground = plan.rules[rule], plan.surfaces[surface]
        own, below = rule_values(swept), ground.numbers
        begin = [swept.rule.key, swept.name, *(own.get(name, "") for name in rule_names)]
        begin += [surface_name(ground), *(below.get(name, "") for name in surface_names)]
        for rows in _pieces(journal, rule, surface, first):
            file.write(_text([*begin, *row] for row in rows))


def _text(rows: Iterable[Sequence[Any]]) -> bytes:
    text = StringIO(newline="")
    # It writes a float as its repr.
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def _pieces(journal: Journal, rule: int, surface: int, first: int) -> Iterator[Iterable[tuple[Any, ...]]]:
    """What differs between the runs of a pair, some rows at a time."""
    plan = journal.plan
    runs = plan.pair_runs(rule)
    for begin in range(0, runs, ROWS):
        end = min(begin + ROWS, runs)
        settings = _settings(plan, rule, surface, np.arange(begin, end))
        yield zip(*settings, *_outcomes(journal, first + begin, first + end), strict=True)


def _settings(plan: Plan, rule: int, surface: int, runs: Any) -> list[Any]:
    lr, beta, start, seed = np.unravel_index(runs, plan.pair_shape(rule))
    x, y = start_points(plan.starts, plan.surfaces[surface])[start].T
    betas = np.array(plan.beta)[beta].tolist() if plan.rules[rule].has_beta else [""] * len(runs)
    return [np.array(plan.lr)[lr].tolist(), betas, x.tolist(), y.tolist(), (plan.seeds.start + seed).tolist()]


def _outcomes(journal: Journal, first: int, last: int) -> list[Any]:
    raw = {column: b"".join(journal.read(column, first, last)) for column in COLUMNS}
    found = {column.name: np.frombuffer(data, (column.dtype, column.tail)) for column, data in raw.items()}
    x, y = found.pop("final").T
    verdict = [VERDICTS[code].value for code in found.pop("verdict").tolist()]
    loss, diverged_at, steps, minimum = (values.tolist() for values in found.values())
    return [x.tolist(), y.tolist(), loss, diverged_at, steps, verdict, minimum]
