"""The figure: drawn for every experiment, and the same picture in every format."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage

import surfaces
from app.gui.export import Paint, scene_painting
from app.gui.painting.arrow_key import KINDS
from app.gui.painting.axes import telling_ticks
from app.gui.painting.crowd import crowd_image
from app.gui.painting.figure import _ticks, ground_key, paint_ground, paint_run
from app.gui.painting.frame import Frame
from app.gui.painting.layout import layout_of
from app.gui.painting.sheet import pixel_sheet
from app.gui.painting.style import Style
from app.model import edits
from app.model.experiment import Experiment
from app.model.paper import USUAL_PARTS, Paper, Part
from app.model.scene import SceneBuilder
from app.model.theme import DARK, LIGHT, THEMES
from app.model.ticks import linear_ticks
from optim_core import RULES, Adam, Move, Rule
from surfaces import SURFACES, Surface
from tests.app.gui.painting.papers import image_of, image_of_any_size, written
from tests.app.gui.painting.readers import SIZE, assert_same_picture, pixels, svg_by_qt
from tests.surfaces.strategies import ends

LEARNING_RATES = np.logspace(-6, 6, 25)
BETAS = (0.0, 0.5, 0.9, 0.99, 0.999)
Combination = tuple[Surface, type[Rule], float, float]
WANTED = 4_500
TENTH = 10


def variants() -> list[Surface]:
    """Every surface as it is and at the ends of its sliders, all classes in turn, until there are enough."""
    made = [list(ends(cls, "soft")) for cls in SURFACES]
    in_turn = [surface for row in zip(*([*some, *[some[0]] * 4][:5] for some in made), strict=True) for surface in row]
    needed = -(-WANTED // (len(RULES) * len(LEARNING_RATES) * len(BETAS)))
    distinct = list(dict.fromkeys(in_turn))
    assert len(distinct) >= needed
    return distinct[:needed]


def combinations() -> list[Combination]:
    """Each surface with each rule, all learning rates and all momenta."""
    return list(product(variants(), RULES, LEARNING_RATES, BETAS))


def experiments(chosen: list[Combination]) -> Iterator[Experiment]:
    """Each combination as the first of three lanes."""
    for surface, rule, lr, beta in chosen:
        experiment = edits.choose_surface(edits.set_run(Experiment(), "steps", 60), surface)
        lane = edits.set_rule(experiment, 0, rule).lanes[0]
        experiment = edits.change_lane(experiment, 0, lane)
        yield edits.set_master(edits.set_master(experiment, "lr", float(lr)), "beta", beta)


def test_there_are_enough_combinations() -> None:
    assert len(set(combinations())) >= WANTED


@pytest.mark.parametrize("part", range(4))
def test_every_tenth_combination_is_drawn_without_a_word(part: int, qapp) -> None:
    drawn = 0
    for experiment in experiments(combinations()[part * TENTH :: 4 * TENTH]):
        image = image_of(painting(experiment), (320, 240), DARK if drawn % 2 else LIGHT)
        assert pixels(image).reshape(-1, 3)[::5].std(axis=0).max() > 5, experiment
        drawn += 1
    assert drawn >= WANTED // TENTH // 4


NOISY = edits.set_run(edits.set_run(Experiment(), "noise", 20.0), "seeds", 20)
HIDDEN = edits.set_visible(edits.set_visible(edits.set_visible(Experiment(), 0, False), 1, False), 2, False)
EXPERIMENTS = {
    "default": Experiment(),
    "crowd": NOISY,
    "no lanes": HIDDEN,
    "diverging": edits.set_master(Experiment(), "lr", 0.1),
    "no minimum": edits.choose_surface(Experiment(), surfaces.get("saddle")),
    "tanh": edits.choose_surface(Experiment(), surfaces.get("tanh-ravine")),
}


def eight() -> Experiment:
    experiment = Experiment()
    while len(experiment.lanes) < 8:
        index = len(experiment.lanes)
        experiment = edits.add_lane(experiment, RULES[index % 3])
        experiment = edits.set_lane_parameter(experiment, index, "lr", 1e-4 * index)
    return experiment


EXPERIMENTS["eight lanes"] = eight()
each_experiment = pytest.mark.parametrize("experiment", EXPERIMENTS.values(), ids=EXPERIMENTS.keys())
each_theme = pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())


def painting(experiment: Experiment) -> Paint:
    return scene_painting(SceneBuilder().build(experiment))


@each_experiment
@each_theme
def test_svg_shows_what_png_shows(experiment: Experiment, theme, tmp_path: Path, qapp) -> None:
    expected = image_of(painting(experiment), SIZE, theme)
    found = svg_by_qt(written(tmp_path / "a.svg", painting(experiment), SIZE, theme))
    assert_same_picture(pixels(found), pixels(expected))


def test_where_nobody_went_a_crowd_has_no_ink_but_its_colour_for_files(qapp) -> None:
    run = SceneBuilder().build(NOISY).runs[1]
    frame = Frame(0, 0, 300, 200, Experiment().surface.view)
    image = crowd_image(run, frame, Style(LIGHT), 1000)
    inks = {image.pixelColor(x, y).getRgb() for x in range(image.width()) for y in range(image.height())}
    assert {ink[:3] for ink in inks} == {QColor(LIGHT.lanes[1]).getRgb()[:3]}
    assert {ink[3] for ink in inks} > {0}


@pytest.mark.parametrize("size", [(1, 1), (16, 16), (320, 240), (2000, 100), (100, 2000), (1680, 1260)])
@each_theme
def test_any_size_is_painted(size: tuple[int, int], theme, qapp) -> None:
    scene = SceneBuilder().build(edits.set_run(Experiment(), "steps", 50))
    image = image_of_any_size(scene_painting(scene), size, theme)
    assert (image.width(), image.height()) == size


def test_the_step_and_the_view_are_those_asked_for(qapp) -> None:
    scene = SceneBuilder().build(Experiment())
    wishes = ({}, {"step": 3}, {"view": (0.0, 1.0, 0.0, 1.0)})
    pictures = [image_of(scene_painting(scene, **how), SIZE) for how in wishes]
    assert len({image.constBits().tobytes() for image in pictures}) == 3
    whole = image_of(scene_painting(scene, step=1000, view=Experiment().surface.view), SIZE)
    assert whole == pictures[0]


@pytest.mark.parametrize(("low", "high"), [(-4.0, 4.0), (-2.0, 2.0), (0.1, 1.7), (-31.0, 44.0), (1e-7, 9e-7)])
@pytest.mark.parametrize("most", [2, 3, 4, 9])
def test_an_axis_has_more_than_one_number(low: float, high: float, most: int) -> None:
    ticks = telling_ticks(low, high, most)
    assert len(ticks) > 1
    assert all(low - 1e-12 <= value <= high + 1e-12 for value, _ in ticks)
    if len(linear_ticks(low, high, most)) > 1:
        assert ticks == linear_ticks(low, high, most)


MOVED = replace(edits.set_run(Experiment(), "steps", 100), moves=(Move(50, 0.5, -0.25),))


@pytest.mark.parametrize("experiment", [MOVED, replace(NOISY, steps=60), EXPERIMENTS["eight lanes"]])
def test_a_figure_is_its_ground_and_the_run_over_it(experiment: Experiment, qapp) -> None:
    scene, parts = SceneBuilder().build(experiment), frozenset(Part)
    step = experiment.steps // 2

    def in_two(painter, sheet) -> None:
        paint_ground(painter, sheet, scene, step=step)
        paint_run(painter, sheet, scene, step=step)

    assert image_of(in_two, SIZE, parts=parts) == image_of(scene_painting(scene, step=step), SIZE, parts=parts)


def test_steps_with_the_same_key_have_the_same_ground(qapp) -> None:
    scene = SceneBuilder().build(MOVED)

    def ground(step: int) -> QImage:
        return image_of(lambda painter, sheet: paint_ground(painter, sheet, scene, step=step), SIZE)

    steps = (0, 20, 49, 50, 80, 100)
    keys, grounds = [ground_key(scene, step) for step in steps], [ground(step) for step in steps]
    assert keys == [(0.0, 0.0)] * 3 + [(0.5, -0.25)] * 3
    assert [one == grounds[0] for one in grounds] == [True] * 3 + [False] * 3
    assert [one == grounds[-1] for one in grounds] == [False] * 3 + [True] * 3


@each_theme
def test_every_part_can_be_drawn_or_left_away(theme, qapp) -> None:
    scene = SceneBuilder().build(edits.set_run(Experiment(), "steps", 60))
    paint = scene_painting(scene, step=20)
    usual = image_of(paint, SIZE, theme)
    others = [image_of(paint, SIZE, theme, USUAL_PARTS ^ {part}) for part in Part]
    assert all(other != usual for other in others)
    assert len({other.constBits().tobytes() for other in others}) == len(Part)


def test_arrows_are_drawn_at_the_step_and_explained(words, qapp) -> None:
    scene = SceneBuilder().build(edits.set_run(edits.add_lane(Experiment(), Adam), "steps", 60))
    image_of(scene_painting(scene, step=20), (1120, 840), parts=USUAL_PARTS | {Part.ARROWS})
    assert set(KINDS.values()) <= {text for text, _ in words}
    words.clear()
    sgd = scene.experiment
    for index in (1, 2, 3):
        sgd = edits.set_visible(sgd, index, False)
    paint = scene_painting(SceneBuilder().build(sgd), step=20)
    image_of(paint, (1120, 840), parts=USUAL_PARTS | {Part.ARROWS})
    assert {text for text, _ in words} & set(KINDS.values()) == {KINDS["gradient"]}


def test_the_grid_is_a_hair_line_at_every_tick_under_the_paths(qapp) -> None:
    scene = SceneBuilder().build(edits.set_run(HIDDEN, "steps", 5))
    pictures = [pixels(image_of(scene_painting(scene), SIZE, parts=parts)) for parts in ({Part.GRID}, set())]
    differs = (pictures[0] != pictures[1]).any(axis=2)
    frame = layout_of(pixel_sheet(Paper(*SIZE, parts=frozenset())), scene).frame
    for axis, ticks in enumerate(_ticks(frame, Style(LIGHT))):
        lines = np.diff((differs.mean(axis=axis) > 0.5).astype(int)) == 1
        # One at the very edge lies under that.
        assert len(ticks) - 2 <= np.count_nonzero(lines) <= len(ticks)
    assert 0 < np.abs(pictures[0] - pictures[1]).max() < 90
