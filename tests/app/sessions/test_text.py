import json
import re
from dataclasses import replace

import numpy as np
import pytest

import app
import surfaces
from app.model.experiment import MOST_LANES, Experiment, Lane
from app.model.legal import MOST_EVENTS, MOST_PARTS
from app.sessions.schema import MOST_BYTES
from app.sessions.session import Session
from app.sessions.share import MOST_LETTERS, read_share, share_text
from app.sessions.text import compact_bytes, read_session, session_bytes
from optim_core import RULES, SCHEDULES, Change, Constant, Momentum, Nesterov, OneCycle
from optim_core.schedule import product
from surfaces.grid import Grid
from surfaces.sampled import MOST_POINTS, MOST_SIDE
from tests.app.sessions.sessions import GOOD, RICH, USUAL


def test_a_file_can_be_read_by_people() -> None:
    text = session_bytes(USUAL).decode()
    assert text.startswith('{\n  "format": "ravine session",\n  "version": 1,\n')
    assert text.endswith("}\n")
    assert max(map(len, text.splitlines())) < 60
    assert json.loads(text)["program"] == app.__version__


@pytest.mark.parametrize("name", GOOD)
def test_the_compact_text_says_the_same(name: str) -> None:
    indented, compact = session_bytes(GOOD[name]), compact_bytes(GOOD[name])
    assert json.loads(indented) == json.loads(compact)
    assert len(compact) < 0.7 * len(indented)


def test_everything_that_is_declared_is_written() -> None:
    content = json.loads(session_bytes(RICH))
    by_key = {cls.key: cls for cls in RULES}
    for lane in content["experiment"]["lanes"]:
        declared = by_key[lane["rule"]].__dataclass_fields__.values()
        assert set(lane["parameters"]) == {f.name for f in declared if "legal" in f.metadata}
        assert set(lane["choices"]) == {f.name for f in declared if "choices" in f.metadata}


@pytest.mark.parametrize("surface", surfaces.SURFACES, ids=lambda surface: surface.key)
def test_a_parameter_that_a_file_does_not_have_takes_its_default(surface) -> None:
    session = Session(
        replace(Experiment(), surface=surface(), lanes=tuple(Lane(rule(), "one", 0) for rule in RULES[:1]))
    )
    content = json.loads(session_bytes(session))
    content["experiment"]["surface"]["parameters"] = {}
    for name in ("parameters", "choices"):
        content["experiment"]["lanes"][0][name] = {}
    assert read_session(json.dumps(content).encode()) == session


@pytest.mark.parametrize("schedule", [cls for cls in SCHEDULES if cls is not Constant], ids=lambda cls: cls.key)
def test_a_number_that_a_schedule_does_not_have_takes_its_default(schedule) -> None:
    lane = Lane(Momentum(schedule=schedule()), "one", 0)
    content = json.loads(session_bytes(Session(Experiment(lanes=(lane,)))))
    del content["experiment"]["lanes"][0]["schedule"][0]["numbers"]
    assert read_session(json.dumps(content).encode()).experiment.lanes == (lane,)


def test_what_a_short_file_may_leave_out() -> None:
    content = json.loads(session_bytes(USUAL))
    del content["look"]
    for name in ("changes", "moves"):
        del content["experiment"][name]
    for lane in content["experiment"]["lanes"]:
        for name in set(lane) - {"rule", "name", "colour"}:
            del lane[name]
    assert read_session(json.dumps(content).encode()) == USUAL


@pytest.mark.parametrize("number", ["1", "1.0", "1e0", "10e-1", "0.1E+1", "1" + "0" * 20 + "e-20"])
def test_a_number_may_be_written_in_any_way_of_json(number: str) -> None:
    text = session_bytes(USUAL).decode().replace('"noise": 0.0', f'"noise": {number}')
    assert repr(read_session(text.encode()).experiment.noise) == "1.0"


def test_names_may_be_escaped() -> None:
    escaped = json.dumps(json.loads(session_bytes(RICH))).encode()
    assert escaped.isascii()
    assert read_session(escaped) == RICH


def largest() -> Session:
    """As long as a legal session can be."""
    long = 0.12345678901234567e-100
    steered = [Change(90_000 + step, "weight_decay", long) for step in range(MOST_EVENTS)]
    part = OneCycle(length=999_999, rise=long)
    rule = Nesterov(lr=long, beta=long, dampening=long, weight_decay=long, schedule=product((part,) * MOST_PARTS))
    lanes = [Lane(rule, f"{colour}" + "\U0001f680" * 41, colour) for colour in range(MOST_LANES)]
    lanes[0] = replace(lanes[0], rule=replace(rule, changes=tuple(steered)))
    return Session(
        replace(RICH.experiment, lanes=tuple(lanes), changes=(), moves=()), 3, (-long, long, -long, long), "compare"
    )


def test_the_largest_surface_from_a_file_has_room() -> None:
    noise = np.random.default_rng(1)
    side = np.sort(noise.uniform(-1e30, 1e30, MOST_SIDE))
    heights, path = noise.standard_normal((MOST_SIDE, MOST_SIDE)), noise.standard_normal((MOST_POINTS, 2))
    session = Session(replace(RICH.experiment, surface=Grid.of("noise", side, side, heights, path)))
    assert read_session(session_bytes(session)) == session
    assert read_share(share_text(session)) == session


def test_the_largest_session_has_room() -> None:
    assert len(session_bytes(largest())) < MOST_BYTES / 4
    assert len(share_text(largest())) < MOST_LETTERS / 4
    assert read_session(session_bytes(largest())) == largest()


@pytest.mark.parametrize(
    ("session", "sentence"),
    [
        (Session(replace(Experiment(), lr=float("nan"))), "lr must lie between 0 and 1e9, not undefined"),
        (Session(replace(Experiment(), lanes=())), "an experiment has 1 to 8 lanes, not 0"),
        (Session(step=1001), "look.step must lie between 0 and 1,000, where the run ends, not 1,001"),
        (Session(step=-1), "look.step must lie between 0 and 1,000, where the run ends, not -1"),
        (Session(view=""), "look.view must be one of path, map, crowd, compare, 3d, not ''"),
        (Session(rectangle=(0, 1, float("nan"), 1)), "look.rectangle must be x from, x to, y from, y to, with"),
        (Session(rectangle=(-float("inf"), 1, 0, 1)), "look.rectangle must be x from, x to, y from, y to, with"),
    ],
)
def test_what_could_not_be_opened_again_is_not_written(session: Session, sentence: str) -> None:
    for write in (session_bytes, compact_bytes, share_text):
        with pytest.raises(ValueError, match="^" + re.escape(sentence)):
            write(session)


def test_numbers_that_numpy_made_are_written_plainly() -> None:
    experiment = replace(Experiment(), lr=np.float64(0.1), start=(np.float64(-0.0), np.float64(2)))
    written = session_bytes(Session(experiment))
    assert written == session_bytes(Session(replace(experiment, lr=0.1, start=(-0.0, 2.0))))
