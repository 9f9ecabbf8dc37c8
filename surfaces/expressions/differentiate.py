"""Exact derivatives of a graph, as nodes of the same graph: the chain rule from the result back (reverse mode).

One pass gives the slopes along all nodes, x and y among them, for about as many operations as the result itself takes.
A Hessian is the same done to the gradient; what the two have in common is one node.
"""

from surfaces.expressions.algebra import Algebra
from surfaces.expressions.graph import Level, Node, reached
from surfaces.expressions.slopes import slopes


def gradient(algebra: Algebra, height: Node) -> tuple[Node, Node]:
    """The derivatives of a node along x and y."""
    along = {height: algebra.one}
    for node in reversed(reached((height,))):
        if node.operation is None or node not in along:
            continue
        for part, share in slopes(algebra, node, along[node]):
            if part.level is Level.POINT:
                along[part] = algebra.plus(along[part], share) if part in along else share
    flat = algebra.number(0.0)
    return along.get(algebra.x, flat), along.get(algebra.y, flat)


def hessian(algebra: Algebra, slope_x: Node, slope_y: Node) -> tuple[Node, Node, Node]:
    """The second derivatives ∂²/∂x², ∂²/∂x∂y and ∂²/∂y² of what has that gradient."""
    xx, xy = gradient(algebra, slope_x)
    _, yy = gradient(algebra, slope_y)
    return xx, xy, yy
