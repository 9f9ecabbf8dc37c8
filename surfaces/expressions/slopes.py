"""The derivative of each operation: what a slope of the result is worth as a slope of its parts.

Where a function has a kink: |u|' = sign(u), which is 0 at 0; where two numbers tie, min and max take half the slope of
each; floor and sign have the slope 0 everywhere.

Where a slope is a quotient whose denominator gets 0 (√u at 0, a broken power of 0, asin at ±1, atan2 at the origin),
`TINY` is added to it. So the chain rule's 0/0 becomes 0, and the cone √(x² + y²) has the gradient 0 at its tip; and 1/0
becomes a number that is as good as infinite. No denominator above 1e-184 changes by it, and no root is smaller but 0.
"""

from collections.abc import Callable, Iterator, Mapping
from math import log
from typing import Final, NamedTuple

from surfaces.expressions import operations as op
from surfaces.expressions.algebra import Algebra
from surfaces.expressions.graph import Level, Node
from surfaces.expressions.operations import Operation

TINY: Final = 1e-200
"""Less than the last digit of the square root of any number but 0."""

Slopes = Iterator[tuple[Node, Node]]
Rule = Callable[[Algebra, Node, Node], Slopes]
"""(algebra, node, slope of the result along the node) → (part, its share in the slope along that part)."""


class Spot(NamedTuple):
    """A node that is a function of one part u."""

    algebra: Algebra
    u: Node
    node: Node

    def of_u(self, operation: Operation) -> Node:
        """Another function of the same part."""
        return self.algebra.apply(operation, self.u)


Part = Callable[[Spot], Node]


def slopes(algebra: Algebra, node: Node, slope: Node) -> Slopes:
    """What the slope of the result along a node is worth along that node's parts."""
    chain = algebra.chain(node)
    if chain is not None:
        return _power(algebra, *chain, slope)
    assert node.operation is not None
    return RULES[node.operation](algebra, node, slope)


def _factor(factor: Part) -> Rule:
    """The rule of a function of u by what its slope along u is."""

    def rule(algebra: Algebra, node: Node, slope: Node) -> Slopes:
        (u,) = node.parts
        yield u, algebra.times(slope, factor(Spot(algebra, u, node)))

    return rule


def _quotient(denominator: Part, numerator: float = 1.0) -> Rule:
    """The rule of a function of u whose slope along u is a quotient."""

    def rule(algebra: Algebra, node: Node, slope: Node) -> Slopes:
        (u,) = node.parts
        yield u, algebra.over(algebra.times(algebra.number(numerator), slope), denominator(Spot(algebra, u, node)))

    return rule


def _flat(algebra: Algebra, node: Node, slope: Node) -> Slopes:  # noqa: ARG001
    yield from ()


def _sum(algebra: Algebra, node: Node, slope: Node) -> Slopes:  # noqa: ARG001
    for part in node.parts:
        yield part, slope


def _difference(algebra: Algebra, node: Node, slope: Node) -> Slopes:
    a, b = node.parts
    yield a, slope
    yield b, algebra.opposite(slope) if a.level is Level.POINT else algebra.negative(slope)


def _product(algebra: Algebra, node: Node, slope: Node) -> Slopes:
    a, b = node.parts
    yield a, algebra.times(slope, b)
    yield b, algebra.times(slope, a)


def _division(algebra: Algebra, node: Node, slope: Node) -> Slopes:
    a, b = node.parts
    share = algebra.over(slope, b)
    yield a, share
    yield b, algebra.negative(algebra.times(share, node))


def _power(algebra: Algebra, base: Node, exponent: float, slope: Node) -> Slopes:
    is_safe = exponent >= 1.0 or exponent.is_integer()
    lower = algebra.power(base if is_safe else _beside_zero(algebra, base), exponent - 1.0)
    yield base, algebra.times(algebra.times(algebra.number(exponent), slope), lower)


