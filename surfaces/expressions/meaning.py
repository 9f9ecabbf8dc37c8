"""From a formula as it was written to the graph that computes it; what has no meaning is refused at its place."""

from collections.abc import Mapping
from functools import reduce

from surfaces.expressions import operations as op
from surfaces.expressions.algebra import Algebra
from surfaces.expressions.graph import Level, Node
from surfaces.expressions.limits import LARGEST_EXPONENT
from surfaces.expressions.operations import Operation
from surfaces.expressions.tree import Form, Tree, fold
from surfaces.expressions.vocabulary import CONSTANTS, FUNCTIONS, nearest

OPERATIONS: Mapping[str, Operation] = {
    "sin": op.SIN,
    "cos": op.COS,
    "tan": op.TAN,
    "asin": op.ASIN,
    "acos": op.ACOS,
    "atan": op.ATAN,
    "atan2": op.ATAN2,
    "sinh": op.SINH,
    "cosh": op.COSH,
    "tanh": op.TANH,
    "exp": op.EXP,
    "log": op.LOG,
    "ln": op.LOG,
    "log10": op.LOG10,
    "abs": op.ABS,
    "floor": op.FLOOR,
    "sigmoid": op.SIGMOID,
    "sign": op.SIGN,
    "sqrt": op.SQRT,
    "min": op.MIN,
    "max": op.MAX,
}


class Meaning:
    """Turns trees into nodes of one algebra, in which x, y and these parameters have a meaning."""

    def __init__(self, algebra: Algebra, parameters: tuple[str, ...]) -> None:
        self._algebra = algebra
        self._names = {
            "x": algebra.x,
            "y": algebra.y,
            **{name: algebra.number(number) for name, number in CONSTANTS.items()},
            **{name: algebra.parameter(name) for name in parameters},
        }

    def of(self, tree: Tree) -> Node:
        """The node that computes it. Raises ExpressionError."""
        return fold(tree, self._combine)

    def _combine(self, tree: Tree, parts: list[Node]) -> Node:
        match tree.form:
            case Form.NUMBER:
                return self._algebra.number(float(tree.word))
            case Form.NAME:
                return self._name(tree)
            case Form.NEGATIVE:
                return self._algebra.negative(parts[0])
            case Form.POWER:
                return self._checked(tree, self._power(tree, *parts))
            case Form.CALL:
                return self._checked(tree, self._call(tree.word, parts))
        return self._chain(tree, parts)

    def _name(self, tree: Tree) -> Node:
        if tree.word in self._names:
            return self._names[tree.word]
        near = "*".join(tree.word) if self._names.keys() >= {*tree.word} else nearest(tree.word, self._known)
        guess = f"did you mean {near}? If not, " if near else ""
        raise tree.error(f"{tree.word} is not known; {guess}give it a value behind the formula: …, {tree.word} = 1")

    @property
    def _known(self) -> tuple[str, ...]:
        return (*self._names, *FUNCTIONS)

    def _chain(self, tree: Tree, parts: list[Node]) -> Node:
        total = parts[0]
        for word, part, place in zip(tree.words, parts[1:], tree.parts[1:], strict=True):
            if word == "/" and part.number == 0.0:
                raise place.error("this divides by 0; divide by something else")
            so_far = Tree(tree.form, (), (), tree.parts[0].start, place.end)
            total = self._checked(so_far, self._step(word, total, part))
        return total

    def _step(self, word: str, a: Node, b: Node) -> Node:
        match word:
            case "+":
                return self._algebra.plus(a, b)
            case "-":
                return self._algebra.minus(a, b)
            case "*":
                return self._algebra.times(a, b)
        return self._algebra.over(a, b)

    def _power(self, tree: Tree, base: Node, exponent: Node) -> Node:
        if exponent.number is not None and abs(exponent.number) > LARGEST_EXPONENT:
            limit = f"{LARGEST_EXPONENT:g}"
            raise tree.parts[1].error(f"a constant exponent lies between -{limit} and {limit}; make it smaller")
        return self._algebra.raised(base, exponent)

    def _call(self, name: str, parts: list[Node]) -> Node:
        operation = OPERATIONS[name]
        if operation is op.SQRT:
            return self._algebra.power(parts[0], 0.5)
        return (
            reduce(lambda a, b: self._algebra.apply(operation, a, b), parts)
            if len(parts) > 1
            else (self._algebra.apply(operation, parts[0]))
        )

    def _checked(self, place: Tree, node: Node) -> Node:
        """The node, unless it is a constant that is no number."""
        if node.level is Level.NUMBER and node.number is None:
            raise place.error("this is not a finite number; change it")
        return node
