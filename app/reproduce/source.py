"""Python source: numbers that read back bit for bit, and brackets that are broken into lines where they are long.

Example:

    call("optim_core.SGD", ["lr=0.001"])        # "optim_core.SGD(lr=0.001)"
    steps_source((250, 500, 750))               # "range(250, 751, 250)"
"""

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

import optim_core
from app.model.experiment import Experiment
from app.model.parameters import differing
from optim_core import Change, Schedule
from optim_core.schedule import numbers_of

WIDTH = 100


def headline(experiment: Experiment, lane: int) -> str:
    """A comment that says which lane this is; whatever a name has in it, the comment stays one line."""
    name, rule = experiment.lanes[lane].name, type(experiment.rules[lane])
    return f"# Ravine's lane {name!r}: {rule.title} on {experiment.surface.title}, {experiment.steps:,} steps."


def number(value: float) -> str:
    """The shortest text that reads back as the same bits."""
    return repr(int(value)) if isinstance(value, int | np.integer) else repr(float(value))


def pair(x: float, y: float) -> str:
    """Two numbers with a comma between them."""
    return f"{number(x)}, {number(y)}"


def keywords(values: Mapping[str, float]) -> list[str]:
    """Numbers as arguments by name."""
    return [f"{name}={number(value)}" for name, value in values.items()]


def call(name: str, arguments: Iterable[str]) -> str:
    """A call, in one line or with a line for each argument."""
    return bracketed(f"{name}(", arguments, ")")


def bracketed(opening: str, parts: Iterable[str], closing: str) -> str:
    """Parts between brackets, in one line or with a line for each part."""
    parts = list(parts)
    line = f"{opening}{', '.join(parts)}{closing}"
    if len(line) <= WIDTH and "\n" not in line:
        return line
    return f"{opening}\n{indented(f'{part},' for part in parts)}\n{closing}"


def indented(lines: Iterable[str]) -> str:
    """Lines one level deeper."""
    return textwrap.indent("\n".join(lines), 4 * " ")


def steps_source(steps: Sequence[int]) -> str:
    """Steps as a list, or as a range where they are evenly spaced."""
    strides = set(np.diff(steps).tolist())
    if len(steps) > 2 and len(strides) == 1:
        return f"range({steps[0]}, {steps[-1] + 1}, {strides.pop()})"
    listed = textwrap.wrap(", ".join(map(number, steps)), WIDTH)
    return f"[{listed[0]}]" if len(listed) == 1 else f"[\n{indented(listed)}\n]"


def changed_from(name: str, changes: Iterable[Change]) -> Iterator[str]:
    """Lines that give an array over steps its other values, each from its step on."""
    return (f"{name}[{change.step}:] = {number(change.value)}" for change in changes)


def schedule_source(schedule: Schedule) -> str:
    """One part of a schedule as `optim_core` makes it, with what differs from the usual one."""
    others = differing(numbers_of(schedule), numbers_of(type(schedule)()))
    return call(public_name(type(schedule)), keywords(others))


def public_name(cls: type) -> str:
    """What a class of `optim_core` is called from outside."""
    return f"optim_core.{cls.__name__}" if cls.__name__ in optim_core.__all__ else f"{cls.__module__}.{cls.__name__}"
