"""The explain panel under the hand: what it says, what a click selects, what the button changes."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QColor, QHelpEvent, QImage
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from app.gui.painting.style import font
from app.gui.painting.text import RIGHT, text_width
from app.gui.style_sheet import style_sheet
from app.gui.widgets.explain_cause import evidence_text
from app.gui.widgets.explain_layout import Layout, height_of
from app.gui.widgets.explain_panel import ExplainPanel
from app.gui.widgets.panel_words import broken, cut
from app.model import edits
from app.model.experiment import Experiment, Lane
from app.model.explain import explain
from app.model.fixes import apply_fix
from app.model.scene import Scene, SceneBuilder
from app.model.theme import DARK, LIGHT, THEMES, Theme
from app.model.verdicts import diagnose_scene
from optim_core import RULES, Cosine, NAdam
from optim_core.diagnosis import Health, Verdict
from optim_core.momentum import HeavyBallFamily
from tests.app.gui.hand import Hand, settle
from tests.app.gui.widgets.conftest import Stage

SICK = edits.set_master(Experiment(), "lr", 4e-3)
OSCILLATING, DIVERGED = 0, 1
"""Its lanes."""


def own_rules() -> Experiment:
    """A lane of each rule that has an equation of its own, with all that can be said of it."""
    common = {"lr": 5e-3, "weight_decay": 0.1, "schedule": Cosine(period=500)}
    rules = [cls(**common) for cls in RULES if not isinstance(cls().family(), HeavyBallFamily)]
    lanes = tuple(Lane(rule, rule.title, place, linked=False) for place, rule in enumerate(rules))
    return replace(Experiment(), lanes=lanes, noise=0.5)


@pytest.fixture(scope="module")
def scenes() -> dict[str, Scene]:
    noisy = edits.set_run(Experiment(), "noise", 5.0)
    made = {
        "default": Experiment(),
        "sick": SICK,
        "noisy": noisy,
        "overshooting": edits.set_master(noisy, "beta", 0.99),
        "own": own_rules(),
    }
    return {name: SceneBuilder().build(experiment) for name, experiment in made.items()}


def staged(stage: Stage, scene: Scene, height: int = 800, theme: Theme = DARK) -> tuple[ExplainPanel, Hand]:
    panel = ExplainPanel(theme)
    hand = stage(panel)
    panel.window().setStyleSheet(style_sheet(theme))
    panel.window().resize(300, height)
    panel.show_scene(scene, diagnose_scene(scene))
    panel.show_step(420)
    settle()
    return panel, hand


def ink(widget: QWidget) -> dict[str, int]:
    """How many pixels have each colour."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    data = np.frombuffer(image.constBits(), dtype=np.uint32).reshape(image.height(), image.bytesPerLine() // 4)
    colours, counts = np.unique(data[:, : image.width()] & 0xFFFFFF, return_counts=True)
    return {f"#{colour:06x}": int(count) for colour, count in zip(colours, counts, strict=True)}


def hint(widget: QWidget, place: QPoint) -> str:
    """What is said where the mouse rests."""
    QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, place, widget.mapToGlobal(place)))
    return QToolTip.text()


def test_a_row_a_lane_with_its_verdict(stage: Stage, scenes) -> None:
    panel, _ = staged(stage, scenes["sick"])
    assert [row.accessibleName() for row in panel.rows] == [
        "SGD: Oscillating",
        "Momentum: Diverged",
        "Nesterov: Diverged",
    ]
    assert panel.length.text() == "after 1,000 steps"
    said = panel.rows[OSCILLATING].help()
    found = diagnose_scene(scenes["sick"])[OSCILLATING].measures
    assert f"{found.reversals:,} reversals" in said
    assert "never within 1e-4" in said
    assert "inf" not in panel.rows[DIVERGED].help()


def test_a_sick_verdict_and_its_box_have_the_colour_of_a_warning(stage: Stage, scenes) -> None:
    panel, _ = staged(stage, scenes["default"])
    calm = (ink(panel.rows[0]).get(DARK.warning, 0), ink(panel.cause).get(DARK.warning, 0))
    panel.show_scene(scenes["sick"], diagnose_scene(scenes["sick"]))
    assert calm == (0, 0)
    assert ink(panel.rows[0])[DARK.warning] > 0
    assert ink(panel.cause)[DARK.warning] > 0


def test_a_click_selects_a_lane_and_says_so(stage: Stage, scenes) -> None:
    panel, hand = staged(stage, scenes["sick"])
    wanted: list[int] = []
    panel.lane_selected.connect(wanted.append)
    hand.click(panel.rows[2])
    assert wanted == [2]
    assert panel.explanation._shown.title.startswith("Nesterov")
    assert panel.cause.accessibleName() == diagnose_scene(scenes["sick"])[2].cause


def test_the_keyboard_selects_too(stage: Stage, scenes) -> None:
    panel, hand = staged(stage, scenes["default"])
    panel.rows[1].setFocus()
    hand.key("Return")
    assert panel.explanation._shown.title == "Momentum at step 420"


