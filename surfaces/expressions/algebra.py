"""Simple algebra on a graph: what is made is as short as what a person would write.

Every node is thought of as coefficient · rest, the coefficient free of x and y. Coefficients are brought together
(3x·2y is 6·xy, 3x − 3y is 3(x − y)), where they cost nothing: they are computed once and not at every point.
"""

import math
from collections.abc import Callable, Mapping
from typing import Final

from surfaces.expressions.graph import Graph, Level, Node
from surfaces.expressions.operations import (
    ADD,
    DIVIDE,
    EXP,
    MULTIPLY,
    NEGATIVE,
    POWER,
    SQRT,
    SQUARE,
    SUBTRACT,
    Operation,
)

LONGEST_CHAIN = 16
"""Whole powers up to this one are multiplied out: NumPy's own power takes as long as many products."""


class Algebra:
    """Makes nodes of a graph, simplified."""

    def __init__(self) -> None:
        self._graph = Graph()
        self._chains: dict[Node, tuple[Node, float]] = {}
        self.one, self._minus_one = self.number(1.0), self.number(-1.0)
        self.x, self.y = self._graph.input("x", Level.POINT), self._graph.input("y", Level.POINT)

    def number(self, number: float) -> Node:
        """That number."""
        return self._graph.number(number)

    def parameter(self, name: str) -> Node:
        """The parameter of that name."""
        return self._graph.input(name, Level.PARAMETER)

    def apply(self, operation: Operation, *parts: Node) -> Node:
        """The operation itself."""
        return self._graph.operate(operation, *parts)

    def negative(self, a: Node) -> Node:
        """The opposite −a."""
        coefficient, rest = self._split(a)
        return self.apply(NEGATIVE, a) if rest is None else self._scaled(self.negative(coefficient), rest)

    def opposite(self, a: Node) -> Node:
        """−a, computed from a itself: for an a that is wanted as well."""
        if a.level < Level.POINT or a.operation is NEGATIVE:
            return self.negative(a)
        return self._scaled(self._minus_one, a)

    def plus(self, a: Node, b: Node) -> Node:
        """The sum a + b."""
        if a.number == 0.0 or b.number == 0.0:
            return b if a.number == 0.0 else a
        (p, u), (q, v) = self._split(a), self._split(b)
        if u is None or v is None:
            return self._sum(a, b)
        if u is v:
            return self._scaled(self.plus(p, q), u)
        if p is q:
            return self._scaled(p, self._sum(u, v))
        if q is self.negative(p):
            return self._scaled(p, self.apply(SUBTRACT, u, v))
        return self._sum(a, b)

    def minus(self, a: Node, b: Node) -> Node:
        """The difference a − b."""
        return self.plus(a, self.negative(b))

    def times(self, a: Node, b: Node) -> Node:
        """The product a · b."""
        (p, u), (q, v) = self._split(a), self._split(b)
        coefficient = self._product(p, q)
        if u is None or v is None:
            return self._scaled(coefficient, v if u is None else u)
        return self._scaled(coefficient, self._product(u, v))

    def over(self, a: Node, b: Node) -> Node:
        """The quotient a / b."""
        (p, u), (q, v) = self._split(a), self._split(b)
        coefficient = p if q is self.one else self.apply(DIVIDE, p, q)
        if v is None:
            # The quotient itself is nearer to what was written than a product with 1/b.
            return self.apply(DIVIDE, a, b) if u is a and q is not self.one else self._scaled(coefficient, u)
        if u is None:
            return self.apply(DIVIDE, coefficient, v)
        return self._scaled(coefficient, self.apply(DIVIDE, u, v))

    def raised(self, base: Node, exponent: Node) -> Node:
        """The power base ^ exponent."""
        if exponent.number is not None:
            return self.power(base, exponent.number)
        return self.apply(EXP, exponent) if base.number == math.e else self.apply(POWER, base, exponent)

    def power(self, base: Node, exponent: float) -> Node:
        """The base to the power of a number: exact for whole ones, whatever the sign of the base."""
        if exponent in SHORT:
            return SHORT[exponent](self, base)
        if not exponent.is_integer() or abs(exponent) > LONGEST_CHAIN:
            return self.apply(POWER, base, self.number(exponent))
        node = self._chain(base, exponent)
        self._chains.setdefault(node, (base, exponent))
        return node

    def chain(self, node: Node) -> tuple[Node, float] | None:
        """Base and exponent of a power that was multiplied out."""
        return self._chains.get(node)

    def _chain(self, base: Node, exponent: float) -> Node:
        if exponent < 0.0:
            return self.apply(DIVIDE, self.one, self.power(base, -exponent))
        if exponent % 2.0 == 0.0:
            return self.apply(SQUARE, self.power(base, exponent / 2.0))
        return self._product(base, self.power(base, exponent - 1.0))

    def _split(self, node: Node) -> tuple[Node, Node | None]:
        """Coefficient and rest; no rest of what is the same for all points."""
        if node.level < Level.POINT:
            return node, None
        if node.operation is NEGATIVE:
            return self._minus_one, node.parts[0]
        if node.operation is MULTIPLY and node.parts[0].level < Level.POINT:
            return node.parts[0], node.parts[1]
        if node.operation is DIVIDE and node.parts[1].level < Level.POINT:
            return self.apply(DIVIDE, self.one, node.parts[1]), node.parts[0]
        return self.one, node

    def _scaled(self, coefficient: Node, rest: Node | None) -> Node:
        if rest is None or coefficient is self.one:
            return coefficient if rest is None else rest
        if rest.operation is DIVIDE and rest.parts[0].level < Level.POINT:
            return self.apply(DIVIDE, self._product(coefficient, rest.parts[0]), rest.parts[1])
        if coefficient is not self._minus_one:
            return self._product(coefficient, rest)
        if rest.operation is SUBTRACT:
            return self.apply(SUBTRACT, rest.parts[1], rest.parts[0])
        return self.apply(NEGATIVE, rest)

    def _product(self, a: Node, b: Node) -> Node:
        if a is self.one or b is self.one:
            return b if a is self.one else a
        return self.apply(SQUARE, a) if a is b else self.apply(MULTIPLY, *_ordered(a, b))

    def _sum(self, a: Node, b: Node) -> Node:
        if b.operation is NEGATIVE:
            return self.apply(SUBTRACT, a, b.parts[0])
        if a.operation is NEGATIVE:
            return self.apply(SUBTRACT, b, a.parts[0])
        return self.apply(ADD, *_ordered(a, b))


SHORT: Final[Mapping[float, Callable[[Algebra, Node], Node]]] = {
    0.0: lambda algebra, _: algebra.one,
    1.0: lambda _, base: base,
    2.0: lambda algebra, base: algebra.apply(SQUARE, base),
    0.5: lambda algebra, base: algebra.apply(SQRT, base),
    -0.5: lambda algebra, base: algebra.over(algebra.one, algebra.apply(SQRT, base)),
}
"""What some powers are simply."""


def _ordered(a: Node, b: Node) -> tuple[Node, Node]:
    """Factors or terms in one order, so that a·b is b·a; the coefficient first."""
    return (a, b) if (a.level, a.serial) <= (b.level, b.serial) else (b, a)
