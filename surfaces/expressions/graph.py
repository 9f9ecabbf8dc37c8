"""The graph of a computation: each node an operation on others, and no two nodes the same.

Nodes are values: asking the graph twice for the sine of the same node gives the same node, so that a part that
occurs several times, in a formula or in its derivatives, is computed once.
"""

from collections.abc import Callable, Iterable, Iterator
from enum import IntEnum, auto
from itertools import count
from math import copysign, isfinite, nan

from surfaces.expressions.operations import Operation
from surfaces.slopes import silent


class Level(IntEnum):
    """What a node depends on."""

    NUMBER = auto()
    """On nothing."""
    PARAMETER = auto()
    """On parameters: the same for all points."""
    POINT = auto()
    """On x or y."""


class Node:
    """An operation on `parts`; without one it is a number, or an input of that `name`.

    A node is made after its parts, so that its `serial` is larger than theirs.
    """

    __slots__ = ("level", "name", "number", "operation", "parts", "serial")

    def __init__(
        self,
        serial: int,
        level: Level,
        *,
        operation: Operation | None = None,
        parts: tuple["Node", ...] = (),
        number: float | None = None,
        name: str = "",
    ) -> None:
        self.serial = serial
        self.level = level
        self.operation = operation
        self.parts = parts
        self.number = number
        self.name = name


class Graph:
    """Makes nodes. Several threads may ask the same graph."""

    def __init__(self) -> None:
        self._nodes: dict[tuple[object, ...], Node] = {}
        self._serials = count()

    def input(self, name: str, level: Level) -> Node:
        """A parameter, or x or y."""
        return self._known((level, name), lambda: Node(next(self._serials), level, name=name))

    def number(self, number: float) -> Node:
        """That number."""
        key = (Level.NUMBER, number, copysign(1.0, number))
        return self._known(key, lambda: Node(next(self._serials), Level.NUMBER, number=number))

    def operate(self, operation: Operation, *parts: Node) -> Node:
        """The operation on these nodes; at once on numbers, unless the result is none."""
        return self._known((operation, *parts), lambda: self._made(operation, parts))

    def _known(self, key: tuple[object, ...], make: Callable[[], Node]) -> Node:
        found = self._nodes.get(key)
        # `setdefault` is one step for whoever asks at the same time: all get the node of the first.
        return found if found is not None else self._nodes.setdefault(key, make())

    def _made(self, operation: Operation, parts: tuple[Node, ...]) -> Node:
        level = max([part.level for part in parts])
        if level is Level.NUMBER:
            number = _outcome(operation, parts)
            if isfinite(number):
                return self.number(number)
        return Node(next(self._serials), level, operation=operation, parts=parts)


@silent
def _outcome(operation: Operation, parts: tuple[Node, ...]) -> float:
    return float(operation.function(*(nan if part.number is None else part.number for part in parts)))


def reached(nodes: Iterable[Node]) -> list[Node]:
    """These nodes and all that they are computed from, each behind its parts."""
    found = set(_walk(nodes))
    return sorted(found, key=lambda node: node.serial)


def _walk(nodes: Iterable[Node]) -> Iterator[Node]:
    pending, seen = list(nodes), set[Node]()
    while pending:
        node = pending.pop()
        if node not in seen:
            seen.add(node)
            pending.extend(node.parts)
            yield node
