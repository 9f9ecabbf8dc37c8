"""What there is to choose from, as text: every surface and every rule with its parameters."""

from collections.abc import Iterable

import optim_core.registry
import surfaces.registry
from app.model.numbers import number_text
from app.model.parameters import Parameter, parameters
from optim_core import Rule
from surfaces import Surface

Row = tuple[str, ...]


def list_surfaces() -> str:
    """Every surface: its key, its formula, and a line for each parameter."""
    return _listing(surfaces.registry.SURFACES, "ravine --surface ravine:condition=50,angle=30")


def list_rules() -> str:
    """Every rule: its key, its equation, and a line for each hyper-parameter."""
    return _listing(optim_core.registry.RULES, "ravine --lane momentum:lr=0.001,beta=0.9")


def _listing(classes: Iterable[type[Surface] | type[Rule]], example: str) -> str:
    blocks = [(_heading(cls), [_row(parameter) for parameter in parameters(cls).values()]) for cls in classes]
    widths = _widths([heading for heading, _ in blocks]), _widths([row for _, rows in blocks for row in rows])
    lines: list[str] = []
    for heading, rows in blocks:
        lines.append(_line(heading, widths[0]))
        lines.extend("    " + _line(row, widths[1]) for row in rows)
        lines.append("")
    return "\n".join([*lines, f"Use: {example}"])


def _heading(cls: type[Surface] | type[Rule]) -> Row:
    says = cls.formula if issubclass(cls, Surface) else ";  ".join(cls.equation)
    return cls.key, says


def _row(parameter: Parameter) -> Row:
    low, high = (number_text(bound, digits=7) for bound in parameter.legal)
    return f"{parameter.name}={number_text(parameter.default)}", f"{low} to {high}", parameter.help


def _widths(rows: list[Row]) -> list[int]:
    return [max(map(len, column)) for column in zip(*rows, strict=True)]


def _line(row: Row, widths: list[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
