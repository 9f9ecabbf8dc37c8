"""What can be asked for on the command line, as plain values."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # Only named here: `--help` is answered without NumPy.
    from app.model.experiment import Experiment
    from app.model.maps.kinds import MapKind, Measure
    from app.model.theme import Theme
    from app.sweeping.plan import Plan


@dataclass(frozen=True)
class OpenWindow:
    """Open the window on an experiment, or at a lesson: the key of one, or its file."""

    experiment: "Experiment"
    lesson: str | None = None


@dataclass(frozen=True)
class PathView:
    """The surface with the paths of all lanes, and the charts."""


@dataclass(frozen=True)
class MapView:
    """The maps of one lane or two, by their indices; with `difference` the first against the second.

    `parameter` is the surface's parameter of a map that has one along an axis.
    """

    kind: "MapKind"
    lanes: tuple[int, ...]
    measure: "Measure"
    difference: bool = False
    parameter: str | None = None


@dataclass(frozen=True)
class CrowdView:
    """All seeds of all lanes."""


@dataclass(frozen=True)
class CompareView:
    """All lanes at their own best learning rates, beside the same one for all."""


View = PathView | MapView | CrowdView | CompareView


@dataclass(frozen=True)
class Render:
    """Write the figure of a view of an experiment to a file; `size` is width and height in pixels."""

    target: Path
    experiment: "Experiment"
    size: tuple[int, int]
    theme: "Theme"
    view: View = PathView()


@dataclass(frozen=True)
class Sweep:
    """Run a plan's grid into a file, on so many processes or on the cluster of a Dask scheduler.

    `fresh` is whether to begin anew where a part of another sweep is in the way.
    """

    target: Path
    plan: "Plan"
    workers: int
    scheduler: str | None = None
    fresh: bool = False


@dataclass(frozen=True)
class Print:
    """Print a text that is already known."""

    text: str


@dataclass(frozen=True)
class Doctor:
    """Look whether everything that the program needs is there and works."""


Command = OpenWindow | Render | Sweep | Print | Doctor
