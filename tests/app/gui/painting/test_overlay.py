"""Learning rates and events over a chart, in the window and in figures."""

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from app.gui.export import scene_painting
from app.gui.painting.chart import chart_frame, paint_chart_ground
from app.gui.painting.overlay import SHAPES, handle_middle, paint_overlay, rate_frame
from app.gui.painting.style import Style
from app.model import edits, events, scheduling, steering
from app.model.charts import Chart, loss_chart
from app.model.events import Kind
from app.model.experiment import Experiment
from app.model.scene import SceneBuilder
from app.model.theme import DARK, LIGHT, THEMES
from optim_core import StepDecay
from tests.app.gui.painting.papers import image_of

SIZE = (300, 220)
RECT = QRectF(0, 0, *SIZE)
each_theme = pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())


def eventful() -> Experiment:
    """One event of each kind, far from each other."""
    experiment = scheduling.set_schedule(Experiment(), 1, StepDecay(every=200))
    experiment = scheduling.add_restart(experiment, 2, 350)
    experiment = steering.steer_lane(experiment, 0, "weight_decay", 0.1, 500)
    experiment = steering.steer_master(experiment, "beta", 0.5, 650)
    return events.add_move(experiment, 800, 0.5, 0.0)


def chart_of(experiment: Experiment) -> Chart:
    return loss_chart(SceneBuilder().build(experiment))


def painted(chart: Chart, style: Style, paint) -> np.ndarray:
    """Red, green and blue (rows, columns, 3) of what `paint` puts on the panel's ground."""
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    image.fill(QColor(style.theme.panel))
    painter = QPainter(image)
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint(painter, chart_frame(RECT, style, chart), style, chart)
    finally:
        painter.end()
    data = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(SIZE[1], SIZE[0], 4)
    return data[:, :, 2::-1].astype(np.int64)


def only_overlay(**options):
    return lambda painter, frame, style, chart: paint_overlay(painter, frame, style, chart.overlay, **options)


def ink_of(theme, event) -> np.ndarray:
    name = theme.text if event.lane is None else theme.lanes[event.lane]
    return np.array(QColor(name).getRgb()[:3])


@each_theme
def test_every_event_has_a_line_over_the_whole_height_and_a_handle_above_it(theme, qapp) -> None:
    chart, style = chart_of(eventful()), Style(theme, screen=True)
    picture = painted(chart, style, only_overlay(handles=True))
    frame = chart_frame(RECT, style, chart)
    assert {event.kind for event in chart.overlay.events} == set(Kind)
    for event in chart.overlay.events:
        middle = handle_middle(frame, style, event)
        assert abs(middle.x() - frame.point(event.step, 0.0).x()) <= 1.0
        assert (picture[int(middle.y()), int(middle.x())] == ink_of(theme, event)).all()
        column = picture[int(frame.top) + 1 : int(frame.top + frame.height) - 1, int(middle.x())]
        assert (column != np.array(QColor(theme.panel).getRgb()[:3])).any(axis=1).all()


def test_kinds_are_told_apart_by_the_shape_of_their_handles(qapp) -> None:
    style, shapes = Style(LIGHT, screen=True), {}
    chart = chart_of(eventful())
    picture = painted(chart, style, only_overlay(handles=True))
    for event in chart.overlay.events:
        middle = handle_middle(chart_frame(RECT, style, chart), style, event)
        x, y = int(middle.x()), int(middle.y())
        patch = picture[y - 6 : y + 7, x - 6 : x + 7]
        ground = np.array(QColor(LIGHT.panel).getRgb()[:3])
        shapes[event.kind] = (
            np.abs(patch - ground).sum(axis=2) > np.abs(ink_of(LIGHT, event) - ground).sum() / 2
        ).tobytes()
    assert shapes[Kind.CHANGE] == shapes[Kind.MASTER_CHANGE]
    assert len(set(shapes.values())) == len(Kind) - 1
    assert set(SHAPES) == set(Kind) - {Kind.RESTART}


