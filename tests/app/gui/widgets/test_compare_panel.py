"""The compare panel under a hand: what it asks for, what it shows meanwhile, and what is taken over."""

from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

import surfaces
from app.gui.painting.style import font
from app.gui.painting.text import RIGHT, text_width
from app.gui.store import Store
from app.gui.style_sheet import style_sheet
from app.gui.widgets.compare_panel import COMPUTING, FINER, LEAST_WIDTH, ComparePanel
from app.gui.widgets.compare_table import layout
from app.model import edits
from app.model.experiment import Experiment
from app.model.fair import headline
from app.model.theme import DARK, LIGHT
from optim_core.tuning import Objective
from tests.app.gui.hand import Hand, middle, settle
from tests.app.gui.widgets.conftest import Stage
from tests.app.model.fair.comparisons import answered, result_of, short


class Desk:
    """Stands in for the window: applies edits, keeps what is asked for, answers when it is told to."""

    def __init__(self, stage: Stage, experiment: Experiment, size: tuple[int, int] = (500, 520)) -> None:
        self.panel = ComparePanel(DARK)
        self.store = Store(experiment)
        self.asked: list[tuple] = []
        self.heard: list[object] = []
        self.answers = True
        panel = self.panel
        panel.comparisons_wanted.connect(self._on_wanted)
        panel.edit_wanted.connect(self._on_edit)
        panel.gesture_began.connect(self.store.begin_gesture)
        panel.gesture_ended.connect(self.store.end_gesture)
        for name in ("gesture_began", "gesture_ended"):
            getattr(panel, name).connect(lambda name=name: self.heard.append(name))
        for name in ("lane_selected", "lane_hovered", "said"):
            getattr(panel, name).connect(lambda value, name=name: self.heard.append((name, value)))
        self.hand: Hand = stage(panel)
        panel.window().setStyleSheet(style_sheet(DARK))
        panel.window().resize(*size)
        self.show(experiment)

    def show(self, experiment: Experiment) -> None:
        self.panel.show_experiment(experiment)
        settle()

    def _on_wanted(self, requests: tuple) -> None:
        self.asked.append(requests)
        if self.answers:
            for request in requests:
                self.panel.show_result(request, answered(request))

    def _on_edit(self, edit) -> None:
        self.store.apply(edit)
        self.panel.show_experiment(self.store.experiment)

    @property
    def chart(self):
        return self.panel.chart

    def hover(self, widget: QWidget, place: QPoint) -> None:
        # The mouse may stand there already, from a test before.
        for where, at in ((self.panel.words, QPoint(3, 3)), (widget, place)):
            self.hand.move(where, at)
            settle()

    def on_line(self) -> QPoint:
        """A place on the line of the master lr, below the frame's upper edge."""
        plot = self.chart.plot
        return QPoint(round(plot.master_x), round(plot.frame.rect.bottom()) - 3)

    def opacity_of(self, lane: int) -> float:
        """How far the ink of a lane's bar in the table is from the ground."""
        row = self.panel.table.rows[lane]
        image = row.grab().toImage()
        ink, ground = image.pixelColor(1, row.height() // 2), image.pixelColor(6, 1)
        return abs(ink.red() - ground.red()) + abs(ink.green() - ground.green()) + abs(ink.blue() - ground.blue())


@pytest.fixture
def desk(stage: Stage) -> Desk:
    return Desk(stage, short())


def test_it_says_what_the_result_says(desk: Desk) -> None:
    assert desk.panel.words.text() == headline(result_of(short()))
    assert [row.place for row in desk.panel.table.rows] == [0, 1, 2]
    assert desk.panel.picture.lanes[1].tuned.lr == result_of(short()).lanes[1].tuned.lr
    assert "gradients a run" in desk.panel.notes.text()


# What is asked for


def test_a_comparison_is_asked_for_once(desk: Desk) -> None:
    assert len(desk.asked) == 1
    desk.show(short())
    desk.show(edits.set_run(short(), "seed", 5))
    assert len(desk.asked) == 1
    desk.show(edits.set_start(short(), 1.0, 1.0))
    assert [len(requests) for requests in desk.asked] == [1, 1]


def test_while_it_is_hidden_it_asks_for_nothing(desk: Desk) -> None:
    desk.panel.hide()
    desk.show(edits.set_start(short(), 1.0, 1.0))
    assert len(desk.asked) == 1
    desk.panel.show()
    settle()
    assert desk.asked[-1][0].experiment.start == (1.0, 1.0)
    # Others had the workshop meanwhile: the same question is put again.
    desk.panel.hide()
    desk.panel.show()
    settle()
    assert len(desk.asked) == 3
    assert desk.asked[1] == desk.asked[2]


def test_controls_ask_for_another_comparison(desk: Desk) -> None:
    controls = desk.panel.controls
    desk.hand.click(controls.objectives.segments[Objective.STEPS])
    assert desk.asked[-1][0].objective is Objective.STEPS
    assert "steps" in desk.panel.words.text()
    desk.hand.click(controls.tunes_beta, QPoint(8, controls.tunes_beta.height() // 2))
    assert (desk.asked[-1][0].objective, desk.asked[-1][0].tunes_beta) == (Objective.STEPS, False)
    desk.hand.click(controls.objectives.segments[Objective.STEPS])
    assert len(desk.asked) == 3


def test_without_a_minimum_it_says_why_and_needs_nothing(desk: Desk) -> None:
    desk.show(edits.choose_surface(short(), surfaces.get("saddle")))
    assert desk.asked[-1] == ()
    assert desk.panel.words.text().startswith("Saddle has no minimum")
    assert not desk.chart.isVisible()
    assert not desk.panel.controls.isEnabled()
    desk.show(short())
    assert desk.chart.isVisible()


def test_the_first_result_is_waited_for_in_words(stage: Stage) -> None:
    panel = ComparePanel(LIGHT)
    stage(panel)
    panel.show_experiment(short())
    settle()
    assert panel.words.text() == COMPUTING
    assert panel.picture is None
    assert not panel.table.isVisible()


# What is shown meanwhile


def test_an_old_result_stays_dimmed_and_gives_nothing_away(desk: Desk) -> None:
    clear = desk.opacity_of(0)
    desk.answers = False
    moved = edits.set_start(short(), 1.0, 1.0)
    desk.show(moved)
    assert desk.panel.words.text() == headline(result_of(short()))
    assert desk.opacity_of(0) < 0.7 * clear
    assert not any(row.use.isEnabled() for row in (*desk.panel.table.rows, desk.panel.table.head))
    (request,) = desk.asked[-1]
    desk.panel.show_result(request, answered(request))
    assert desk.opacity_of(0) == clear
    assert desk.panel.words.text() == headline(answered(request))


def test_an_answer_to_an_old_question_is_not_shown(desk: Desk) -> None:
    desk.answers = False
    (old,) = desk.asked[0]
    desk.show(edits.set_start(short(), 1.0, 1.0))
    desk.panel.show_result(old, result_of(short(20)))
    assert desk.panel.picture.request == old


def test_it_says_that_better_is_to_come(desk: Desk) -> None:
    desk.panel.show_busy(True)
    assert desk.panel.notes.text().startswith(FINER)
    desk.panel.show_busy(False)
    assert not desk.panel.notes.text().startswith(FINER)


# The line of the master lr


def test_a_drag_of_the_line_moves_the_master_in_one_step_of_undo(desk: Desk) -> None:
    desk.answers = False
    plot, start = desk.chart.plot, desk.on_line()
    target = QPoint(round(plot.frame.point(-2.5, 0.0).x()), start.y())
    clear = desk.opacity_of(0)
    desk.hand.drag(desk.chart, [start, start + QPoint(-10, 0), target])
    assert desk.store.experiment.lr == pytest.approx(10**-2.5, rel=0.02)
    assert [word for word in desk.heard if isinstance(word, str)] == ["gesture_began", "gesture_ended"]
    # Lanes follow along their curves at once, before anything is computed.
    followed = desk.panel.picture.lanes
    assert [lane.lane.rule.lr for lane in followed] == [desk.store.experiment.lr] * 3
    assert desk.opacity_of(0) == clear
    desk.store.undo()
    assert desk.store.experiment == short()


def test_the_line_stays_within_the_axis_that_it_was_taken_on(desk: Desk) -> None:
    axes, start = desk.chart.plot.axes, desk.on_line()
    desk.hand.press(desk.chart, start)
    desk.hand.move(desk.chart, QPoint(desk.chart.width() - 1, start.y()))
    settle()
    assert np.log10(desk.store.experiment.lr) == pytest.approx(axes.right, abs=0.01)
    assert desk.chart.plot.axes == axes
    desk.hand.release(desk.chart, start)


def test_where_no_lane_follows_there_is_nothing_to_take(stage: Stage) -> None:
    alone = short()
    for place in range(3):
        alone = edits.set_linked(alone, place, False)
    desk = Desk(stage, alone)
    desk.hand.drag(desk.chart, [desk.on_line(), desk.on_line() + QPoint(30, 0)])
    assert desk.store.experiment == alone
    assert "gesture_began" not in desk.heard


def test_arrow_keys_move_the_line(desk: Desk) -> None:
    desk.chart.setFocus()
    desk.hand.key("Right")
    assert 0.01 < desk.store.experiment.lr < 0.012
    desk.hand.key("Left")
    desk.hand.key("Left")
    assert desk.store.experiment.lr < 0.01


def test_hiding_it_ends_a_gesture(desk: Desk) -> None:
    place = desk.on_line()
    desk.hand.press(desk.chart, place)
    desk.panel.hide()
    assert desk.heard[-1] == "gesture_ended"
    assert not desk.store.is_in_gesture
    desk.panel.show()
    desk.hand.release(desk.chart, place)
    assert desk.heard.count("gesture_ended") == 1


# Lanes


def test_a_curve_under_the_mouse_is_meant(desk: Desk) -> None:
    plot = desk.chart.plot
    lane = plot.result.lanes[0]
    place = plot.best(lane).toPoint()
    desk.hover(desk.chart, place)
    assert ("lane_hovered", 0) in desk.heard
    desk.hand.click(desk.chart, place)
    assert ("lane_selected", 0) in desk.heard
    desk.hand.move(desk.chart, QPoint(round(plot.frame.left) + 4, round(plot.frame.rect.bottom()) - 4))
    settle()
    assert desk.heard[-1] == ("lane_hovered", -1)


def test_a_curve_says_what_it_comes_to(desk: Desk) -> None:
    place = desk.chart.plot.best(desk.chart.plot.result.lanes[0]).toPoint()
    QApplication.sendEvent(desk.chart, QHelpEvent(QEvent.Type.ToolTip, place, desk.chart.mapToGlobal(place)))
    assert QToolTip.text().startswith("SGD at lr ")


def test_a_row_is_a_lane(desk: Desk) -> None:
    rows = desk.panel.table.rows
    desk.hover(rows[2], QPoint(40, 10))
    desk.hand.click(rows[2], QPoint(40, 10))
    assert {("lane_hovered", 2), ("lane_selected", 2)} <= set(desk.heard)
    before = rows[1].grab().toImage()
    desk.panel.show_selected(1)
    assert rows[1].grab().toImage() != before
    chart = desk.chart.grab().toImage()
    desk.panel.show_hovered(0)
    assert desk.chart.grab().toImage() != chart


# Taking over


def test_one_lane_takes_its_best_settings_over(desk: Desk) -> None:
    best = result_of(short()).lanes[1].tuned
    desk.hand.click(desk.panel.table.rows[1].use)
    rules = desk.store.experiment.rules
    assert (rules[1].lr, rules[1].beta) == (best.lr, best.beta)
    assert [lane.linked for lane in desk.store.experiment.lanes] == [True, False, True]
    assert rules[2] == short().rules[2]
    assert not desk.panel.table.rows[1].use.isEnabled()
    assert any(word[0] == "said" and word[1].startswith("Momentum has lr ") for word in desk.heard)
    desk.store.undo()
    assert desk.store.experiment == short()


def test_all_lanes_take_theirs_over_in_one_step_of_undo(desk: Desk) -> None:
    desk.hand.click(desk.panel.table.head.use)
    assert [rule.lr for rule in desk.store.experiment.rules] == [lane.tuned.lr for lane in result_of(short()).lanes]
    assert not desk.panel.table.head.use.isEnabled()
    desk.store.undo()
    assert desk.store.experiment == short()


# Looks


@pytest.mark.parametrize("width", [306, 330, 439, 440, 456, 756])
def test_numbers_in_a_row_never_touch(qapp, width) -> None:
    result = result_of(short())
    found = layout(width)
    widest = ("2.78e-3", "0.9386", "<2.4e-17", "1,000")
    pieces = found.row(result, result.lanes[1], DARK.text, DARK.quiet)
    name, now, best = pieces[0], pieces[1:3], pieces[3:]
    spans = [(name.y, name.x, name.x + name.room)]
    for piece, text in zip((*now, *best), ("2.51e-5", widest[3], *widest), strict=True):
        assert piece.align is RIGHT
        spans.append((piece.y, piece.x - text_width(text, font(12.0)), piece.x))
    spans.sort()
    for (y, _, end), (next_y, begin, _) in pairwise(spans):
        assert y != next_y or begin - end >= 4
    assert max(end for _, _, end in spans) <= width
    assert name.room >= text_width("Momentum", font(12.0, bold=True))


def test_it_fits_where_it_stands_and_where_it_is_narrow(stage: Stage) -> None:
    desk = Desk(stage, short(), (LEAST_WIDTH + 22, 480))
    assert desk.panel.minimumSizeHint().width() <= LEAST_WIDTH
    assert not layout(desk.panel.table.width()).is_wide
    assert desk.chart.plot.frame.height > 80
    desk.panel.window().resize(502, 480)
    settle()
    assert layout(desk.panel.table.width()).is_wide
    rows = desk.panel.table.rows
    assert rows[-1].visibleRegion().boundingRect().height() == rows[-1].height()


def test_another_theme_is_worn_by_all(desk: Desk) -> None:
    before = desk.panel.grab().toImage()
    desk.panel.set_theme(LIGHT)
    desk.panel.window().setStyleSheet(style_sheet(LIGHT))
    settle()
    after = desk.panel.grab().toImage()
    assert before != after
    assert after.pixelColor(middle(desk.panel)).lightness() > before.pixelColor(middle(desk.panel)).lightness()


def test_everything_can_be_reached_and_has_a_name(desk: Desk) -> None:
    for widget in (desk.chart, *desk.panel.table.rows, *(row.use for row in desk.panel.table.rows)):
        assert widget.accessibleName()
        assert widget.focusPolicy() is not None
