"""Formulas that people type, read as functions of x and y with exact derivatives.

The text is cut into tokens, parsed against a small grammar and turned into a graph of NumPy operations; it is never
given to anything that runs Python. Whatever is not in the grammar is refused with an `ExpressionError` that tells the
place, and length, nesting and number of parts are bounded.
"""

from surfaces.expressions.errors import ExpressionError
from surfaces.expressions.limits import MOST_CHARACTERS
from surfaces.expressions.program import Program, read
from surfaces.expressions.vocabulary import FUNCTIONS

__all__ = ["FUNCTIONS", "MOST_CHARACTERS", "ExpressionError", "Program", "read"]
