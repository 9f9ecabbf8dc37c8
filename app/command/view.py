"""Which view of an experiment `ravine render` draws, and what of it."""

from app.command.commands import CompareView, CrowdView, MapView, PathView, ReliefView, View
from app.command.nearest import hint, shown
from app.command.values import ANSWERS, explained, one_of
from app.command.words import Given
from app.errors import UseError
from app.model.experiment import Experiment
from app.model.fair.request import obstacle
from app.model.maps.kinds import MapKind, Measure, usual_measure
from app.model.maps.request import request_of
from app.model.parameters import parameters

MAPS = {"map": MapKind.RATES, "starts": MapKind.STARTS, "parameter": MapKind.PARAMETER}
SPACE = "3d"
OTHERS: dict[str, View] = {"path": PathView(), "crowd": CrowdView(), "compare": CompareView(), SPACE: ReliefView()}
MAP_OPTIONS = ("--of", "--against", "--difference", "--measure", "--parameter")
MEASURES = {
    "verdict": Measure.VERDICT,
    "loss": Measure.LOSS,
    "steps": Measure.STEPS,
    "minimum": Measure.MINIMUM,
}


def read_name(given: Given, usual: str) -> str:
    """The name of the view, the usual one if none is given. Raises UseError with the nearest one."""
    text = given.one("--view") or usual
    with explained("--view", text):
        one_of("view", text, {**OTHERS, **MAPS})
    return text


def read_view(given: Given, experiment: Experiment, name: str) -> View:
    """The view of that name. Raises UseError with one sentence if the words or the experiment do not allow it."""
    with explained("--view", name):
        if name == "compare" and (sentence := obstacle(experiment)):
            raise ValueError(sentence)
    if name != SPACE and "--orbit" in given.values:
        raise UseError(f"--orbit belongs to --view {SPACE}")
    if name in MAPS:
        return _read_map(given, experiment, MAPS[name])
    for option in MAP_OPTIONS:
        if option in given.values:
            raise UseError(f"{option} belongs to maps: --view {' or --view '.join(MAPS)}")
    return OTHERS[name]


def _read_map(given: Given, experiment: Experiment, kind: MapKind) -> MapView:
    lanes = _read_lanes(given, experiment)
    measure, difference = _read_measure(given, experiment, kind), _read_difference(given)
    return MapView(kind, lanes, measure, difference, _read_parameter(given, experiment, kind))


def _read_lanes(given: Given, experiment: Experiment) -> tuple[int, ...]:
    """The lane that is mapped, and the one beside it."""
    with_beta = (index for index, lane in enumerate(experiment.lanes) if "beta" in parameters(type(lane.rule)))
    of, against = given.one("--of"), given.one("--against")
    first = next(with_beta, 0) if of is None else _read_lane("--of", of, experiment)
    if against is None:
        return (first,)
    second = _read_lane("--against", against, experiment)
    if second == first:
        raise UseError(f"--against {shown(against)}: {experiment.lanes[first].name} is the lane that is mapped already")
    return first, second


def _read_lane(option: str, text: str, experiment: Experiment) -> int:
    """The index of the lane of that name or number."""
    names = [lane.name for lane in experiment.lanes]
    numbers = {str(index + 1): index for index in range(len(names))}
    known = {**numbers, **{name.lower(): index for index, name in reversed(list(enumerate(names)))}}
    if text.lower() not in known:
        raise UseError(f"{option} {shown(text)}: there is no such lane{hint(text, names)}")
    return known[text.lower()]


def _read_difference(given: Given) -> bool:
    text = given.one("--difference") or "no"
    with explained("--difference", text):
        wanted = one_of("answer", text, ANSWERS)
    if wanted and given.one("--against") is None:
        raise UseError("--difference needs a second lane: --against LANE")
    return wanted


def _read_measure(given: Given, experiment: Experiment, kind: MapKind) -> Measure:
    text = given.one("--measure")
    if text is None:
        return usual_measure(kind, experiment.surface)
    with explained("--measure", text):
        measure = one_of("measure", text, MEASURES)
        if measure is Measure.MINIMUM and kind is not MapKind.STARTS:
            raise ValueError("which minimum a run ends at is asked of starts: --view starts")
        if measure in (Measure.MINIMUM, Measure.STEPS) and not experiment.surface.minima:
            raise ValueError(f"{experiment.surface.title} has no minimum; take --measure verdict or loss")
    return measure


def _read_parameter(given: Given, experiment: Experiment, kind: MapKind) -> str | None:
    """The name of the surface's parameter along the upright axis, if there is one."""
    text = given.one("--parameter")
    if kind is MapKind.PARAMETER:
        with explained(*(("--view", "parameter") if text is None else ("--parameter", text))):
            return request_of(experiment, 0, kind, parameter=text).y.name
    if text is not None:
        raise UseError("--parameter belongs to --view parameter")
    return None