def test_being_told_selects_without_an_echo(stage: Stage, scenes) -> None:
    panel, _ = staged(stage, scenes["default"])
    panel.lane_selected.connect(lambda _: pytest.fail("echo"))
    panel.show_selected(2)
    assert panel.explanation._shown.title == "Nesterov at step 420"
    panel.show_step(7)
    assert panel.explanation._shown.title == "Nesterov at step 7"


def test_the_lane_under_the_mouse_is_told(stage: Stage, scenes) -> None:
    panel, hand = staged(stage, scenes["default"])
    over: list[int] = []
    panel.lane_hovered.connect(over.append)
    # The mouse may stand there already, from a test before.
    hand.move(panel.explanation, QPoint(40, 60))
    settle()
    hand.move(panel.rows[1], QPoint(40, 20))
    settle()
    assert over[-1] == 1
    hand.move(panel.explanation, QPoint(40, 60))
    settle()
    assert over[-1] == -1


def test_the_button_asks_for_the_fix_of_the_selected_lane_and_changes_nothing(stage: Stage, scenes) -> None:
    panel, hand = staged(stage, scenes["sick"])
    wanted = []
    panel.edit_wanted.connect(wanted.append)
    for index in (OSCILLATING, DIVERGED):
        hand.click(panel.rows[index])
        hand.click(panel.cause.button)
        fix = diagnose_scene(scenes["sick"])[index].fix
        assert panel.cause.button.text() == fix.words.rstrip(".")
        assert wanted[-1](SICK) == apply_fix(SICK, index, fix)
    assert len(wanted) == 2
    panel.cause.button.setFocus()
    hand.key("Return")
    hand.key("Space")
    assert len(wanted) == 4


def test_where_nothing_needs_a_fix_there_is_no_button(stage: Stage, scenes) -> None:
    done = SceneBuilder().build(edits.set_run(edits.set_master(Experiment(), "lr", 1.5e-3), "steps", 20_000))
    diagnoses = diagnose_scene(done)
    index = next(k for k, found in enumerate(diagnoses) if found.verdict is Verdict.CONVERGED)
    panel, _ = staged(stage, done)
    panel.show_selected(index)
    settle()
    assert diagnoses[index].verdict.health is Health.GOOD
    assert not panel.cause.button.isVisible()
    assert ink(panel.rows[index])[DARK.good] > 0


def test_a_hidden_panel_computes_nothing_and_catches_up_when_shown(stage: Stage, scenes, monkeypatch) -> None:
    panel, _ = staged(stage, scenes["default"])
    panel.hide()
    with monkeypatch.context() as patch:
        patch.setattr("app.gui.widgets.explain_panel.explain", lambda *_: pytest.fail("explained"))
        panel.show_scene(scenes["sick"], diagnose_scene(scenes["sick"]))
        panel.show_step(5)
        panel.show_selected(2)
    panel.show()
    settle()
    assert panel.rows[0].accessibleName() == "SGD: Oscillating"
    assert panel.explanation._shown.title == "Nesterov at step 5"


def test_while_the_run_is_computed_there_is_no_verdict_and_the_steps_there_are_are_explained(stage: Stage) -> None:
    builder = SceneBuilder()
    builder.begin(SICK)
    builder.advance(0.0)
    panel, _ = staged(stage, builder.build(SICK))
    builder.begin(edits.set_run(SICK, "steps", 2000))
    panel.show_scene(builder.scene(), ())
    settle()
    assert panel.rows[0].accessibleName() == panel.rows[0].help()[:-1] == "SGD: Computing"
    assert not panel.cause.button.isVisible()
    assert panel.length.text() == "after 0 steps"
    assert panel.explanation._shown.title == "SGD at step 0"
    for part in (panel.cause, panel.rows[0]):
        assert DARK.warning not in ink(part)


def test_lanes_come_and_go(stage: Stage, scenes) -> None:
    panel, _ = staged(stage, scenes["default"])
    panel.show_selected(2)
    fewer = SceneBuilder().build(edits.remove_lane(Experiment(), 2))
    panel.show_scene(fewer, diagnose_scene(fewer))
    settle()
    assert len(panel.rows) == 2
    assert panel.explanation._shown.title == "Momentum at step 420"
    panel.show_scene(scenes["default"], diagnose_scene(scenes["default"]))
    assert panel.explanation._shown.title == "Nesterov at step 420"


@pytest.mark.parametrize("name", ["default", "sick", "noisy", "overshooting", "own"])
@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())
def test_no_words_overlap_or_are_cut(name: str, theme: Theme, scenes, qapp) -> None:
    for index in range(len(scenes[name].runs)):
        for step in (0, 10, 420, 1000):
            layout = Layout(explain(scenes[name], index, step), 243.0, theme)
            rows: dict[float, list[tuple[float, float]]] = {}
            for piece in (*layout.still, *layout.moving):
                assert cut(piece.text, piece.room, piece.size, piece.bold) == piece.text, piece
                rows.setdefault(piece.y, []).append(_extent(piece))
            for spans in rows.values():
                spans.sort()
                assert all(left[1] <= right[0] for left, right in pairwise(spans)), spans
                assert spans[0][0] >= 0.0
                assert spans[-1][1] <= 243.5


