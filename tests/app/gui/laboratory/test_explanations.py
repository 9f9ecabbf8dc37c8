"""What happens, and to whom: fixes pressed and undone, arrows, the lane that is selected or under the mouse."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QToolButton, QWidget

import surfaces
from app.gui.window import Window
from app.model import edits
from app.model.experiment import Experiment
from optim_core.diagnosis import Verdict
from tests.app.gui.hand import Hand, middle, settle
from tests.app.gui.laboratory.moves import type_into
from tests.app.gui.laboratory.sight import on_path, picture, selected, verdicts
from tests.app.gui.test_steering import bits

DIVERGED = Verdict.DIVERGED.value


# Fixes


def diverge(window: Window, hand: Hand, lane: int) -> None:
    """Give a lane an lr of its own that is far too large."""
    hand.click(window.panel.cards[lane].link)
    type_into(hand, window.panel.cards[lane].rows["lr"].field, "0.1")
    assert verdicts(window)[lane] == DIVERGED


@pytest.mark.parametrize("lane", [0, 1, 2])
def test_the_fix_brings_a_diverged_lane_back_and_undo_takes_it_away(still: Window, hand: Hand, lane: int) -> None:
    diverge(still, hand, lane)
    before, rows, paths = still.store.experiment, verdicts(still), bits(still.scene)
    hand.click(still.explanations.rows[lane])
    button = still.explanations.cause.button
    hand.click(button)
    after = still.store.experiment
    assert verdicts(still)[lane] != DIVERGED
    assert still.scene.runs[lane].diverged_at[0] == -1
    assert after.rules[lane].lr < before.rules[lane].lr
    assert [other for place, other in enumerate(bits(still.scene)) if place != lane] == [
        other for place, other in enumerate(paths) if place != lane
    ]
    hand.key("Ctrl+Z")
    assert (still.store.experiment, verdicts(still)) == (before, rows)
    assert bits(still.scene) == paths
    assert button.isVisible(), "and it is offered again"


def test_a_linked_lane_that_is_repaired_stands_alone(still: Window, hand: Hand) -> None:
    type_into(hand, still.panel.masters["lr"].field, "0.1")
    assert verdicts(still) == [DIVERGED] * 3
    hand.click(still.explanations.rows[2])
    hand.click(still.explanations.cause.button)
    assert [verdict == DIVERGED for verdict in verdicts(still)] == [True, True, False]
    assert [lane.linked for lane in still.store.experiment.lanes] == [True, True, False]
    assert still.store.experiment.lr == 0.1


def test_fixes_one_after_the_other_lead_to_good_health_by_keyboard_too(still: Window, hand: Hand) -> None:
    still.apply(lambda e: edits.choose_surface(e, surfaces.get("ravine")))
    type_into(hand, still.panel.masters["lr"].field, "1")
    button, pressed = still.explanations.cause.button, 0
    while button.isVisible() and pressed < 20:
        button.setFocus()
        hand.key("Return")
        pressed += 1
    assert verdicts(still)[1] == Verdict.CONVERGED.value
    for _ in range(pressed):
        hand.key("Ctrl+Z")
    assert still.store.experiment.lr == 1.0
    assert verdicts(still) == [DIVERGED] * 3


def test_a_step_is_explained_while_time_goes_by(still: Window, hand: Hand) -> None:
    seen = []
    for chord in ("Right", "Right", "End", "Home"):
        hand.key(chord)
        shown = still.explanations.explanation._shown
        assert shown is not None
        seen.append((shown.title, picture(still.explanations.explanation)))
    assert [title for title, _ in seen] == [f"Momentum at step {step}" for step in ("1", "2", "1,000", "0")]
    assert all(image != other for (_, image), (_, other) in pairwise(seen))


# Arrows


def pick(hand: Hand, button: QToolButton, words: str) -> None:
    """Open the menu of a button, which keeps the event loop until something is chosen, and choose."""
    menu = button.menu()
    opened = menu.aboutToShow.connect(lambda: QTimer.singleShot(0, lambda: hand.choose(menu, words)))
    hand.click(button)
    menu.aboutToShow.disconnect(opened)


def go_to(window: Window, hand: Hand, step: int) -> None:
    """Go some steps from the start, by keys."""
    hand.key("Home")
    for _ in range(step):
        hand.key("Right")


def test_arrows_are_chosen_in_the_menu(still: Window, hand: Hand) -> None:
    hand.click(still.explanations.rows[2])
    hand.move(still.transport, QPoint(2, 2))
    go_to(still, hand, 3)
    button, plain = still.top_bar.arrows, picture(still.canvas)
    quiet, seen = picture(button), [plain]
    for words in ("Gradient", "Velocity", "Look-ahead"):
        pick(hand, button, words)
        seen.append(picture(still.canvas))
    assert len({image.constBits().tobytes() for image in seen}) == 4
    assert picture(button) != quiet, "the button tells that there are arrows"
    for words in ("Look-ahead", "Velocity", "Gradient"):
        assert picture(still.canvas) == seen.pop()
        pick(hand, button, words)
    assert picture(still.canvas) == plain
    assert picture(button) == quiet


def test_a_key_shows_all_arrows_and_hides_them(still: Window, hand: Hand) -> None:
    go_to(still, hand, 3)
    plain = picture(still.canvas)
    hand.key("A")
    all_of_them = picture(still.canvas)
    assert all_of_them != plain
    assert all(action.isChecked() for action in still.top_bar.arrows.menu().actions())
    hand.key("Right")
    assert picture(still.canvas) != all_of_them, "they go with the step"
    hand.key("Left")
    assert picture(still.canvas) == all_of_them
    hand.click(still.explanations.rows[0])
    assert picture(still.canvas) != all_of_them, "those of the selected lane are in full"
    hand.click(still.explanations.rows[1])
    hand.move(still.transport, QPoint(2, 2))
    hand.key("A")
    assert picture(still.canvas) == plain
    pick(hand, still.top_bar.arrows, "Velocity")
    hand.key("A")
    assert picture(still.canvas) == plain, "the key hides a single one as well"
    assert not still.store.can_undo


# Selection


def test_a_lane_is_selected_everywhere_at_once(still: Window, hand: Hand) -> None:
    hand.key("End")
    assert selected(still) == {1}
    pictures = []
    for widget, lane in (
        (still.explanations.rows[2], 2),
        (still.panel.cards[0].swatch, 0),
        (still.explanations.rows[1], 1),
        (still.panel.cards[2].swatch, 2),
    ):
        hand.click(widget)
        assert selected(still) == {lane}
        hand.move(still.transport, QPoint(2, 2))
        pictures.append((picture(still.canvas), picture(still.explanations.cause)))
    assert pictures[0] == pictures[3]
    assert pictures[0] != pictures[1] != pictures[2]
    assert not still.store.can_undo, "to look is no change"


def test_the_selected_lane_goes_and_comes_back(still: Window, hand: Hand) -> None:
    hand.click(still.explanations.rows[2])
    still.panel.cards[2].setFocus()
    hand.key("Del")
    assert selected(still) == {1}
    hand.key("Ctrl+Z")
    assert selected(still) == {1}
    assert len(still.explanations.rows) == 3


def test_the_selected_lane_stays_the_same_where_others_go_or_places_change(still: Window, hand: Hand) -> None:
    hand.click(still.explanations.rows[2])
    for index, entry, place in ((0, "Remove", 1), (2, "Move up", 1), (0, "Duplicate", 3), (1, "Move down", 1)):
        hand.click(still.panel.cards[index].more)
        hand.choose(still.panel.cards[index].menu, entry)
        assert selected(still) == {place}, entry
        assert still.store.experiment.lanes[place].name == "Nesterov"
        hand.key("Ctrl+Z")
        assert selected(still) == {2}, entry


# The lane under the mouse


def everywhere(window: Window) -> list[QImage]:
    """Where a lane under the mouse stands out."""
    views = (window.canvas, *window.chart_views, *window.explanations.rows, *window.panel.cards)
    return [picture(widget) for widget in views]


def changed(before: list[QImage], after: list[QImage]) -> list[bool]:
    return [image != other for image, other in zip(before, after, strict=True)]


@pytest.mark.parametrize("where", ["row", "card", "canvas", "chart"])
def test_the_lane_under_the_mouse_stands_out_everywhere_and_lets_go(still: Window, hand: Hand, where: str) -> None:
    hand.key("End")
    hand.move(still.transport, QPoint(2, 2))
    plain = everywhere(still)
    loss = still.chart_views[0]
    assert loss._chart is not None
    curve = loss._frame(loss._chart).point(150, loss._chart.curves[0].values[150]).toPoint()
    at: dict[str, tuple[QWidget, QPoint]] = {
        "row": (still.explanations.rows[0], middle(still.explanations.rows[0])),
        "card": (still.panel.cards[0], QPoint(4, 4)),
        "canvas": (still.canvas, on_path(still, 0, 25)),
        "chart": (loss, curve),
    }
    hand.move(*at[where])
    # On the canvas the point under the mouse is read out as well.
    assert changed(plain, everywhere(still)) == [True] * 4 + 2 * [True, False, False]
    hand.move(still.transport, QPoint(2, 2))
    assert changed(plain, everywhere(still)) == [False] * 10


def test_from_lane_to_lane_and_a_lane_that_goes_while_it_stands_out(still: Window, hand: Hand) -> None:
    hand.key("End")
    hand.move(still.transport, QPoint(2, 2))
    plain = everywhere(still)
    hand.click(still.panel.cards[2].more)
    hand.choose(still.panel.cards[2].menu, "Duplicate")
    hand.move(still.panel.cards[0], QPoint(4, 4))
    first = picture(still.canvas)
    hand.move(still.panel.cards[3], QPoint(4, 4))
    assert picture(still.canvas) != first
    hand.key("Ctrl+Z")
    settle()
    hand.move(still.transport, QPoint(2, 2))
    assert still.store.experiment == Experiment()
    assert changed(plain, everywhere(still)) == [False] * 10
