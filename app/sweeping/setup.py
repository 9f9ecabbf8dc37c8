"""The whole set-up of a sweep as JSON, and the named arrays that say what lies along its axes."""

import json
from collections.abc import Iterable, Sequence
from enum import StrEnum
from hashlib import sha256
from typing import Any

import numpy as np

from app.sweeping.block import VERSIONS
from app.sweeping.columns import COLUMNS
from app.sweeping.plan import AXES, Plan, Swept
from optim_core import Schedule
from optim_core.diagnosis import TOLERANCE, VERDICTS
from optim_core.rule import declared_numbers
from optim_core.schedule import numbers_of
from surfaces import Surface
from surfaces.grid import Grid

GRID_NAMES = ("lr", "beta")
"""Hyper-parameters that are axes of their own."""
UNITS = {
    "final": "as the surface's x and y",
    "start": "as the surface's x and y",
    "loss": "as the surface's f",
    "lr": "as x² over f, in a rule's own convention",
    "beta": "1",
    "diverged_at": "steps",
    "steps_to_tolerance": "steps",
}
"""What the numbers of an array are measured in. A surface has no units of its own."""


def setup_text(plan: Plan) -> str:
    """Everything that the bits of the sweep's file depend on, as JSON."""
    return json.dumps(_setup(plan), ensure_ascii=False, allow_nan=False)


def fingerprint(plan: Plan) -> bytes:
    """32 bytes that no other set-up has."""
    return sha256(repr((setup_text(plan), COLUMNS, plan.block_runs)).encode()).digest()


def _setup(plan: Plan) -> dict[str, Any]:
    return {
        "program": VERSIONS,
        "axes": AXES,
        "rules": [_rule_setup(swept) for swept in plan.rules],
        "surfaces": [_surface_setup(surface) for surface in plan.surfaces],
        "lr": plan.lr,
        "beta": plan.beta,
        "starts": [pattern.setup() for pattern in plan.starts],
        "seeds": {"first": plan.seeds.start, "count": len(plan.seeds)},
        "steps": plan.steps,
        "noise": plan.noise,
        "noise_kind": plan.noise_kind,
        "batch_size": plan.batch_size,
        "moves": plan.moves,
        "tolerance": TOLERANCE,
    }


def _rule_setup(swept: Swept) -> dict[str, Any]:
    rule = swept.rule
    return {
        "name": swept.name,
        "key": rule.key,
        **rule_values(swept),
        "schedule": [_schedule_setup(part) for part in rule.schedule.parts],
        "restarts": rule.restarts,
        "restart_at_boundaries": rule.restart_at_boundaries,
        "changes": rule.changes,
    }


def _surface_setup(surface: Surface) -> dict[str, Any]:
    setup: dict[str, Any] = {"key": surface.key, **surface.numbers}
    if isinstance(surface, Grid):
        # What was read from a file has no name of its own: two of them differ in their data alone.
        setup["sha256"] = sha256(surface.x_data + surface.y_data + surface.height_data).hexdigest()
    return setup


def _schedule_setup(part: Schedule) -> dict[str, Any]:
    return {"key": part.key, **numbers_of(part)}


def rule_values(swept: Swept) -> dict[str, float | str]:
    """The hyper-parameters and choices of a rule by name, but for those of the grid."""
    mine, numbers = vars(swept.rule), declared_numbers(type(swept.rule))
    choices = {name: str(value) for name, value in mine.items() if isinstance(value, StrEnum)}
    return {name: mine[name] for name in numbers if name not in GRID_NAMES} | choices


def axis_arrays(plan: Plan) -> dict[str, np.ndarray[Any, Any]]:
    """What lies along the axes, and what the codes of outcomes stand for, by name; none needs a pickle.

    Starts and seeds are not among them: they may be as many as the runs.
    """
    return {
        "axes": np.array(AXES),
        "rule": np.array([swept.rule.key for swept in plan.rules]),
        "rule_name": np.array([swept.name for swept in plan.rules]),
        **_named("rule", [rule_values(swept) for swept in plan.rules]),
        "surface": np.array([surface_name(surface) for surface in plan.surfaces]),
        **_named("surface", [surface.numbers for surface in plan.surfaces]),
        "lr": np.array(plan.lr),
        "beta": np.array(plan.beta),
        "minima": _minima(plan.surfaces),
        "verdicts": np.array([verdict.value for verdict in VERDICTS]),
        "units": np.array(list(UNITS.items())),
        "notes": np.array([(column.name, column.note) for column in COLUMNS]),
        "setup": np.array(setup_text(plan)),
        "version": np.array(VERSIONS),
    }


def surface_name(surface: Surface) -> str:
    """What a surface is called along its axis: its key, or for one from a file what that is called."""
    return f"data:{surface.title}" if isinstance(surface, Grid) else surface.key


def names_of(values: Iterable[dict[str, Any]]) -> list[str]:
    """All names, in the order in which they first come."""
    return list(dict.fromkeys(name for each in values for name in each))


def _named(owner: str, values: Sequence[dict[str, Any]]) -> dict[str, np.ndarray[Any, Any]]:
    """One array for each name, with NaN or nothing for those that have no such parameter."""
    arrays = {}
    for name in names_of(values):
        found = [each.get(name) for each in values]
        nothing = "" if any(isinstance(value, str) for value in found) else np.nan
        arrays[f"{owner}_{name}"] = np.array([nothing if value is None else value for value in found])
    return arrays


def _minima(surfaces: Sequence[Surface]) -> np.ndarray[Any, Any]:
    """(surfaces, most minima, 2), NaN where a surface has fewer."""
    most = max(len(surface.minima) for surface in surfaces)
    found = np.full((len(surfaces), most, 2), np.nan)
    for row, surface in zip(found, surfaces, strict=True):
        row[: len(surface.minima)] = np.reshape(surface.minima, (-1, 2))
    return found
