"""The crowd's panel under the hand: what it says, what it invites to, which lanes it compares."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor

import surfaces
from app.gui.style_sheet import style_sheet
from app.gui.widgets import crowd_pair
from app.gui.widgets.crowd_invitation import sensible_noise
from app.gui.widgets.crowd_panel import CrowdPanel
from app.gui.widgets.explain_panel import MARGIN, WIDTH
from app.model import edits
from app.model.crowd.report import CrowdReport
from app.model.experiment import Experiment
from app.model.scene import Scene, SceneBuilder
from app.model.steering import steer_master
from app.model.theme import DARK, LIGHT, Theme
from optim_core import NoiseKind
from surfaces import SURFACES
from tests.app.gui.hand import Hand, settle
from tests.app.gui.painting.test_crowd import report_of, scene_of
from tests.app.gui.widgets.conftest import Stage
from tests.app.gui.widgets.test_explain_panel import ink


@pytest.fixture(scope="module")
def made() -> tuple[Scene, CrowdReport]:
    scene = scene_of(60, 80)
    return scene, report_of(scene)


def staged(
    stage: Stage, scene: Scene, report: CrowdReport | None, theme: Theme = DARK, height: int = 800
) -> tuple[CrowdPanel, Hand]:
    panel = CrowdPanel(theme)
    hand = stage(panel)
    panel.window().setStyleSheet(style_sheet(theme))
    panel.window().resize(300, height)
    panel.show_scene(scene)
    panel.show_report(report)
    settle()
    return panel, hand


def wanted(panel: CrowdPanel) -> list[Experiment]:
    """What the panel's edits make of the experiment it shows."""
    found: list[Experiment] = []
    panel.edit_wanted.connect(lambda edit: found.append(edit(panel._scene.experiment)))
    return found


def test_one_seed_without_noise_is_an_invitation_to_both(stage: Stage) -> None:
    alone = SceneBuilder().build(edits.set_run(Experiment(), "steps", 20))
    panel, hand = staged(stage, alone, None)
    found = wanted(panel)
    assert not panel.crowd.isVisible()
    assert panel.seeds.text() == ""
    hand.click(panel.invitation.more_seeds.button)
    hand.click(panel.invitation.some_noise.button)
    assert [(made.seeds, made.noise) for made in found] == [(200, 0.0), (1, 10.0)]
    assert panel.invitation.some_noise.button.accessibleName() == "Add noise σ 10"


@pytest.mark.parametrize(("seeds", "noise"), [(1, 3.0), (20, 0.0)])
def test_only_what_is_missing_is_offered(stage: Stage, seeds: int, noise: float) -> None:
    experiment = replace(Experiment(), steps=20, seeds=seeds, noise=noise)
    panel, hand = staged(stage, SceneBuilder().build(experiment), None)
    found = wanted(panel)
    assert panel.invitation.more_seeds.isVisible() is (seeds == 1)
    assert panel.invitation.some_noise.isVisible() is (noise == 0)
    offer = panel.invitation.more_seeds if seeds == 1 else panel.invitation.some_noise
    offer.button.setFocus()
    hand.key("Space")
    assert (found[0].seeds, found[0].noise) == ((200, 3.0) if seeds == 1 else (20, 10.0))


@pytest.mark.parametrize("surface", SURFACES, ids=lambda cls: cls.key)
def test_noise_that_suits_a_surface_is_a_small_part_of_its_slope(surface) -> None:
    sigma = sensible_noise(Experiment(surface=surface()))
    slope = float(np.hypot(*surface().gradient(*np.asarray(surface().start))))
    assert 0.02 * slope < sigma < 0.1 * slope
    assert edits.set_run(Experiment(), "noise", sigma).noise == sigma == float(f"{sigma:.0e}")


@pytest.mark.parametrize("surface", SURFACES, ids=lambda cls: cls.key)
def test_jitter_that_suits_a_surface_is_a_small_part_of_what_is_seen_of_it(surface) -> None:
    sigma = sensible_noise(Experiment(surface=surface(), noise_kind=NoiseKind.JITTER))
    x0, x1, y0, y1 = surface().view
    assert 0.002 * (x1 - x0 + y1 - y0) < sigma < 0.05 * min(x1 - x0, y1 - y0)


