"""While the playhead moves, the curves under it are cut out of two pictures that are painted once."""

import numpy as np
import pytest
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap

from app.gui.painting.chart import chart_frame, paint_chart_curves
from app.gui.painting.style import Style
from app.gui.widgets import chart_curves
from app.gui.widgets.chart_curves import ChartCurves
from app.model import edits
from app.model.charts import charts
from app.model.experiment import Experiment
from app.model.scene import SceneBuilder
from app.model.theme import DARK

SIZE = QSize(400, 200)
STYLE = Style(DARK, screen=True)
NEAR = 3
"""Columns around the playhead."""


@pytest.fixture(params=[1, 40], ids=["one seed", "a crowd"])
def chart(request, qapp):
    experiment = edits.set_run(edits.set_run(Experiment(), "noise", 3.0), "seeds", request.param)
    return charts(SceneBuilder().build(experiment))[0]


@pytest.fixture
def ground(qapp):
    made = QPixmap(SIZE)
    made.fill(QColor(DARK.ground))
    return made


def columns(paint):
    """What a function of a painter paints, (columns, rows)."""
    image = QImage(SIZE, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint(painter)
    painter.end()
    return np.frombuffer(image.constBits(), np.uint32).reshape(SIZE.height(), SIZE.width()).T.copy()


def shown(curves, ground, chart, step, outstanding=None):
    """What a frame shows."""
    return columns(lambda painter: curves.paint(painter, SIZE, ground, STYLE, chart, step, outstanding))


def whole(ground, chart, step, outstanding=None):
    """All curves painted at once, as they are up to that step."""

    def paint(painter):
        painter.drawPixmap(0, 0, ground)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(0, 0, SIZE.width(), SIZE.height())
        paint_chart_curves(painter, rect, STYLE, chart, step, cursor=False, outstanding=outstanding)

    return columns(paint)


def x_of(chart, step):
    frame = chart_frame(QRectF(0, 0, SIZE.width(), SIZE.height()), STYLE, chart)
    return round(frame.point(step, chart.low).x())


@pytest.mark.parametrize("outstanding", [None, 1])
@pytest.mark.parametrize("step", [0, 1, 333, 999, 1000])
def test_both_sides_of_the_playhead_are_as_if_painted_at_once(chart, ground, step, outstanding):
    curves, x = ChartCurves(), x_of(chart, step)
    shown(curves, ground, chart, 500, outstanding)
    seen = shown(curves, ground, chart, step, outstanding)
    past, coming = (whole(ground, chart, upto, outstanding) for upto in (chart.steps, 0))
    np.testing.assert_array_equal(seen[: x - NEAR], past[: x - NEAR])
    np.testing.assert_array_equal(seen[x + NEAR :], coming[x + NEAR :])
    assert (seen[x - NEAR : x + NEAR] != past[x - NEAR : x + NEAR]).any(), "the playhead itself"


def test_the_first_picture_is_the_same_as_those_that_follow(chart, ground):
    curves = ChartCurves()
    first, second = (shown(curves, ground, chart, chart.steps) for _ in range(2))
    np.testing.assert_array_equal(first, second)


def test_it_is_painted_anew_only_where_something_else_changed(chart, ground, monkeypatch):
    painted = []

    def counted(*arguments, **named):
        painted.append(arguments)
        paint_chart_curves(*arguments, **named)

    monkeypatch.setattr(chart_curves, "paint_chart_curves", counted)
    curves = ChartCurves()

    def paint(ground, outstanding=None):
        for step in range(0, chart.steps, 100):
            shown(curves, ground, chart, step, outstanding)
        return len(painted)

    assert paint(ground) == 3, "one picture at once, then one of each side"
    assert paint(ground) == 3
    assert paint(ground, outstanding=0) == 6
    other = QPixmap(SIZE)
    other.fill(QColor(DARK.panel))
    assert paint(other, outstanding=0) == 9
