"""How far a rule steps in each coordinate for the same slope."""

from math import isfinite

import numpy as np

from app.model.ledger import Vector, column_text
from app.model.moment import Moment
from app.model.numbers import number_text

DIGITS = 3


def step_sizes(moment: Moment) -> Vector:
    """Lr times the scale of each coordinate (2,): the same in both where the rule has none; NaN before any step."""
    with np.errstate(all="ignore"):
        return moment.lr * (np.ones(2) if moment.scale is None else moment.scale)


def size_rows(moment: Moment) -> tuple[tuple[str, ...], ...]:
    """Label, in x, in y; and how many times one is the other."""
    if moment.scale is None:
        return ()
    x, y = (float(size) for size in step_sizes(moment))
    return ("", "x", "y"), ("lr · scale", column_text(x, DIGITS), column_text(y, DIGITS)), ("y against x", _ratio(x, y))


def _ratio(x: float, y: float) -> str:
    return f"× {number_text(y / x, DIGITS)}" if x and isfinite(y / x) else "undefined"