def _general_power(algebra: Algebra, node: Node, slope: Node) -> Slopes:
    base, exponent = node.parts
    if exponent.number is not None:
        yield from _power(algebra, base, exponent.number, slope)
        return
    safe = _beside_zero(algebra, base)
    if base.level is Level.POINT:
        lower = algebra.raised(safe, algebra.minus(exponent, algebra.one))
        yield base, algebra.times(algebra.times(slope, exponent), lower)
    if exponent.level is Level.POINT:
        yield exponent, algebra.times(algebra.times(slope, node), algebra.apply(op.LOG, safe))


def _angle(algebra: Algebra, node: Node, slope: Node) -> Slopes:
    v, u = node.parts
    square = algebra.plus(algebra.power(u, 2.0), algebra.power(v, 2.0))
    share = algebra.over(slope, _beside_zero(algebra, square))
    yield v, algebra.times(share, u)
    yield u, algebra.negative(algebra.times(share, v))


def _choice(first_is_larger: bool) -> Rule:
    def rule(algebra: Algebra, node: Node, slope: Node) -> Slopes:
        a, b = node.parts
        for part, other in ((a, b), (b, a)):
            order = (part, other) if first_is_larger else (other, part)
            yield part, algebra.times(slope, algebra.apply(op.SHARE_ABOVE, *order))

    return rule


def _beside_zero(algebra: Algebra, node: Node) -> Node:
    return algebra.plus(node, algebra.number(TINY))


def _arc_width(at: Spot) -> Node:
    """√(1 − u²), whose digits are kept near ±1."""
    one = at.algebra.one
    square = at.algebra.times(at.algebra.minus(one, at.u), at.algebra.plus(one, at.u))
    return _beside_zero(at.algebra, at.algebra.power(square, 0.5))


def _tanh_bend(at: Spot) -> Node:
    return at.algebra.times(at.algebra.number(-2.0), at.algebra.times(at.node, at.of_u(op.TANH)))


def _one_plus_square(algebra: Algebra, node: Node) -> Node:
    return algebra.plus(algebra.one, algebra.power(node, 2.0))


RULES: Final[Mapping[Operation, Rule]] = {
    op.ADD: _sum,
    op.SUBTRACT: _difference,
    op.MULTIPLY: _product,
    op.DIVIDE: _division,
    op.NEGATIVE: _factor(lambda at: at.algebra.number(-1.0)),
    op.SQUARE: _factor(lambda at: at.algebra.times(at.algebra.number(2.0), at.u)),
    op.SQRT: _quotient(lambda at: _beside_zero(at.algebra, at.node), 0.5),
    op.POWER: _general_power,
    op.EXP: _factor(lambda at: at.node),
    op.LOG: _quotient(lambda at: at.u),
    op.LOG10: _quotient(lambda at: at.u, 1.0 / log(10.0)),
    op.SIN: _factor(lambda at: at.of_u(op.COS)),
    op.COS: _factor(lambda at: at.algebra.negative(at.of_u(op.SIN))),
    op.TAN: _factor(lambda at: _one_plus_square(at.algebra, at.node)),
    op.ASIN: _quotient(_arc_width),
    op.ACOS: _quotient(_arc_width, -1.0),
    op.ATAN: _quotient(lambda at: _one_plus_square(at.algebra, at.u)),
    op.ATAN2: _angle,
    op.SINH: _factor(lambda at: at.of_u(op.COSH)),
    op.COSH: _factor(lambda at: at.of_u(op.SINH)),
    op.TANH: _factor(lambda at: at.of_u(op.TANH_SLOPE)),
    op.TANH_SLOPE: _factor(_tanh_bend),
    op.SIGMOID: _factor(lambda at: at.algebra.times(at.node, at.algebra.apply(op.SIGMOID, at.algebra.negative(at.u)))),
    op.ABS: _factor(lambda at: at.of_u(op.SIGN)),
    op.SIGN: _flat,
    op.FLOOR: _flat,
    op.MIN: _choice(first_is_larger=False),
    op.MAX: _choice(first_is_larger=True),
    op.SHARE_ABOVE: _flat,
}