def _extent(piece) -> tuple[float, float]:
    width = text_width(piece.text, font(piece.size, piece.bold))
    return (piece.x - width, piece.x) if piece.align is RIGHT else (piece.x, piece.x + width)


def test_what_does_not_move_is_painted_once(stage: Stage, scenes, monkeypatch) -> None:
    panel, _ = staged(stage, scenes["default"])
    panel.grab()
    ground = panel.explanation._ground.cacheKey()
    height = panel.explanation.height()
    for step in (0, 1, 500, 1000):
        panel.show_step(step)
        panel.explanation.grab()
    assert panel.explanation._ground.cacheKey() == ground
    assert panel.explanation.height() == height == round(height_of(panel.explanation._shown, panel.explanation.width()))
    panel.set_theme(LIGHT)
    panel.explanation.grab()
    assert panel.explanation._ground.cacheKey() != ground


@pytest.mark.parametrize("height", [480, 640, 800, 1200])
def test_the_cause_stays_in_sight_and_the_rest_scrolls(stage: Stage, scenes, height: int) -> None:
    panel, hand = staged(stage, scenes["default"], height)
    panel.show_selected(2)
    settle()
    bottom = panel.cause.mapTo(panel, QPoint(0, panel.cause.height())).y()
    assert bottom <= panel.height()
    scroll = panel.explanation.parentWidget().parentWidget().parentWidget()
    body = panel.explanation.parentWidget()
    assert scroll.height() <= body.sizeHint().height()
    bar = scroll.verticalScrollBar()
    assert (bar.maximum() > 0) is (scroll.height() < body.sizeHint().height())
    assert panel.explanation.width() == panel.cause.width()
    if bar.maximum():
        hand.wheel(panel.explanation, -30, QPoint(100, 5))
        assert bar.value() > 0


def test_every_row_says_what_it_means(stage: Stage, scenes) -> None:
    own, _ = staged(stage, scenes["own"])
    for index in range(len(scenes["own"].runs)):
        own.show_selected(index)
        settle()
        assert_rows_say_what_they_mean(own)
    panel, _ = staged(stage, scenes["noisy"])
    panel.show_selected(2)
    settle()
    assert_rows_say_what_they_mean(panel)
    assert hint(panel.explanation, QPoint(20, 60)).startswith("y ← (")
    assert hint(panel.rows[0], QPoint(20, 20)) == panel.rows[0].help()
    heads = {hint(panel.header, QPoint(x, 8)) for x in (20, 90, 150, 220)}
    assert len(heads) == 4
    assert "shows at step" in evidence_text(diagnose_scene(scenes["noisy"])[2])
    assert panel.cause.toolTip() == evidence_text(diagnose_scene(scenes["noisy"])[2])


def assert_rows_say_what_they_mean(panel: ExplainPanel) -> None:
    layout = panel.explanation._layout(panel.explanation._shown)
    for top, label in layout.labels:
        said = panel.explanation.help(top + 8)
        assert bool(said) is bool(label), label
        if said:
            assert hint(panel.explanation, QPoint(20, round(top) + 8)) == said


def test_a_long_equation_takes_two_lines_and_is_broken_where_no_bracket_is_open(scenes, qapp) -> None:
    place = next(k for k, run in enumerate(scenes["own"].runs) if isinstance(run.rule, NAdam))
    shown = explain(scenes["own"], place, 5)
    layout = Layout(shown, 243.0, DARK)
    whole = next(line for line in shown.equation if line.startswith("m̂"))
    lines = [piece.text for piece in layout.still if len(piece.text) > 9 and piece.text in whole]
    assert " ".join(lines) == whole
    assert len(lines) == 2
    assert all(line.count("(") == line.count(")") for line in lines)
    assert layout.box[1] > Layout(shown, 500.0, DARK).box[1]


def test_a_long_name_is_cut_and_a_long_fix_takes_two_lines(stage: Stage, scenes) -> None:
    panel, _ = staged(stage, scenes["default"])
    named = SceneBuilder().build(edits.rename_lane(Experiment(), 0, "a lane with quite a long name of its own"))
    panel.show_scene(named, diagnose_scene(named))
    before = panel.cause.height(), panel.cause.button.height()
    panel.cause.button.setText("Restart the velocity at step 1,234 and lower lr to 1.23e-4")
    size = panel.cause.button.size_within(228.0)
    assert size.width() <= 228
    assert size.height() > before[1]
    panel.rows[0].grab()
    assert cut("a lane with quite a long name of its own", 80.0).endswith("…")
    assert " ".join(broken("one two three four five six", 60.0)) == "one two three four five six"


def test_colours_are_those_of_the_theme(stage: Stage, scenes) -> None:
    panel, _ = staged(stage, scenes["default"])
    dark = ink(panel.rows[1])
    panel.set_theme(LIGHT)
    light = ink(panel.rows[1])
    assert QColor(DARK.lanes[1]).name() in dark
    assert QColor(LIGHT.lanes[1]).name() in light
    assert QColor(DARK.lanes[1]).name() not in light