def test_a_marked_handle_is_larger(qapp) -> None:
    style, chart = Style(DARK, screen=True), chart_of(eventful())
    plain = painted(chart, style, only_overlay(handles=True))
    for event in chart.overlay.events:
        marked = painted(chart, style, only_overlay(handles=True, marked=event.identity))
        different = np.argwhere((plain != marked).any(axis=2))
        middle = handle_middle(chart_frame(RECT, style, chart), style, event)
        assert len(different) > 5
        assert (np.abs(different - (middle.y(), middle.x())) <= 8).all()


def test_a_rate_is_drawn_where_its_axis_says(qapp) -> None:
    chart, style = chart_of(scheduling.set_schedule(Experiment(), 1, StepDecay(every=500))), Style(LIGHT, screen=True)
    picture = painted(chart, style, only_overlay())
    frame = rate_frame(chart_frame(RECT, style, chart), chart.overlay)
    ground = np.array(QColor(LIGHT.panel).getRgb()[:3])
    for step, exponent in ((250, -3.0), (750, -4.0)):
        place = frame.point(step, exponent)
        x, y = round(place.x()), round(place.y())
        rows = np.flatnonzero((picture[:, x - 4 : x + 5] != ground).any(axis=2).any(axis=1))
        assert (np.abs(rows - y) <= 1.5).all()
        assert len(rows)


def test_a_rate_that_lanes_share_is_drawn_once_in_the_colour_of_all(qapp) -> None:
    style = Style(LIGHT, screen=True)
    alone = chart_of(steering.steer_lane(Experiment(), 1, "lr", 1e-4, 500))
    shared = chart_of(steering.steer_master(Experiment(), "lr", 1e-4, 500))
    assert [len(chart.overlay.rates) for chart in (alone, shared)] == [1, 3]
    frame = chart_frame(RECT, style, shared)
    above = slice(int(frame.top), int(frame.top) + 30)
    inks = []
    for chart in (alone, shared):
        picture = painted(chart, style, only_overlay())[above, int(frame.left) + 5 : int(frame.left) + 80].reshape(
            -1, 3
        )
        inks.append(picture[picture.sum(axis=1).argmin()])
    colourful = [int(ink.max() - ink.min()) for ink in inks]
    assert colourful[0] > 60
    assert colourful[1] < 20, "the text's colour is grey"


@each_theme
def test_the_right_axis_is_readable_and_within_the_card(theme, qapp) -> None:
    style = Style(theme, screen=True)
    for lr in (1e-3, 3e-5, 0.7):
        experiment = edits.set_master(scheduling.set_schedule(Experiment(), 1, StepDecay(every=500)), "lr", lr)
        chart = chart_of(experiment)
        picture = painted(
            chart, style, lambda painter, frame, style, chart: paint_chart_ground(painter, RECT, style, chart)
        )
        frame = chart_frame(RECT, style, chart)
        right = picture[int(frame.top) : int(frame.top + frame.height), int(frame.left + frame.width) + 5 :]
        written = np.flatnonzero((right != np.array(QColor(theme.panel).getRgb()[:3])).any(axis=2).any(axis=0))
        assert len(written) > 15, "numbers stand there"
        assert written.max() < right.shape[1] - 4, "and are not cut off"


def test_figures_have_lines_and_rates_but_no_handles(qapp) -> None:
    style = Style(LIGHT)
    chart = chart_of(eventful())
    bare = chart_of(Experiment())
    picture = painted(chart, style, only_overlay())
    frame = chart_frame(RECT, style, chart)
    for event in chart.overlay.events:
        middle = handle_middle(frame, style, event)
        assert (picture[int(middle.y()) - 1, int(middle.x())] == QColor(LIGHT.panel).getRgb()[:3]).all()
        assert (picture[int(frame.top) + 3, int(middle.x())] != QColor(LIGHT.panel).getRgb()[:3]).any()
    assert chart_frame(RECT, style, bare).width > frame.width


def test_a_whole_figure_shows_the_schedule(qapp) -> None:
    pictures = [
        image_of(scene_painting(SceneBuilder().build(experiment)), (560, 420))
        for experiment in (Experiment(), scheduling.add_schedule(Experiment(), 1, StepDecay))
    ]
    assert pictures[0] != pictures[1]
