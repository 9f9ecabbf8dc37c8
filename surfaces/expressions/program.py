"""A formula that has been read and understood: everything about it but the values of its parameters.

program = read("(a-x)^2 + y^2, a=1")
program.text                                # "(a - x)^2 + y^2, a = 1"
program.gradient.loaded({"a": 2.0})(x, y)   # (∂f/∂x, ∂f/∂y)
"""

from functools import cached_property, lru_cache

from surfaces.expressions import differentiate
from surfaces.expressions.algebra import Algebra
from surfaces.expressions.declarations import Declaration, declarations
from surfaces.expressions.errors import ExpressionError
from surfaces.expressions.grammar import Grammar
from surfaces.expressions.graph import Node
from surfaces.expressions.limits import MOST_CHARACTERS
from surfaces.expressions.meaning import Meaning
from surfaces.expressions.plain import plain
from surfaces.expressions.portable import portable
from surfaces.expressions.pretty import pretty
from surfaces.expressions.stream import Stream
from surfaces.expressions.tape import Tape
from surfaces.expressions.tree import Tree, names
from surfaces.expressions.vocabulary import EXAMPLE, VARIABLES

KEPT = 128
"""So many formulas are kept as they were understood."""


@lru_cache(maxsize=KEPT)
def read(text: str) -> "Program":
    """Read a formula. Raises ExpressionError if it is none, and TypeError if it is no text."""
    if not isinstance(text, str):
        raise TypeError(f"a formula is a text, not {type(text).__name__}")
    stream = Stream(text)
    return Program(Grammar(stream).expression(), declarations(stream))


class Program:
    """What a formula means. Raises ExpressionError if it means nothing.

    Its tapes are made when they are first asked for; several threads may ask at once.
    """

    def __init__(self, tree: Tree, parameters: tuple[Declaration, ...]) -> None:
        self._tree = tree
        self.parameters = parameters
        self._algebra = Algebra()
        self._height = Meaning(self._algebra, tuple(parameter.name for parameter in parameters)).of(tree)
        used = names(tree)
        if not used.intersection(VARIABLES):
            raise tree.error(f"there is neither x nor y in it; write a function of them, such as {EXAMPLE}")
        for parameter in parameters:
            if parameter.name not in used:
                sentence = f"{parameter.name} does not occur in the formula; use it there or take it out here"
                raise ExpressionError(sentence, parameter.start, len(parameter.name))

    @property
    def defaults(self) -> dict[str, float]:
        """The values of the parameters unless they are given others."""
        return {parameter.name: parameter.default for parameter in self.parameters}

    @property
    def length(self) -> int:
        """How many characters the formula itself took where it was read, what is before it included."""
        return self._tree.end

    @cached_property
    def text(self) -> str:
        """The formula and its parameters, written in one way only; not too long to be read again."""
        text = self._text(" ")
        return text if len(text) <= MOST_CHARACTERS else self._text("")

    def _text(self, gap: str) -> str:
        written = (parameter.text(gap) for parameter in self.parameters)
        return f",{gap}".join((plain(self._tree, gap=gap), *written))

    @cached_property
    def pretty(self) -> str:
        """The formula for people."""
        return pretty(self._tree)

    @cached_property
    def portable(self) -> str:
        """The formula for programs; see `Surface.expression`."""
        return portable(self._tree)

    @cached_property
    def value(self) -> Tape:
        """Computes f."""
        return self._tape(self._height)

    @cached_property
    def gradient(self) -> Tape:
        """Computes (∂f/∂x, ∂f/∂y)."""
        return self._tape(*self._slopes)

    @cached_property
    def hessian(self) -> Tape:
        """Computes (∂²f/∂x², ∂²f/∂x∂y, ∂²f/∂y²)."""
        return self._tape(*differentiate.hessian(self._algebra, *self._slopes))

    @cached_property
    def _slopes(self) -> tuple[Node, Node]:
        return differentiate.gradient(self._algebra, self._height)

    def _tape(self, *outputs: Node) -> Tape:
        return Tape(outputs, (self._algebra.x, self._algebra.y))
