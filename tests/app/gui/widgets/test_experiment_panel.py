"""The panel at the left: noise and its kind, events, steering, and what it costs while time goes on."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from app.gui.style_sheet import style_sheet
from app.gui.widgets.experiment_panel import ExperimentPanel
from app.gui.window import Window
from app.model import edits, events, scheduling, steering
from app.model.curvature import largest_stable_lr
from app.model.experiment import Experiment
from app.model.numbers import number_text
from app.model.theme import DARK, LIGHT
from optim_core import Change, Cosine, Momentum, Move, NoiseKind
from tests.app.gui.hand import Hand, settle
from tests.app.gui.widgets.menus import checked, entries, walk


def on(slider: QWidget, share: float) -> QPoint:
    return QPoint(round(8 + share * (slider.width() - 16)), slider.height() // 2)


def type_into(hand: Hand, field: QWidget, text: str) -> None:
    field.setFocus()
    hand.key("Ctrl+A")
    hand.type(text)
    hand.key("Return")


def reds(widget: QWidget, ink: str) -> int:
    """How many pixels have exactly that colour."""
    image = widget.grab().toImage()
    return sum(image.pixelColor(x, y).name() == ink for x in range(image.width()) for y in range(image.height()))


# Run


def test_the_kind_of_noise_is_chosen_by_a_button(still: Window, hand: Hand) -> None:
    button = still.panel.run.noise_kind
    still.apply(lambda e: edits.set_run(e, "noise", 0.5))
    settle()
    paths = [run.positions.copy() for run in still.scene.runs]
    assert button.text() == "Gaussian  ▾"
    hand.click(button)
    assert checked(button.choices) == ["Gaussian"]
    walk(button.choices, "jitter")
    assert still.store.experiment.noise_kind is NoiseKind.JITTER
    assert button.text() == "jitter of the data  ▾"
    assert all((run.positions != path).any() for run, path in zip(still.scene.runs, paths, strict=True))
    hand.key("Ctrl+Z")
    assert button.text() == "Gaussian  ▾"


# Events


def test_a_move_is_added_at_the_present_step_and_changed_in_its_fields(still: Window, hand: Hand) -> None:
    section = still.panel.events
    assert not any(label.isVisible() for label in section._names)
    still.playhead.seek(420)
    hand.click(section.add)
    assert entries(section.menu)[0] == "At step 420"
    walk(section.menu, "Move")
    assert still.store.experiment.moves == (Move(420, 0.4, 0.0),)
    (row,) = section.moves
    assert [field.text() for field in row.fields.values()] == ["420", "0.4", "0"]
    for name, text in (("dx", "-0.5"), ("dy", "0.25"), ("step", "300")):
        type_into(hand, row.fields[name], text)
    assert still.store.experiment.moves == (Move(300, -0.5, 0.25),)
    assert still.scene.offset_at(300) == (-0.5, 0.25)
    hand.click(row.remove)
    assert still.store.experiment == Experiment()
    assert section.moves == []
    assert not any(label.isVisible() for label in section._names)


def test_moves_stay_in_order_whatever_step_is_typed(still: Window, hand: Hand) -> None:
    still.apply(lambda e: events.add_move(events.add_move(e, 200, 1.0, 0.0), 400, 2.0, 0.0))
    settle()
    section = still.panel.events
    type_into(hand, section.moves[0].fields["step"], "600")
    assert still.store.experiment.moves == (Move(400, 2.0, 0.0), Move(600, 1.0, 0.0))
    assert [row.fields["step"].text() for row in section.moves] == ["400", "600"]
    hand.click(section.moves[0].remove)
    assert still.store.experiment.moves == (Move(600, 1.0, 0.0),)


@pytest.mark.parametrize(("step", "at"), [(0, 500), (1000, 500), (999, 999)])
def test_at_the_ends_events_are_added_in_the_middle(still: Window, hand: Hand, step: int, at: int) -> None:
    still.playhead.seek(step)
    hand.click(still.panel.events.add)
    walk(still.panel.events.menu, "Move")
    assert still.store.experiment.moves[0].step == at


def test_the_same_menu_restarts_and_drops(still: Window, hand: Hand) -> None:
    still.playhead.seek(300)
    hand.click(still.panel.events.add)
    walk(still.panel.events.menu, "Restart", "Nesterov")
    hand.click(still.panel.events.add)
    walk(still.panel.events.menu, "Drop", "SGD")
    rules = still.store.experiment.rules
    assert (rules[2].restarts, rules[0].schedule.parts[0].every) == ((300,), 300)


# Steering


def test_what_was_steered_is_told_and_cleared(still: Window, hand: Hand) -> None:
    row = still.panel.steered
    assert not row.isVisible()
    still.apply(lambda e: steering.steer_master(e, "lr", 5e-4, 420))
    settle()
    assert row.isVisible()
    assert row.label.text() == "steered at step 420"
    assert not any(card.notes.isVisible() for card in still.panel.cards), "once is enough"
    still.apply(lambda e: steering.steer_lane(e, 1, "beta", 0.5, 600))
    settle()
    assert row.label.text() == "steered at 2 steps"
    assert [card.notes.text() for card in still.panel.cards] == ["", "steered", ""]
    hand.click(row.clear)
    assert not steering.is_steered(still.store.experiment)
    assert not row.isVisible()
    hand.key("Ctrl+Z")
    assert row.label.text() == "steered at 2 steps"


@pytest.mark.parametrize("name", ["lr", "beta", "noise"])
def test_a_knob_that_steers_keeps_the_past_and_shows_what_acts_at_the_present_step(
    still: Window, hand: Hand, name: str
) -> None:
    row = still.panel.masters[name]
    before = still.store.experiment
    past = [run.positions[:, :421].tobytes() for run in still.scene.runs]
    still.playhead.seek(420)
    still.panel.set_steering(420)
    hand.drag(row.slider, [on(row.slider, 0.3), on(row.slider, 0.4), on(row.slider, 0.5)])
    experiment = still.store.experiment
    (change,) = experiment.changes
    assert (change.step, change.name) == (420, name)
    assert (experiment.lr, experiment.beta, experiment.noise) == (before.lr, before.beta, before.noise)
    assert [run.positions[:, :421].tobytes() for run in still.scene.runs] == past
    shown = row.field.text()
    assert shown == number_text(change.value)
    still.panel.set_steering(419)
    assert row.field.text() != shown
    still.panel.set_steering(700)
    assert row.field.text() == shown
    still.panel.set_steering(None)
    assert row.field.text() != shown
    hand.key("Ctrl+Z")
    assert still.store.experiment == before


def test_a_lanes_own_knob_steers_that_lane(still: Window, hand: Hand) -> None:
    hand.click(still.panel.cards[1].link)
    still.panel.set_steering(300)
    type_into(hand, still.panel.cards[1].rows["beta"].field, "0.5")
    rule = still.store.experiment.rules[1]
    assert (rule.beta, rule.changes) == (0.9, (Change(300, "beta", 0.5),))
    assert still.store.experiment.changes == ()
    fields = []
    for step in (299, 300):
        still.panel.set_steering(step)
        fields.append(still.panel.cards[1].rows["beta"].field.text())
    assert fields == ["0.9", "0.5"]


def test_cards_that_come_later_steer_as_well(still: Window, hand: Hand) -> None:
    still.panel.set_steering(300)
    still.apply(lambda e: edits.duplicate_lane(e, 2))
    settle()
    type_into(hand, still.panel.cards[3].rows["lr"].field, "1e-4")
    assert still.store.experiment.rules[3].changes == (Change(300, "lr", 1e-4),)


def test_the_other_controls_stay_replay_and_say_so(still: Window, hand: Hand) -> None:
    still.apply(lambda e: scheduling.add_schedule(e, 2, Cosine))
    settle()
    panel = still.panel
    knobs = [*panel.masters.values()]
    replays = [*panel.surface_rows.values(), *panel.cards[2].schedule.parts[0].rows.rows.values()]
    plain = [row.slider.toolTip() for row in (*knobs, *replays)]
    panel.set_steering(300)
    assert all("Steers: acts from the present step on" in row.slider.toolTip() for row in knobs)
    assert all("Replays: the whole run is computed anew" in row.field.toolTip() for row in replays)
    assert all("Replays" in field.toolTip() for field in (*panel.fields.values(), *panel.start_fields))
    type_into(hand, panel.surface_rows["b"].field, "50")
    assert still.store.experiment.surface.numbers["b"] == 50
    assert not steering.is_steered(still.store.experiment)
    panel.set_steering(None)
    assert [row.slider.toolTip() for row in (*knobs, *replays)] == plain


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_knobs_that_steer_have_another_colour(still: Window, hand: Hand, theme) -> None:
    still.wear(theme)
    hand.click(still.panel.cards[1].link)
    steers = [still.panel.masters["lr"].slider, still.panel.cards[1].rows["beta"].slider]
    rest = [still.panel.surface_rows["a"].slider]
    assert [reds(slider, theme.warning) for slider in (*steers, *rest)] == [0, 0, 0]
    still.panel.set_steering(300)
    assert all(reds(slider, theme.warning) > 50 for slider in steers)
    assert [reds(slider, theme.warning) for slider in rest] == [0]
    still.panel.set_steering(None)
    assert [reds(slider, theme.warning) for slider in (*steers, *rest)] == [0, 0, 0]


def test_at_the_end_of_the_run_a_knob_says_why_it_does_nothing(still: Window, hand: Hand) -> None:
    still.panel.set_steering(1000)
    type_into(hand, still.panel.masters["lr"].field, "0.5")
    assert still.store.experiment == Experiment()
    assert still.notice.text() == "The run ends here; go back to the step from which a change shall act."
    assert still.panel.masters["lr"].field.text() == "1e-3"


def test_limits_of_stability_follow_what_is_steered(still: Window) -> None:
    still.apply(lambda e: steering.steer_master(e, "beta", 0.5, 300))
    settle()
    slider, surface = still.panel.masters["lr"].slider, still.store.experiment.surface
    marks = []
    for step in (None, 299, 300):
        still.panel.set_steering(step)
        marks.append(slider._marks)
    assert marks[0] == marks[1] != marks[2]
    limit = largest_stable_lr(surface, Momentum(beta=0.5))
    assert limit is not None
    assert [place for place, ink in marks[2] if ink == still._theme.lanes[1]] == [
        pytest.approx(np.log10(limit / 1e-5) / 5)
    ]


# What it costs


def test_while_time_goes_on_only_what_changes_is_shown_anew(still: Window, monkeypatch) -> None:
    still.apply(lambda e: edits.set_linked(steering.steer_master(e, "lr", 5e-4, 300), 1, False))
    settle()
    written: list[str] = []
    for row in (*still.panel.masters.values(), *still.panel.cards[1].rows.values()):
        write = row.field._write
        monkeypatch.setattr(
            row.field, "_write", lambda row=row, write=write: (written.append(row.label.text()), write())
        )
    for step in range(100, 500, 50):
        still.panel.set_steering(step)
    assert written == ["lr", "lr"], "the master's and the lane's own, when step 300 is passed"


# Looks


def test_an_eventful_panel_has_no_clipped_text(qapp, qtbot) -> None:
    experiment = scheduling.add_schedule(Experiment(), 1, Cosine)
    experiment = edits.set_run(events.add_move(experiment, 99_999, -123.4, 1e-9), "steps", 100_000)
    experiment = steering.steer_master(experiment, "lr", 1e-4, 99_999)
    for theme in (DARK, LIGHT):
        panel = ExperimentPanel(theme)
        qtbot.addWidget(panel)
        panel.setStyleSheet(style_sheet(theme))
        panel.resize(288, 800)
        panel.show_experiment(experiment)
        panel.show()
        settle()
        for label in (panel.steered.label, *panel.events._names):
            assert label.sizeHint().width() <= label.width(), label.text()
        (row,) = panel.events.moves
        assert [field.text() for field in row.fields.values()] == ["99,999", "−123", "1e-9"]
        for widget in (*row.widgets, panel.steered.clear, panel.run.noise_kind):
            right = widget.mapTo(panel, QPoint(widget.width(), 0)).x()
            assert right <= panel.width() - 8