def test_of_many_lanes_and_steps_no_more_seeds_are_offered_than_there_may_be(stage: Stage) -> None:
    long = replace(Experiment(), steps=100_000)
    for _ in range(5):
        long = edits.duplicate_lane(long, 0)
    panel = CrowdPanel(DARK)
    hand = stage(panel)
    panel.show_scene(SceneBuilder().build(edits.set_run(long, "steps", 20)))
    panel.invitation.show_experiment(long)
    settle()
    found: list[Experiment] = []
    panel.edit_wanted.connect(lambda edit: found.append(edit(long)))
    hand.click(panel.invitation.more_seeds.button)
    assert panel.invitation.more_seeds.button.text() == "Take 15 seeds"
    assert found[0].seeds == 15


def test_noise_that_is_steered_in_is_noise(stage: Stage) -> None:
    experiment = steer_master(replace(Experiment(), steps=20, seeds=4), "noise", 2.0, 10)
    panel, _ = staged(stage, SceneBuilder().build(experiment), None)
    assert panel.crowd.isVisible()


def test_each_lane_says_how_its_seeds_ended(stage: Stage, made) -> None:
    panel, _ = staged(stage, *made)
    assert panel.seeds.text() == "60 seeds"
    assert [lane.accessibleName().split(":")[0] for lane in panel.lanes] == ["SGD", "Momentum", "Nesterov"]
    for lane, report in zip(panel.lanes, made[1].lanes, strict=True):
        for share in report.verdicts:
            assert (share.label in lane.accessibleName()) is (share.count > 0)
        assert f"{100 * report.verdicts[7].count / 60:.0f} %" in lane.accessibleName()


def test_while_seeds_are_judged_the_old_numbers_stay_fainter_and_nothing_jumps(stage: Stage, made) -> None:
    panel, _ = staged(stage, *made)
    heights, bright = [lane.height() for lane in panel.lanes], ink(panel.lanes[0])
    panel.show_scene(made[0])
    panel.show_report(None)
    settle()
    assert panel.seeds.text() == "judging 60 seeds …"
    assert [lane.height() for lane in panel.lanes] == heights
    faint = ink(panel.lanes[0])
    assert faint.get(DARK.text, 0) < bright[DARK.text]
    panel.show_report(made[1])
    settle()
    assert ink(panel.lanes[0]) == bright


def test_before_the_first_report_the_lanes_wait(stage: Stage, made) -> None:
    panel, _ = staged(stage, made[0], None)
    assert panel.lanes[0].accessibleName() == "SGD: Computing"
    assert panel.pair.numbers.accessibleName() == "SGD against Momentum: Computing"


def test_numbers_of_other_lanes_are_not_shown(stage: Stage, made) -> None:
    panel, _ = staged(stage, *made)
    fewer = SceneBuilder().build(edits.remove_lane(made[0].experiment, 0))
    panel.show_scene(fewer)
    settle()
    assert [lane.accessibleName() for lane in panel.lanes] == ["Momentum: Computing", "Nesterov: Computing"]
    panel.show_report(report_of(fewer))
    settle()
    assert "median final loss" in panel.lanes[0].accessibleName()


def test_a_click_and_a_key_select_a_lane(stage: Stage, made) -> None:
    panel, hand = staged(stage, *made)
    found: list[int] = []
    panel.lane_selected.connect(found.append)
    hand.click(panel.lanes[2])
    panel.lanes[1].setFocus()
    hand.key("Return")
    assert found == [2, 1]
    assert QColor(DARK.raised).name() in ink(panel.lanes[1])
    assert QColor(DARK.raised).name() not in ink(panel.lanes[2])


def test_being_told_selects_and_marks_without_an_echo(stage: Stage, made) -> None:
    panel, _ = staged(stage, *made)
    for signal in (panel.lane_selected, panel.lane_hovered, panel.edit_wanted):
        signal.connect(lambda *_: pytest.fail("echo"))
    plain = ink(panel.lanes[1])
    panel.show_hovered(1)
    marked = ink(panel.lanes[1])
    panel.show_hovered(None)
    assert ink(panel.lanes[1]) == plain != marked
    panel.show_selected(1)
    assert ink(panel.lanes[1]) not in (plain, marked)


