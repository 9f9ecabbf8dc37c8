"""Cells of maps in words."""

from dataclasses import replace

import numpy as np
import pytest

import surfaces
from app.gui.widgets.map_readout import cell_text, readings
from app.model import edits
from app.model.experiment import Experiment
from app.model.maps import MapKind, MapPanelPicture, MapPicture, Measure, request_of
from app.model.maps.data import VERDICTS, MapData
from optim_core.diagnosis import Verdict

SIDE = 8
SGD, MOMENTUM, NESTEROV = range(3)


def panel(
    verdict: Verdict,
    loss: float,
    steps: int = -1,
    minimum: int = -1,
    *,
    lane: int = MOMENTUM,
    kind: MapKind = MapKind.RATES,
    surface: str = "rosenbrock",
    **marks,
) -> MapPanelPicture:
    """A map whose cells are all alike."""
    experiment = edits.choose_surface(Experiment(), surfaces.get(surface))
    shape = (SIDE, SIDE)
    data = MapData(
        request_of(experiment, lane, kind),
        SIDE,
        np.full(shape, VERDICTS.index(verdict), np.int8),
        np.full(shape, loss),
        np.full(shape, steps),
        np.full(shape, minimum),
        np.zeros(SIDE),
    )
    return MapPanelPicture(data, experiment.lanes[lane].name, experiment.lanes[lane].colour, **marks)


def test_a_cell_says_its_settings_its_verdict_its_steps_and_its_loss() -> None:
    shown = panel(Verdict.CONVERGED, 3e-9, 1212, 0)
    x, y = shown.data.values_at((4, 5))
    settings, outcome = cell_text(shown, (x, y)).split(" · ")
    words = settings.split()
    assert words[::2] == ["lr", "β"]
    assert float(words[1]) == pytest.approx(x, rel=0.01)
    assert float(words[3]) == pytest.approx(y, rel=0.01)
    assert outcome == "Converged, loss 3e-9, 1,212 steps to tolerance"


def test_a_run_that_diverged_has_no_loss() -> None:
    assert cell_text(panel(Verdict.DIVERGED, np.inf), (1e-3, 0.5)).endswith("· Diverged")


def test_a_rule_without_beta_has_none_in_words() -> None:
    assert "β" not in cell_text(panel(Verdict.CRAWLING, 1.0, lane=SGD), (1e-3, 0.5))


def test_of_several_minima_it_says_which() -> None:
    shown = panel(Verdict.CONVERGED, 0.0, 12, 1, kind=MapKind.STARTS, surface="sharp-and-flat")
    assert "Converged, minimum 2, loss 0, 12 steps" in cell_text(shown, (0.0, 0.0))


def test_without_a_mouse_the_lane_says_where_it_stands() -> None:
    stands = panel(Verdict.CRAWLING, 1.0, cross=(1e-3, 0.9))
    picture = MapPicture((stands,), Measure.VERDICT)
    assert readings(picture, None) == (cell_text(stands, (1e-3, 0.9)),)
    assert readings(picture, (1e-4, 0.5)) == (cell_text(stands, (1e-4, 0.5)),)
    for cross, words in (((30.0, 0.9), "beyond the edge"), (None, "not on this map")):
        lost = MapPicture((replace(stands, cross=cross),), Measure.VERDICT)
        assert words in readings(lost, None)[0]


def test_two_lanes_speak_by_name_unless_their_maps_are_one() -> None:
    one, other = panel(Verdict.CRAWLING, 1.0), panel(Verdict.CONVERGED, 0.0, lane=NESTEROV)
    lines = readings(MapPicture((one, other), Measure.VERDICT), (1e-3, 0.5))
    assert [line.split()[0] for line in lines] == ["Momentum", "Nesterov"]
    same = readings(MapPicture((one, replace(one, lane_name="B")), Measure.VERDICT), (1e-3, 0.5))
    assert same[1].startswith("B has the same map")
