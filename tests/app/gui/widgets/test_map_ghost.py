"""The ghost's walk never holds up a frame, whatever a step costs."""

from dataclasses import replace
from itertools import count

import surfaces
from app.gui.widgets import map_ghost
from app.gui.widgets.map_ghost import Ghost
from app.model.experiment import Experiment
from app.model.pace import UNTRIED

SLOW = replace(Experiment(), surface=surfaces.get("expr:(1 - x)^2 + 9*(y - x^2)^2"), steps=300)


def test_on_slow_ground_a_turn_takes_no_more_steps_than_it_has_time_for(qtbot, monkeypatch) -> None:
    looks = (0.02 * look for look in count())
    monkeypatch.setattr(map_ghost, "perf_counter", lambda: next(looks))
    ghost = Ghost(None)
    ghost.haunt(SLOW, (1,), (-1.0, 1.0))
    lengths = []
    while not lengths or lengths[-1] < UNTRIED + 10:
        with qtbot.waitSignal(ghost.changed):
            pass
        lengths.append(len(ghost.paths[0]) - 1)
    ghost.leave()
    # The first slice took five times too long, so those after it have a fifth of its steps, one in each turn.
    assert lengths[:3] == [UNTRIED, UNTRIED + UNTRIED // 5, UNTRIED + 2 * (UNTRIED // 5)]
