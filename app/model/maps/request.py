"""Which map is wanted, as one frozen value: everything that the map depends on, and nothing else.

Two requests are equal if their maps are. Example:

    request = request_of(experiment, 1, MapKind.RATES)
    for data in request.results(executor, checkpoint):       # 32 × 32 cells at once, then 256 × 256
        ...
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, replace

from app.model.experiment import Experiment, Lane
from app.model.maps.axis import Axis
from app.model.maps.compute import Workers, compute
from app.model.maps.data import MapData
from app.model.maps.kinds import MapKind
from app.model.maps.ranges import momentum_axis, parameter_axis, rate_axis, view_axes, without
from app.model.parameters import parameters, surface_parameters
from app.model.terrain import View
from optim_core import Rule
from surfaces import Surface

SHORT, MIDDLING = 1500, 6000
"""Runs of at most so many steps are mapped soon enough without one or two pictures in between."""
FLAT = 4
"""Where every row has a surface of its own, rows take the time and not cells: there is one to so many columns."""


@dataclass(frozen=True)
class MapRequest:
    """A job: its results are `MapData` of more and more cells.

    `experiment` is bare: one lane without name and colour, one seed, and defaults for all that the axes replace.
    `sides` are how many cells one picture after the other is wide, and `rows` how many it is high then.
    """

    experiment: Experiment
    kind: MapKind
    x: Axis
    y: Axis
    sides: tuple[int, ...]

    def results(self, executor: Executor | None, checkpoint: Callable[[], None]) -> Iterator[MapData]:
        """Better and better pictures, each complete."""
        for side in self.sides:
            yield compute(self, side, Workers(executor, checkpoint))

    def rows(self, side: int) -> int:
        """How many cells a picture is high that is so many wide."""
        return max(1, side // FLAT) if self.kind is MapKind.PARAMETER else side

    @property
    def rule(self) -> Rule:
        """The rule, with defaults for what an axis replaces."""
        return self.experiment.lanes[0].rule

    @property
    def rows_are_alike(self) -> bool:
        """Whether the rule has no β that the upright axis could replace."""
        return self.kind is MapKind.RATES and "beta" not in parameters(type(self.rule))

    @property
    def surface_moves(self) -> bool:
        """Whether the surface moves while the runs go on."""
        return any(move.step < self.experiment.steps for move in self.experiment.moves)

    def surface_at(self, y: float) -> Surface:
        """The surface of a row: another one in each where a parameter lies along the upright axis."""
        surface = self.experiment.surface
        if self.kind is not MapKind.PARAMETER:
            return surface
        return surface.bent(**{self.y.name: y})


def request_of(
    experiment: Experiment,
    lane: int,
    kind: MapKind,
    *,
    parameter: str | None = None,
    view: View | None = None,
    sides: tuple[int, ...] | None = None,
) -> MapRequest:
    """The map of one lane's rule.

    `parameter` is that of a PARAMETER map (default: the surface's first), `view` the plane of a STARTS map (default:
    the surface's own). Raises ValueError, with one sentence, if the surface has no such parameter.
    """
    rule, sides = experiment.rules[lane], sides or sides_for(experiment.steps)
    match kind:
        case MapKind.RATES:
            x, y = rate_axis((experiment.surface,), rule), momentum_axis(rule)
            return MapRequest(_bare(experiment, without(rule, "lr", "beta")), kind, x, y, sides)
        case MapKind.STARTS:
            x, y = view_axes(view or experiment.surface.view)
            return MapRequest(_bare(replace(experiment, start=experiment.surface.start), rule), kind, x, y, sides)
        case MapKind.PARAMETER:
            y = parameter_axis(experiment.surface, parameter)
            request = MapRequest(_bare(experiment, without(rule, "lr")), kind, y, y, sides)
            x = rate_axis(tuple(request.surface_at(value) for value in (y.low, y.high)), rule)
            usual = surface_parameters(experiment.surface)[y.name].default
            return replace(request, experiment=replace(request.experiment, surface=request.surface_at(usual)), x=x)


def sides_for(steps: int) -> tuple[int, ...]:
    """How many cells wide the pictures are: a first one within a glance, the last one as fine as a screen shows."""
    if steps <= SHORT:
        return (32, 256)
    return (32, 128, 256) if steps <= MIDDLING else (16, 64, 128, 256)


def on_same_axes(first: MapRequest, second: MapRequest) -> tuple[MapRequest, MapRequest]:
    """Both over ranges that hold both of theirs, so that their cells can be compared one by one."""
    x, y = (_together(*axes) for axes in ((first.x, second.x), (first.y, second.y)))
    return replace(first, x=x, y=y), replace(second, x=x, y=y)


def _together(a: Axis, b: Axis) -> Axis:
    return replace(a, low=min(a.low, b.low), high=max(a.high, b.high))


def _bare(experiment: Experiment, rule: Rule) -> Experiment:
    """The experiment with that one lane, its first seed, and nothing that its path does not depend on."""
    bare = Experiment(
        surface=experiment.surface,
        lanes=(Lane(rule, rule.title, 0, linked=False),),
        start=experiment.start,
        steps=experiment.steps,
        moves=experiment.moves,
    )
    if not experiment.has_noise:
        return bare
    return replace(
        bare,
        noise=experiment.noise,
        changes=experiment.noise_changes,
        batch_size=experiment.batch_size,
        seed=experiment.seed,
        noise_kind=experiment.noise_kind,
    )
