"""Sessions for tests: three good ones to be spoiled, and all there are, drawn by Hypothesis."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from random import Random
from typing import Any

from hypothesis import strategies as st

import surfaces
from app.model import edits
from app.model.choices import choices
from app.model.events import CHANGED_FOR_ALL, MOVE_PARAMETERS
from app.model.experiment import MASTER_PARAMETERS, MOST_LANES, MOST_POINTS, RUN_PARAMETERS, Experiment, Lane
from app.model.parameters import Parameter, parameters
from app.sessions.session import VIEWS, Session, is_rectangle
from optim_core import (
    RULES,
    SCHEDULES,
    SGD,
    Change,
    Constant,
    Cosine,
    CosineRestarts,
    Momentum,
    Move,
    Nesterov,
    NoiseKind,
    Rule,
    StepDecay,
    Warmup,
)
from optim_core.schedule import product
from tests.app.command.experiments import names, places

USUAL = Session()
RICH = Session(
    Experiment(
        surface=surfaces.get("ravine", condition=20.5, angle=-0.0),
        lanes=(
            Lane(SGD(lr=5e-324, weight_decay=0.1 + 0.2), 'plain "SGD"', 7, visible=False),
            Lane(Momentum(beta=0.999999, convention="inside", decay="decoupled"), "β μ — 動量 🚀", 3, linked=False),
            Lane(Nesterov(drawn="ahead", dampening=1 / 3), "back\\slash / {x}", 0),
            Lane(Momentum(schedule=Warmup(length=50) * Cosine(period=900, floor=0.01)), "scheduled", 1),
            Lane(Momentum(restarts=(0, 300, 99_999), restart_at_boundaries=True), "restarts", 2),
            Lane(SGD(changes=(Change(9, "lr", 1e9), Change(9, "weight_decay", 0.0))), "steered", 4, linked=False),
            Lane(SGD(schedule=product(tuple(cls() for cls in SCHEDULES if cls is not Constant))), "all of them", 5),
            Lane(Nesterov(schedule=StepDecay() * CosineRestarts()), "<b>&amp;</b>", 6),
        ),
        start=(-0.0, 1e9),
        lr=2.2250738585072014e-308,
        beta=0.5,
        noise=1.7976931348623157e-300,
        noise_kind=NoiseKind.JITTER,
        batch_size=10**9,
        steps=1500,
        seeds=3,
        seed=2**53,
        changes=(Change(1, "noise", 0.25), Change(420, "lr", 5e-4), Change(90_000, "beta", 0.0)),
        moves=(Move(0, -0.0, 1e-9), Move(700, 0.5, -1.0)),
    ),
    step=420,
    rectangle=(-4.0, 4.0, -0.1, 1e300),
    view="compare",
)
MAPPED = Session(
    edits.choose_surface(replace(Experiment(), lanes=Experiment().lanes[:1]), surfaces.get("saddle")),
    step=0,
    rectangle=(0.1, 0.30000000000000004, -1e-9, 1e-9),
    view="map",
)
GOOD = {"usual": USUAL, "rich": RICH, "mapped": MAPPED}


steps = st.integers(0, MOVE_PARAMETERS["step"].legal[1])
"""Any step, also one beyond the end of the run: a run that was made shorter keeps what a longer one would meet."""
sides = st.lists(st.floats(-1e300, 1e300), min_size=2, max_size=2).map(sorted)
rectangles = st.tuples(sides, sides).map(lambda both: (*both[0], *both[1])).filter(is_rectangle)


def number(parameter: Parameter) -> st.SearchStrategy[float]:
    """Any legal value; Hypothesis itself likes the ends and the oddest."""
    low, high = parameter.legal
    return st.integers(int(low), int(high)) if parameter.whole else st.floats(low, high)


def any_of(classes: Iterable[type]) -> st.SearchStrategy:
    """One of these with any parameters. All is made once, and not anew for every example as a flatmap would."""
    return st.one_of(
        [st.builds(cls, **{name: number(found) for name, found in parameters(cls).items()}) for cls in classes]
    )


schedules = st.lists(any_of(cls for cls in SCHEDULES if cls is not Constant), max_size=3).map(tuple).map(product)


def changes(declared: dict[str, Parameter]) -> st.SearchStrategy[tuple[Change, ...]]:
    """Values steered at any step: of one number at one step only one."""
    one = st.one_of([st.builds(Change, steps, st.just(name), number(found)) for name, found in declared.items()])
    return st.lists(one, max_size=2, unique_by=lambda change: change[:2]).map(sorted).map(tuple)


def rules(cls: type[Rule]) -> st.SearchStrategy[Rule]:
    own = {name: number(parameter) for name, parameter in parameters(cls).items()}
    chosen = {name: st.sampled_from([word for word, _ in choice.titles]) for name, choice in choices(cls).items()}
    restarts = st.lists(steps, max_size=2).map(tuple)
    common = {"schedule": schedules, "restarts": restarts, "restart_at_boundaries": st.booleans()}
    return st.builds(cls, **own, **chosen, **common, changes=changes(parameters(cls)))


colours = st.integers(0, MOST_LANES - 1)
any_lane = st.builds(Lane, st.one_of([rules(cls) for cls in RULES]), names, colours, st.booleans(), st.booleans())
# One lane for the most part: all eight take long to draw.
one, many = (st.lists(any_lane, min_size=1, max_size=most, unique_by=lambda lane: lane.colour) for most in (1, 8))
run = st.fixed_dictionaries(
    {
        "surface": any_of(surfaces.SURFACES),
        "lanes": st.one_of([one] * 15 + [many]).map(tuple),
        "start": st.tuples(places, places),
        "noise_kind": st.sampled_from(NoiseKind),
        "changes": changes(CHANGED_FOR_ALL),
        "moves": st.lists(st.builds(Move, steps, places, places), max_size=2).map(sorted).map(tuple),
        **{name: number(parameter) for name, parameter in {**MASTER_PARAMETERS, **RUN_PARAMETERS}.items()},
    }
)


@st.composite
def sessions(draw) -> Session:
    """Every experiment that a window can be set to, looked at in every way."""
    wanted = draw(run)
    most = MOST_POINTS // (len(wanted["lanes"]) * wanted["steps"])
    experiment = Experiment(**{**wanted, "seeds": min(wanted["seeds"], most)})
    step = draw(st.none() | st.integers(0, experiment.steps))
    return Session(experiment, step, draw(st.none() | rectangles), draw(st.sampled_from(VIEWS)))


def relatives(session: Session) -> Iterator[Session]:
    """The session, and three like it with other fractions in all places: they cost a tenth of what it takes to draw."""
    chance = Random(repr(session))
    yield session
    for _ in range(3):
        experiment = session.experiment
        lanes = tuple(replace(lane, rule=_refilled(lane.rule, chance)) for lane in experiment.lanes)
        filled = replace(experiment, surface=_refilled(experiment.surface, chance), lanes=lanes)
        yield replace(session, experiment=_refilled(filled, chance))


def _refilled(owner: Any, chance: Random) -> Any:
    """The same with other numbers, all bits of them at random."""
    fractions = [found for found in parameters(type(owner)).values() if not found.whole]
    return replace(owner, **{found.name: chance.uniform(*found.legal) for found in fractions})
