"""A graph made ready to run: a list of NumPy calls over registers, for arrays of any shape.

    tape = Tape((height,), (x, y))
    run = tape.loaded({"a": 1.0})         # computes what depends on parameters alone
    values = run(x, y)

A tape and what is loaded from it never change, so that several threads may run the same at once.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np
from numpy import ndarray

from surfaces.expressions.graph import Level, Node, reached
from surfaces.expressions.registers import places
from surfaces.slopes import silent
from surfaces.surface import Array

FLOAT = np.dtype(np.float64)
BLOCK = 8192
"""So many points are computed at a time: what is in between then stays in the processor's cache."""
NONE = -1
"""The last register."""


class Step(NamedTuple):
    """registers[target] = function(registers[first], registers[second]).

    A function of one part has the last register for its second, which is None, as NumPy takes for "no output": so the
    loop need not ask how many parts there are, which would take it a tenth longer.
    """

    function: Callable[..., Any]
    target: int
    first: int
    second: int


@dataclass(frozen=True)
class Loaded:
    """A tape with the values of the parameters in its registers."""

    run: Callable[[Array, Array], Any]
    steps: tuple[Step, ...]
    count: int

    def __call__(self, x: Array, y: Array) -> Any:
        """The output at these points, or a tuple of the outputs: float64, of the shape to which x and y broadcast."""
        if type(x) is not ndarray or x.dtype is not FLOAT:
            x = np.asarray(x, FLOAT)
        if type(y) is not ndarray or y.dtype is not FLOAT:
            y = np.asarray(y, FLOAT)
        if x.shape == y.shape and x.size <= BLOCK:
            return self.run(x, y)
        shape = np.broadcast_shapes(x.shape, y.shape)
        if x.shape == y.shape:
            x, y = x.reshape(-1), y.reshape(-1)
        results = tuple(result.reshape(shape) for result in self._in_blocks(x, y))
        return results if self.count > 1 else results[0]

    def _in_blocks(self, x: Array, y: Array) -> list[Array]:
        """The outputs for large arrays, or for two that do not have the same shape, some rows at a time."""
        shape = np.broadcast_shapes(x.shape, y.shape)
        outputs = [np.empty(shape) for _ in range(self.count)]
        rows = max(1, BLOCK * shape[0] // max(1, outputs[0].size))
        for first in range(0, shape[0], rows):
            piece = slice(first, first + rows)
            found = self.run(_rows(x, piece, len(shape)), _rows(y, piece, len(shape)))
            for output, part in zip(outputs, found if self.count > 1 else (found,), strict=True):
                output[piece] = part
        return outputs


def _runner(
    registers: list[Any], steps: tuple[Step, ...], results: Callable[[list[Any]], Any]
) -> Callable[[Array, Array], Any]:
    def run(x: Array, y: Array) -> Any:
        mine = registers.copy()
        mine[0], mine[1] = x, y
        for function, target, first, second in steps:
            mine[target] = function(mine[first], mine[second])
        return results(mine)

    return run


def _rows(values: Array, piece: slice, dimensions: int) -> Array:
    """Those of a piece, of values that may be the same for all rows."""
    return values[piece] if values.ndim == dimensions and len(values) > 1 else values


class Tape:
    """Computes some nodes of a graph from these two inputs."""

    def __init__(self, outputs: Sequence[Node], inputs: tuple[Node, Node]) -> None:
        nodes = reached(outputs)
        self._fixed = [node for node in nodes if node.level < Level.POINT]
        moving = [node for node in nodes if node.operation is not None and node.level is Level.POINT]
        self._place = places((*inputs, *self._fixed), moving, outputs)
        self._size = 1 + max(self._place.values())
        self._steps = [_step(node, self._place) for node in moving]
        results = [self._result(node, outputs[:at]) for at, node in enumerate(outputs)]
        self._results, self._count = itemgetter(*results), len(results)

    def _result(self, node: Node, before: Sequence[Node]) -> int:
        """The register of an output: one of its own, so that what is handed out is nobody else's array."""
        place = self._place[node]
        if node.operation is not None and node.level is Level.POINT and node not in before:
            return place
        own, self._size = self._size, self._size + 1
        is_moving = node.level is Level.POINT
        self._steps.append(Step(np.positive, own, place, NONE) if is_moving else Step(_everywhere, own, 0, place))
        return own

    @silent
    def loaded(self, values: Mapping[str, float]) -> Loaded:
        """The tape with these values of the parameters."""
        registers: list[Any] = [None] * (self._size + 1)
        for node in self._fixed:
            parts = [registers[self._place[part]] for part in node.parts]
            registers[self._place[node]] = np.asarray(_worth(node, values, parts), np.float64)
        steps = tuple(self._steps)
        return Loaded(_runner(registers, steps, self._results), steps, self._count)


def _step(node: Node, place: Mapping[Node, int]) -> Step:
    assert node.operation is not None
    first, *second = (place[part] for part in node.parts)
    return Step(node.operation.function, place[node], first, *(second or (NONE,)))


def _worth(node: Node, values: Mapping[str, float], parts: Sequence[Array]) -> Any:
    if node.operation is not None:
        return node.operation.function(*parts)
    return values[node.name] if node.number is None else node.number


def _everywhere(x: Array, number: Array) -> Array:
    """The number at each of the points."""
    # The sum, unlike np.full, is a plain number at a point without dimensions, as all other results are.
    return np.zeros(x.shape) + number
