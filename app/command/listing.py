"""What there is to choose from, as text: every surface, rule and schedule with its parameters."""

from collections.abc import Callable, Sequence
from itertools import islice

import optim_core.registry
import optim_core.schedules
import surfaces.registry
from app.model.choices import choices
from app.model.edits import default_rule
from app.model.numbers import number_text
from app.model.parameters import parameters
from optim_core import Rule, Schedule
from surfaces import Surface

Row = tuple[str, ...]
Heading = tuple[str, tuple[str, ...]]
"""A key, and what is said of it, a line each."""
Listed = type[Surface] | type[Rule] | type[Schedule]


def list_surfaces() -> str:
    """Every surface: its key, its formula, and a line for each parameter."""
    rows = [((cls.key, (cls.formula,)), _numbers(cls)) for cls in surfaces.registry.all_surfaces()]
    return _listing(rows, "ravine --surface ravine:condition=50,angle=30")


def list_rules() -> str:
    """Every rule: its key, its equation, and a line for each hyper-parameter and each choice."""
    rows = [
        ((cls.key, default_rule(cls).equation), _numbers(cls) + _choices(cls))
        for cls in optim_core.registry.all_rules()
    ]
    return _listing(rows, "ravine --lane momentum:lr=0.001,beta=0.9,convention=inside")


def list_schedules() -> str:
    """Every schedule of the learning rate: its key, its name, and a line for each parameter."""
    rows = [((cls.key, (cls.title,)), _numbers(cls)) for cls in optim_core.schedules.SCHEDULES]
    return _listing(rows, "ravine --lane sgd:schedule=warmup:length=100+cosine:period=900:floor=0.1")


LISTINGS: dict[str, Callable[[], str]] = {
    "surfaces": list_surfaces,
    "rules": list_rules,
    "schedules": list_schedules,
}


def _listing(blocks: Sequence[tuple[Heading, list[Row]]], example: str) -> str:
    headings = iter(_aligned([row for heading, _ in blocks for row in _heading_rows(heading)]))
    rows = iter(_aligned(_facts_joined([row for _, own in blocks for row in own])))
    lines: list[str] = []
    for (_, said), own in blocks:
        lines += [*islice(headings, len(said)), *(f"    {row}" for row in islice(rows, len(own))), ""]
    return "\n".join([*lines, f"Use: {example}"])


def _heading_rows(heading: Heading) -> list[Row]:
    key, said = heading
    return [(key if line is said[0] else "", line) for line in said]


def _numbers(cls: Listed) -> list[Row]:
    """A name with its default as it can be typed, the legal range, and what it means."""
    found = parameters(cls).values()
    ranges = [" to ".join(number_text(bound, digits=7) for bound in parameter.legal) for parameter in found]
    return [
        (f"{parameter.name}={number_text(parameter.default).replace(',', '')}", legal, parameter.help)
        for parameter, legal in zip(found, ranges, strict=True)
    ]


def _choices(rule: type[Rule]) -> list[Row]:
    """A name with its words, that of the default first, no range, and what it means."""
    usual = vars(default_rule(rule))
    return [
        (f"{name}={'|'.join(sorted(dict(choice.titles), key=usual[name].__ne__))}", "", choice.help)
        for name, choice in choices(rule).items()
    ]


def _facts_joined(rows: list[Row]) -> list[Row]:
    """Name and range in one column, so that the words of a choice may reach below the ranges."""
    width = max(len(name) for name, legal, _ in rows if legal)
    return [(f"{name:{width}}  {legal}".rstrip(), says) for name, legal, says in rows]


def _aligned(rows: list[Row]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
