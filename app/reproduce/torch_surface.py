"""A surface in the words of PyTorch, from its expression.

Example:

    list(function_lines(Sphere()))      # ["def f(x, y):", "    return x**2 + y**2"]
"""

import ast
import re
import textwrap
from collections.abc import Iterator

from app.model.describe import check_has_words
from app.reproduce.source import WIDTH, indented, number
from surfaces import Surface

OF_TORCH = re.compile(r"\b(?:pi|e|[a-z]+(?=\())(?!\w)")
"""The constants and functions of an expression."""


def function_lines(surface: Surface) -> Iterator[str]:
    """The definition of f(x, y), for tensors without dimensions. Raises ValueError where there are no words for it."""
    check_has_words(surface)
    if "torch" in surface.numbers:
        raise ValueError("a parameter called torch would hide PyTorch; give it another name")
    if not surface.expression:
        raise ValueError(f"{surface.title} has no expression to be said in PyTorch; copy a command instead")
    yield "def f(x, y):"
    yield indented((*_parameters(surface), *_result(surface)))


def _parameters(surface: Surface) -> Iterator[str]:
    names, values = ", ".join(surface.numbers), ", ".join(map(number, surface.numbers.values()))
    if not names:
        return
    if not _is_asked_of_numbers(surface):
        yield f"{names} = {values}"
    elif "," in names:
        yield f"{names} = torch.tensor([{values}], dtype=torch.float64)"
    else:
        yield f"{names} = torch.tensor({values}, dtype=torch.float64)"


def _is_asked_of_numbers(surface: Surface) -> bool:
    """Whether some function is asked of parameters alone: those of PyTorch want a tensor."""
    calls = (node for node in ast.walk(ast.parse(surface.expression)) if isinstance(node, ast.Call))
    return any(not {"x", "y"} & _names(call) for call in calls)


def _names(node: ast.AST) -> set[str]:
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


def _result(surface: Surface) -> Iterator[str]:
    expression = OF_TORCH.sub(lambda found: f"torch.{found[0]}", surface.expression)
    lines = textwrap.wrap(expression, WIDTH, break_long_words=False, break_on_hyphens=False)
    if len(lines) == 1:
        yield f"return {expression}"
    else:
        yield f"return (\n{indented(lines)}\n)"