def test_the_lane_under_the_mouse_is_told(stage: Stage, made) -> None:
    panel, hand = staged(stage, *made)
    found: list[int] = []
    hand.move(panel.pair.numbers, QPoint(40, 10))
    settle()
    panel.lane_hovered.connect(found.append)
    hand.move(panel.lanes[1], QPoint(40, 20))
    settle()
    assert found[-1] == 1
    hand.move(panel.pair.numbers, QPoint(40, 10))
    settle()
    assert found[-1] == -1


def compared(panel: CrowdPanel) -> tuple[str, str]:
    first, second = (choice.accessibleName().split(": ")[1] for choice in panel.pair.choices)
    assert panel.pair.numbers.accessibleName().startswith(f"{first} ends lower than {second} for ")
    return first, second


def test_two_lanes_are_compared_and_others_can_be_chosen(stage: Stage, made) -> None:
    panel, hand = staged(stage, *made)
    assert compared(panel) == ("SGD", "Momentum")
    first, second = panel.pair.choices
    hand.click(second)
    hand.choose(second.lanes_menu, "Nesterov")
    assert compared(panel) == ("SGD", "Nesterov")
    # The lane that stands on the other side changes places with it.
    first.setFocus()
    hand.key("Space")
    hand.choose(first.lanes_menu, "Nesterov")
    assert compared(panel) == ("Nesterov", "SGD")


def test_hidden_lanes_are_compared_last_and_a_chosen_one_is_known_by_its_colour(stage: Stage, made) -> None:
    experiment = edits.set_visible(made[0].experiment, 0, False)
    scene = SceneBuilder().build(experiment)
    panel, hand = staged(stage, scene, report_of(scene))
    assert compared(panel) == ("Momentum", "Nesterov")
    hand.click(panel.pair.choices[0])
    hand.choose(panel.pair.choices[0].lanes_menu, "SGD")
    moved = SceneBuilder().build(edits.move_lane(experiment, 0, 2))
    panel.show_scene(moved)
    panel.show_report(report_of(moved))
    settle()
    assert compared(panel) == ("SGD", "Nesterov")


def test_one_lane_is_not_compared(stage: Stage, made) -> None:
    lone = edits.remove_lane(edits.remove_lane(made[0].experiment, 2), 1)
    scene = SceneBuilder().build(lone)
    panel, _ = staged(stage, scene, report_of(scene))
    assert not panel.pair.isVisible()


def test_hidden_it_only_remembers(stage: Stage, made, monkeypatch: pytest.MonkeyPatch) -> None:
    panel, _ = staged(stage, *made)
    panel.hide()
    with monkeypatch.context() as patch:
        patch.setattr(crowd_pair, "compare", lambda *_: pytest.fail("compared"))
        panel.show_scene(made[0])
        panel.show_report(made[1])
    panel.show()
    settle()
    assert compared(panel) == ("SGD", "Momentum")


@pytest.mark.parametrize("height", [480, 1000])
def test_what_does_not_fit_scrolls_and_all_is_reached_by_tab(stage: Stage, made, height: int) -> None:
    scene = SceneBuilder().build(
        replace(edits.choose_surface(Experiment(), surfaces.get("sharp-and-flat")), seeds=40, steps=60, noise=0.3)
    )
    panel, hand = staged(stage, scene, report_of(scene), height=height)
    body = panel.crowd.parentWidget()
    bar = body.parentWidget().parentWidget().verticalScrollBar()
    assert (bar.maximum() > 0) is (height == 480)
    assert {lane.width() for lane in panel.lanes} == {panel.pair.width()} == {WIDTH - 2 * MARGIN}
    reached = []
    for _ in range(8):
        hand.key("Tab")
        reached.append(panel.window().focusWidget())
    assert set(reached) >= {*panel.lanes, *panel.pair.choices}


def test_colours_are_those_of_the_theme(stage: Stage, made) -> None:
    panel, _ = staged(stage, *made)
    dark = ink(panel.lanes[1])
    panel.set_theme(LIGHT)
    light = ink(panel.lanes[1])
    assert QColor(DARK.lanes[1]).name() in dark
    assert QColor(LIGHT.lanes[1]).name() in light
    assert QColor(DARK.lanes[1]).name() not in light
