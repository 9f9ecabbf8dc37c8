"""What can be asked for on the command line, as plain values."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # Only named here: `--help` is answered without NumPy.
    from app.model.formats import Format
    from app.model.maps.kinds import MapKind, Measure
    from app.model.motion import Motion
    from app.model.paper import Paper
    from app.sessions import Session
    from app.sweeping.plan import Plan


@dataclass(frozen=True)
class OpenWindow:
    """Open the window on a session, or at a lesson: the key of one, or its file.

    `source` is the file that holds this session; None if none does, or if options have changed what it holds.
    """

    session: "Session"
    source: Path | None = None
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


@dataclass(frozen=True)
class ReliefView:
    """The surface in space, with the paths of all lanes on it."""


View = PathView | MapView | CrowdView | CompareView | ReliefView


@dataclass(frozen=True)
class Render:
    """Write what a format can hold of a session to a file, or data to standard output where `target` is None.

    Figures show the view, on the paper; animations show the path, on the paper, in that motion.
    """

    target: Path | None
    format: "Format"
    session: "Session"
    paper: "Paper"
    view: View
    motion: "Motion"


@dataclass(frozen=True)
class RenderMany:
    """Write every one of the sources into the folder, on so many processes, with the same options for all.

    `options` are the values of each one that was given.
    """

    folder: Path
    format: "Format"
    sources: tuple[Path, ...]
    options: dict[str, tuple[str, ...]]
    jobs: int

    def target(self, source: Path) -> Path:
        """The file that a source becomes."""
        return self.folder / f"{source.stem}{self.format.suffix}"


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


Command = OpenWindow | Render | RenderMany | Sweep | Print | Doctor
