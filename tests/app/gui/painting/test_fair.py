"""The chart and the figure of a fair comparison: every lane in its ink, its best where it is, and room for all."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from app.gui.export import Paint
from app.gui.painting import axes, fair_chart
from app.gui.painting.fair_chart import paint_fair, paint_fair_ground
from app.gui.painting.fair_figure import paint_fair_figure
from app.gui.painting.fair_plot import FairPlot, least_height
from app.gui.painting.style import Style
from app.gui.painting.text import draw_text
from app.model import edits
from app.model.experiment import MOST_LANES
from app.model.fair import FairResult, fair_axes
from app.model.theme import DARK, LIGHT, THEMES
from optim_core import SGD
from optim_core.tuning import Objective
from tests.app.gui.painting.papers import image_of, written
from tests.app.model.fair.comparisons import result_of, short

SIZE = (480, 300)
each_theme = pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())


def plot_of(result: FairResult, theme=LIGHT, outstanding=None, size=SIZE) -> FairPlot:
    return FairPlot(QRectF(0, 0, *size), Style(theme), result, fair_axes(result), outstanding)


def pixels(image: QImage) -> np.ndarray:
    data = np.frombuffer(image.constBits(), dtype=np.uint32).reshape(image.height(), image.bytesPerLine() // 4)
    return data[:, : image.width()] & 0xFFFFFF


def painted(plot: FairPlot, paint=paint_fair) -> np.ndarray:
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    image.fill(QColor(plot.style.theme.panel))
    painter = QPainter(image)
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint(painter, plot)
    finally:
        painter.end()
    return pixels(image)


def painting(result: FairResult) -> Paint:
    return lambda painter, sheet: paint_fair_figure(painter, sheet, result)


def number(ink: str) -> int:
    return int(ink[1:], 16)


def at(picture: np.ndarray, point: QPointF) -> int:
    return int(picture[int(point.y()), int(point.x())])


@each_theme
def test_every_lane_has_its_ink_and_a_full_dot_at_its_best(qapp, theme) -> None:
    plot = plot_of(result_of(short()), theme)
    picture = painted(plot)
    for lane in plot.result.lanes:
        assert (picture == number(theme.lanes[lane.lane.colour])).sum() > 20
    # Of dots that lie upon each other the last one is on top.
    for lane in plot.result.lanes[-1:]:
        assert at(picture, plot.best(lane)) == number(theme.lanes[lane.lane.colour])
        assert at(picture, plot.now(lane)) == number(theme.panel)


def test_dots_stand_where_the_numbers_are(qapp) -> None:
    plot = plot_of(result_of(short()))
    for lane in plot.result.lanes:
        lr, loss = plot.frame.data(*plot.best(lane).toTuple())
        assert 10**lr == pytest.approx(lane.tuned.lr)
        assert 10**loss == pytest.approx(lane.tuned.loss)
        lr, loss = plot.frame.data(*plot.now(lane).toTuple())
        assert (10**lr, 10**loss) == pytest.approx((lane.lane.rule.lr, lane.loss[0]))
        low, high = (10 ** plot.strip.data(*end.toTuple())[0] for end in plot.good(lane))
        assert (low, high) == pytest.approx(lane.tuned.good)
    assert 10 ** plot.frame.data(plot.master_x, 0)[0] == pytest.approx(0.01)


def test_what_has_no_number_stands_at_the_upper_edge(qapp) -> None:
    plot = plot_of(result_of(edits.set_master(short(), "lr", 0.09)))
    diverged = [lane for lane in plot.result.lanes if np.isinf(lane.loss[0])]
    steps = plot_of(result_of(short(20), Objective.STEPS))
    never = [lane for lane in steps.result.lanes if np.isinf(lane.steps[0])]
    assert diverged or never
    for which, lanes in ((plot, diverged), (steps, never)):
        assert all(which.now(lane).y() == pytest.approx(which.frame.top) for lane in lanes)


def test_good_ranges_stand_below_each_other_under_the_curves(qapp) -> None:
    plot = plot_of(result_of(short()))
    rows = [plot.good(lane)[0].y() for lane in plot.result.lanes]
    assert rows == sorted(set(rows))
    assert plot.frame.rect.bottom() < rows[0]
    assert rows[-1] < plot.strip.rect.bottom() < plot.rect.bottom()


def test_the_lane_that_stands_out_fades_the_others(qapp) -> None:
    result = result_of(short())
    plain, loud = (painted(plot_of(result, outstanding=place), paint_fair_ground) for place in (None, 1))
    inks = [number(LIGHT.lanes[lane.lane.colour]) for lane in result.lanes]
    amounts = [((plain == ink).sum(), (loud == ink).sum()) for ink in inks]
    assert amounts[1][1] > amounts[1][0]
    assert all(faded < before / 4 for before, faded in (amounts[0], amounts[2]))


def test_the_line_of_a_master_that_no_lane_has_is_not_drawn_on_paper(qapp) -> None:
    result = result_of(short())
    other = replace(result.request, experiment=replace(result.request.experiment, lr=0.3))
    plot = plot_of(replace(result, request=other))
    x = round(plot.master_x)
    column = painted(plot)[int(plot.frame.top) - 3, x - 2 : x + 3]
    with_line = painted(plot_of(result))[int(plot.frame.top) - 3]
    assert set(column.tolist()) == {number(LIGHT.panel)}
    line_x = round(plot_of(result).master_x)
    assert set(with_line[line_x - 2 : line_x + 3].tolist()) != {number(LIGHT.panel)}


def test_eight_lanes_leave_room_for_the_curves(qapp) -> None:
    style = Style(DARK)
    many = short(20)
    while len(many.lanes) < MOST_LANES:
        many = edits.add_lane(many, SGD)
    result = result_of(many, tunes_beta=False)
    plot = FairPlot(QRectF(0, 0, 330, least_height(style, 8)), style, result, fair_axes(result))
    assert plot.frame.height >= 80
    assert plot.is_crowded


@each_theme
@pytest.mark.parametrize("objective", Objective)
@pytest.mark.parametrize("size", [(1120, 840), (640, 480)], ids=str)
def test_a_figure_in_every_theme_and_size(qapp, theme, objective, size) -> None:
    result = result_of(short(), objective)
    picture = pixels(image_of(painting(result), size, theme))
    assert (picture == number(theme.panel)).mean() > 0.7
    # Nothing touches the paper's edges.
    for edge in (picture[:4], picture[-4:], picture[:, :4], picture[:, -4:]):
        assert (edge == number(theme.panel)).all()


def test_a_figure_is_the_same_in_every_format(qapp, tmp_path) -> None:
    result = result_of(short())
    for suffix, head in ((".png", b"\x89PNG"), (".svg", b"<?xml"), (".pdf", b"%PDF")):
        target = tmp_path / f"fair{suffix}"
        written(target, painting(result), (560, 420))
        assert target.read_bytes().startswith(head)
    # Text as outlines: no reader needs the typeface.
    assert b"<text" not in (tmp_path / "fair.svg").read_bytes()


def test_the_name_of_lr_is_clear_of_a_number_under_the_edge(qapp, monkeypatch: pytest.MonkeyPatch) -> None:
    plot = plot_of(result_of(short()))
    plot = replace(plot, axes=replace(plot.axes, left=-4.0))
    assert plot.axes.rate_ticks(6)[0][0] == plot.axes.left
    boxes: dict[str, QRectF] = {}

    def noted(painter, style, at, text, *rest):
        boxes[text] = draw_text(painter, style, at, text, *rest)
        return boxes[text]

    for module in (axes, fair_chart):
        monkeypatch.setattr(module, "draw_text", noted)
    painted(plot, paint_fair_ground)
    first = boxes[plot.axes.rate_ticks(6)[0][1]]
    assert boxes["lr"].right() < first.left()
    assert boxes["lr"].left() > 0
