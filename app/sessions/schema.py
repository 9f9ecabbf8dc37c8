"""The format of a session, version 1: what stands in its JSON, field by field, and nothing else may.

Surfaces, rules and schedules are not described here: their parameters and choices stand by name, and which there are is
declared in their own packages. A field or parameter that a file does not have takes its default, so that the files of
today can be opened when there are more; what is only there where it is needed is left out elsewhere, so that an older
program can read what it knows.
"""

from typing import Annotated

from msgspec import UNSET, Meta, Struct, UnsetType

from app.model.experiment import MOST_LANES
from app.model.legal import MOST_EVENTS, MOST_PARTS
from surfaces.sampled import MOST_SIDE

FORMAT = "ravine session"
VERSION = 1
MOST_BYTES = 4 * 1024 * 1024
"""Of a session: several times what the largest legal experiment takes, and little enough to be read at once."""

Whole = Annotated[int, Meta(ge=0, le=2**53)]
"""Whole numbers up to where every reader of JSON still tells them apart."""


class Head(Struct, frozen=True):
    """What is the same in all versions, and says how to read the rest."""

    format: str
    version: Whole


class Record(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of a session as it stands in its JSON."""


class GridRecord(Record, frozen=True, kw_only=True):
    """`surfaces.packing.PackedGrid`."""

    name: str
    origin: str
    x: Annotated[tuple[float, ...], Meta(max_length=MOST_SIDE)]
    y: Annotated[tuple[float, ...], Meta(max_length=MOST_SIDE)]
    heights: str
    path: str = ""


class SurfaceRecord(Record, frozen=True, kw_only=True):
    """A surface by its key; one that was read from a file is here whole, so that the file need not be kept."""

    key: str
    parameters: dict[str, float] = {}
    grid: GridRecord | UnsetType = UNSET


class ScheduleRecord(Record, frozen=True, kw_only=True):
    """A schedule by its key; several of them are multiplied."""

    key: str
    numbers: dict[str, float] = {}


class ChangeRecord(Record, frozen=True, kw_only=True):
    """A value that was steered."""

    step: Whole
    name: str
    value: float


Changes = Annotated[tuple[ChangeRecord, ...], Meta(max_length=MOST_EVENTS)]
"""No list is longer than what is legal, so that none is read which is refused anyhow."""


class MoveRecord(Record, frozen=True, kw_only=True):
    """A move of the surface."""

    step: Whole
    dx: float
    dy: float


class LaneRecord(Record, frozen=True, kw_only=True):
    """A lane, its rule by its key."""

    rule: str
    name: str
    colour: Whole
    visible: bool = True
    linked: bool = True
    parameters: dict[str, float] = {}
    choices: dict[str, str] = {}
    schedule: Annotated[tuple[ScheduleRecord, ...], Meta(max_length=MOST_PARTS)] = ()
    restarts: Annotated[tuple[Whole, ...], Meta(max_length=MOST_EVENTS)] = ()
    restart_at_boundaries: bool = False
    changes: Changes = ()


class ExperimentRecord(Record, frozen=True, kw_only=True):
    """`app.model.experiment.Experiment`."""

    surface: SurfaceRecord
    start: tuple[float, float]
    lr: float
    beta: float
    noise: float
    noise_kind: str
    batch_size: Whole
    steps: Whole
    seeds: Whole
    seed: Whole
    lanes: Annotated[tuple[LaneRecord, ...], Meta(max_length=MOST_LANES)]
    changes: Changes = ()
    moves: Annotated[tuple[MoveRecord, ...], Meta(max_length=MOST_EVENTS)] = ()


class OrbitRecord(Record, frozen=True, kw_only=True):
    """`app.model.relief.orbit.Orbit`."""

    azimuth: float
    elevation: float
    zoom: float
    exaggeration: float


class LookRecord(Record, frozen=True, kw_only=True):
    """What `app.sessions.session.Session` has beside the experiment."""

    step: Whole | None = None
    rectangle: tuple[float, float, float, float] | None = None
    view: str = "path"
    orbit: OrbitRecord | UnsetType = UNSET


class PluginRecord(Record, frozen=True, kw_only=True):
    """A plug-in by the name of its file, and what of it is needed, by key."""

    file: str
    surfaces: Annotated[tuple[str, ...], Meta(max_length=1)] = ()
    rules: Annotated[tuple[str, ...], Meta(max_length=MOST_LANES)] = ()


class SessionRecord(Record, frozen=True, kw_only=True):
    """The whole; `program` is the version of Ravine that wrote it, for people.

    `plugins` are those that it needs: for people too, since none is ever loaded because a file says so.
    """

    format: str = FORMAT
    version: Whole = VERSION
    program: str
    experiment: ExperimentRecord
    look: LookRecord = LookRecord()
    plugins: Annotated[tuple[PluginRecord, ...], Meta(max_length=MOST_LANES + 1)] | UnsetType = UNSET
