"""Where the runs of a sweep begin: patterns of points, the same for every surface or laid over its view."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from optim_core.parameter import Array
from surfaces import Surface


class Pattern(Protocol):
    """Some points of a surface."""

    @property
    def count(self) -> int:
        """How many they are, on every surface."""
        ...

    def points(self, surface: Surface) -> Array:
        """The points (count, 2)."""
        ...

    def setup(self) -> dict[str, object]:
        """What it is, as plain values."""
        ...


@dataclass(frozen=True)
class Own:
    """The one start that every surface suggests."""

    count: int = 1

    def points(self, surface: Surface) -> Array:
        return np.array([surface.start])

    def setup(self) -> dict[str, object]:
        return {"own": True}


@dataclass(frozen=True)
class Grid:
    """Every x with every y, row by row: x changes first."""

    x: tuple[float, ...]
    y: tuple[float, ...]

    @property
    def count(self) -> int:
        return len(self.x) * len(self.y)

    def points(self, surface: Surface) -> Array:  # noqa: ARG002
        return rows(np.array(self.x), np.array(self.y))

    def setup(self) -> dict[str, object]:
        return {"x": self.x, "y": self.y}


@dataclass(frozen=True)
class OverView:
    """`side` times `side` points over the view of each surface, from edge to edge."""

    side: int

    @property
    def count(self) -> int:
        return self.side * self.side

    def points(self, surface: Surface) -> Array:
        left, right, bottom, top = surface.view
        return rows(np.linspace(left, right, self.side), np.linspace(bottom, top, self.side))

    def setup(self) -> dict[str, object]:
        return {"view": self.side}


def rows(x: Array, y: Array) -> Array:
    """Every x with every y, x changing first, (len(y) · len(x), 2)."""
    return np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
