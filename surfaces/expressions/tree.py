"""A formula as it was written: a tree of what stands within what.

`2*x - y` is SUM("-") of PRODUCT("*") of 2 and x, and of y. Sums and products are flat, so that a long one is not a
deep one.
"""

from collections.abc import Callable, Iterator
from enum import Enum, auto
from typing import NamedTuple, TypeVar

from surfaces.expressions.errors import ExpressionError

Result = TypeVar("Result")


class Form(Enum):
    """What a tree is at its root."""

    NUMBER = auto()
    NAME = auto()
    NEGATIVE = auto()
    SUM = auto()
    PRODUCT = auto()
    POWER = auto()
    CALL = auto()


class Tree(NamedTuple):
    """`words` are the number, the name, the function, or the operators between the parts; it stands at start…end."""

    form: Form
    words: tuple[str, ...]
    parts: tuple["Tree", ...]
    start: int
    end: int

    @property
    def word(self) -> str:
        """The first word, of those that have one."""
        return self.words[0]

    def error(self, sentence: str) -> ExpressionError:
        """What is wrong with this part of the formula."""
        return ExpressionError(sentence, self.start, self.end - self.start)


def fold(tree: Tree, combine: Callable[[Tree, list[Result]], Result]) -> Result:
    """What `combine` makes of the tree and of what it has made of the parts; without recursion."""
    made: list[Result] = []
    for part in _inside_out(tree):
        first = len(made) - len(part.parts)
        made[first:] = [combine(part, made[first:])]
    return made[0]


def _inside_out(tree: Tree) -> Iterator[Tree]:
    """Every part behind its own parts."""
    pending = [(tree, False)]
    while pending:
        part, is_entered = pending.pop()
        if is_entered:
            yield part
        else:
            pending.append((part, True))
            pending.extend((inner, False) for inner in reversed(part.parts))


def names(tree: Tree) -> frozenset[str]:
    """Every name in it, functions aside."""
    return frozenset(part.word for part in _inside_out(tree) if part.form is Form.NAME)


def functions(tree: Tree) -> frozenset[str]:
    """Every function in it."""
    return frozenset(part.word for part in _inside_out(tree) if part.form is Form.CALL)
