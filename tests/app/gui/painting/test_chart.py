"""A chart's past is drawn in full and its future faintly; of many seeds the median, in its band."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from app.gui.painting.chart import _value_ticks, chart_frame, paint_chart_curves
from app.gui.painting.style import Style
from app.model import edits
from app.model.charts import Chart, loss_chart
from app.model.curves import Band, Curve
from app.model.experiment import Experiment
from app.model.scene import SceneBuilder
from app.model.theme import LIGHT


def ink(step: int) -> float:
    """How dark the chart is with the playhead at that step, the playhead itself left out."""
    image = QImage(400, 200, QImage.Format.Format_Grayscale8)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    chart = loss_chart(SceneBuilder().build(Experiment()))
    paint_chart_curves(painter, QRectF(0, 0, 400, 200), Style(LIGHT), chart, step, cursor=False)
    painter.end()
    return float(255.0 - np.frombuffer(image.constBits(), dtype=np.uint8).mean())


def test_values_that_are_not_on_powers_of_ten_have_more_than_one_number(qapp) -> None:
    chart = replace(loss_chart(SceneBuilder().build(Experiment())), log=False, low=-9.0, high=1.0)
    assert [label for _, label in _value_ticks(chart, 2)] == ["−5", "0"]
    saddle = replace(chart, low=-3.2, high=1.4)
    assert len(_value_ticks(saddle, 2)) > 1


def test_the_further_the_playhead_the_more_ink(qapp) -> None:
    steps = [ink(step) for step in (0, 250, 500, 1000)]
    assert steps == sorted(steps)
    assert len(set(steps)) == 4


SIZE = QRectF(0, 0, 400, 200)


def pixels(chart: Chart, step: int, outstanding: int | None = None) -> np.ndarray:
    """How far each pixel is from white, with the curves alone: (rows, columns)."""
    image = QImage(400, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_chart_curves(painter, SIZE, Style(LIGHT), chart, step, cursor=False, outstanding=outstanding)
    painter.end()
    found = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(200, 400, 4)
    return 255.0 - found[..., :3].min(axis=2).astype(float)


def banded(low: list[float], median: list[float], high: list[float], steps: tuple[float, ...] = (0, 50, 100)) -> Chart:
    """A chart from 0 to 1 over 100 steps with one lane, whose quantiles at these steps are given."""
    scene = SceneBuilder().build(edits.set_run(edits.set_run(Experiment(), "seeds", 2), "steps", 100))
    band = Band(*(np.array(part, dtype=float) for part in (steps, low, median, high)))
    curve = Curve(0, scene.runs[0], band.steps, band.median, band)
    return replace(loss_chart(scene), log=False, low=0.0, high=1.0, curves=(curve,), overlay=None)


def at(chart: Chart, step: float, value: float) -> tuple[int, int]:
    place = chart_frame(SIZE, Style(LIGHT), chart).point(step, value)
    return round(place.y()), round(place.x())


def test_the_band_is_filled_between_its_edges_and_nowhere_else() -> None:
    chart = banded([0.2, 0.4, 0.2], [0.3, 0.55, 0.3], [0.4, 0.8, 0.4])
    drawn = pixels(chart, 100)
    for value in (0.25, 0.35):
        assert drawn[at(chart, 1, value)] > 0
    for value in (0.46, 0.7):
        assert drawn[at(chart, 50, value)] > 0
    for step, value in ((50, 0.3), (50, 0.9), (1, 0.1), (1, 0.5), (25, 0.2), (25, 0.7)):
        assert drawn[at(chart, step, value)] == 0
    assert drawn[at(chart, 50, 0.55)] > 2 * drawn[at(chart, 50, 0.7)], "the median stands out"


def test_after_the_playhead_the_band_is_faint_and_changes_where_that_is() -> None:
    chart = banded([0.2, 0.2, 0.2], [0.5, 0.5, 0.5], [0.8, 0.8, 0.8])
    drawn = pixels(chart, 30)
    before, after = drawn[at(chart, 28, 0.3)], drawn[at(chart, 32, 0.3)]
    assert before > 2 * after > 0
    assert drawn[at(chart, 28, 0.5)] > drawn[at(chart, 32, 0.5)] > after


@pytest.mark.parametrize("beyond", [5.0, 300.0, np.inf, np.nan])
def test_a_band_that_leaves_the_chart_is_filled_up_to_its_rim(beyond: float) -> None:
    chart = banded([0.2, 0.2, 0.2], [0.5, 0.5, 0.5], [0.8, beyond, beyond])
    drawn = pixels(chart, 100)
    frame = chart_frame(SIZE, Style(LIGHT), chart)
    assert drawn[at(chart, 75, 0.98)] > 0
    assert drawn[: round(frame.top) - 1].max() == 0
    assert drawn[round(frame.top + frame.height) + 2 :].max() == 0


def test_a_band_that_dives_is_filled_where_it_is_and_not_to_the_next_step() -> None:
    """From 0.5 to −300 within 50 steps the lower edge is out of the chart after a twelfth of a step."""
    chart = banded([0.5, -300.0, -300.0], [0.6, 0.6, 0.6], [0.7, 0.7, 0.7])
    assert pixels(chart, 100)[at(chart, 2, 0.1)] > 0


def test_the_others_fade_with_their_bands_while_one_stands_out() -> None:
    chart = banded([0.2, 0.2, 0.2], [0.5, 0.5, 0.5], [0.8, 0.8, 0.8])
    place = at(chart, 50, 0.3)
    plain, hovered, faded = (pixels(chart, 100, lane)[place] for lane in (None, 0, 2))
    assert plain == hovered > faded > 0


def test_one_seed_has_no_band() -> None:
    chart = loss_chart(SceneBuilder().build(Experiment()))
    assert (pixels(chart, 1000) > 0).mean() < 0.1
