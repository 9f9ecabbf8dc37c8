"""Figures on paper of every size: nothing is clipped and nothing overlaps, and what has no room is said elsewhere."""

from dataclasses import replace
from functools import cache
from itertools import combinations

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPen

import surfaces
from app.gui.export import Paint, scene_painting
from app.gui.painting.attempt import Layout
from app.gui.painting.crowd_figure import paint_crowd_figure
from app.gui.painting.fair_figure import paint_fair_figure
from app.gui.painting.layout import layout_of
from app.gui.painting.legend import LETTERS
from app.gui.painting.map_figure import paint_map_figure
from app.gui.painting.sheet import line_sheet
from app.gui.painting.strip import Entry, strip
from app.gui.painting.style import Style, font
from app.gui.painting.text import text_width
from app.model import edits
from app.model.describe import run_text, settings_text
from app.model.experiment import MOST_LANES, Experiment
from app.model.fair import FairResult
from app.model.maps import MapKind, Measure
from app.model.paper import USUAL_PARTS, Paper, Part, Unit
from app.model.scene import Scene, SceneBuilder
from app.model.theme import LIGHT
from optim_core import RULES, SGD
from tests.app.gui.painting.papers import Words, assert_apart
from tests.app.gui.painting.test_crowd import report_of
from tests.app.gui.painting.test_map_figure import picture_of
from tests.app.model.fair.comparisons import result_of, short

MM = [(85, 64), (85, 85), (85, 120), (180, 100), (180, 135)]
PX = [(1280, 720), (1280, 800), (1920, 1080), (640, 480), (400, 400), (64, 64), (2000, 100)]
PAPERS = {f"{w}x{h}mm": Paper(w, h, Unit.MM, 300) for w, h in MM} | {f"{w}x{h}": Paper(w, h) for w, h in PX}
LONG = "A lane with quite a long name"


def many_lanes() -> Experiment:
    experiment = edits.set_run(Experiment(), "steps", 60)
    while len(experiment.lanes) < MOST_LANES:
        experiment = edits.add_lane(experiment, RULES[len(experiment.lanes) % len(RULES)])
    return edits.rename_lane(experiment, 1, LONG)


NOISY = replace(Experiment(), steps=60, noise=5.0, seeds=12)
EXPERIMENTS = {
    "usual": replace(Experiment(), steps=60),
    "eight lanes": many_lanes(),
    "diverging": edits.set_master(replace(Experiment(), steps=60), "lr", 0.1),
}


@cache
def scene_of(experiment: Experiment) -> Scene:
    return SceneBuilder().build(experiment)


@cache
def crowd_painting(experiment: Experiment) -> Paint:
    scene = scene_of(experiment)
    report = report_of(scene)
    return lambda painter, sheet: paint_crowd_figure(painter, sheet, scene, report)


@cache
def compared(lanes: int) -> FairResult:
    experiment = short(20)
    while len(experiment.lanes) < lanes:
        experiment = edits.add_lane(experiment, SGD)
    return result_of(experiment, tunes_beta=False)


def drawn(paint: Paint, paper: Paper) -> None:
    """Draw it in units of 1/96 inch."""
    image = QImage(*(round(side) for side in paper.units), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    try:
        paint(painter, line_sheet(paper, outlines=False))
    finally:
        painter.end()


def assert_apart_on_every_paper(paint: Paint, parts: frozenset[Part], words: Words) -> None:
    for name, paper in PAPERS.items():
        words.clear()
        drawn(paint, replace(paper, parts=parts))
        try:
            assert_apart(words, paper.units)
        except AssertionError as error:
            error.add_note(f"on {name}")
            raise


@pytest.mark.parametrize("experiment", EXPERIMENTS.values(), ids=EXPERIMENTS.keys())
@pytest.mark.parametrize("parts", [USUAL_PARTS, frozenset(Part), frozenset()], ids=["usual", "all", "none"])
def test_of_paths_no_words_overlap_or_are_clipped(experiment: Experiment, parts, words: Words, qapp) -> None:
    assert_apart_on_every_paper(scene_painting(scene_of(experiment), step=25), parts, words)


@pytest.mark.parametrize("experiment", [NOISY, replace(many_lanes(), noise=2.0, seeds=4)], ids=["three", "eight"])
@pytest.mark.parametrize("parts", [USUAL_PARTS, frozenset(Part)], ids=["usual", "all"])
def test_of_crowds_no_words_overlap_or_are_clipped(experiment: Experiment, parts, words: Words, qapp) -> None:
    assert_apart_on_every_paper(crowd_painting(experiment), parts, words)


@pytest.mark.parametrize("lanes", [(1,), (1, 2)], ids=["one", "two"])
@pytest.mark.parametrize("measure", [Measure.VERDICT, Measure.LOSS])
def test_of_maps_no_words_overlap_or_are_clipped(lanes: tuple[int, ...], measure, words: Words, qapp) -> None:
    picture = picture_of("rosenbrock", MapKind.RATES, measure, lanes)
    paint: Paint = lambda painter, sheet: paint_map_figure(painter, sheet, picture)  # noqa: E731
    assert_apart_on_every_paper(paint, USUAL_PARTS, words)


@pytest.mark.parametrize("lanes", [3, MOST_LANES])
@pytest.mark.parametrize("parts", [USUAL_PARTS, frozenset()], ids=["usual", "none"])
def test_of_comparisons_no_words_overlap_or_are_clipped(lanes: int, parts, words: Words, qapp) -> None:
    result = compared(lanes)
    paint: Paint = lambda painter, sheet: paint_fair_figure(painter, sheet, result)  # noqa: E731
    assert_apart_on_every_paper(paint, parts, words)


@pytest.mark.parametrize("legend", [True, False])
def test_the_caption_and_the_legend_tell_all_parameters(legend: bool, words: Words, qapp) -> None:
    experiment = EXPERIMENTS["usual"]
    parts = USUAL_PARTS if legend else USUAL_PARTS - {Part.LEGEND}
    for paper in (paper for paper in PAPERS.values() if min(paper.units) >= 200):
        words.clear()
        drawn(scene_painting(scene_of(experiment)), replace(paper, parts=parts))
        said = set(" ".join(text for text, _ in words).replace(",", "").replace(";", "").split())
        for text in (run_text(experiment), *(settings_text(rule) for rule in experiment.rules)):
            assert set(text.replace(",", "").split()) <= said
        for lane in experiment.lanes:
            assert any(word.startswith(lane.name) for word in said)


@pytest.mark.parametrize("experiment", [*EXPERIMENTS.values(), NOISY], ids=[*EXPERIMENTS, "noisy"])
@pytest.mark.parametrize("parts", [USUAL_PARTS, frozenset(Part)], ids=["usual", "all"])
def test_everything_has_its_own_place(experiment: Experiment, parts, qapp) -> None:
    scene = scene_of(experiment)
    report = report_of(scene) if experiment.seeds > 1 else None
    for name, paper in PAPERS.items():
        sheet = line_sheet(replace(paper, parts=parts), outlines=False)
        layout = layout_of(sheet, scene, None, report)
        plan, room = layout.frame.rect, sheet.room
        assert plan.height() >= 80, name
        assert plan.width() >= 200, name
        boxes = [box for box in (layout.legend.box, layout.arrow_key, layout.region_key) if not box.isEmpty()]
        assert all(plan.contains(box) for box in boxes), name
        assert not any(a.intersects(b) for a, b in combinations(boxes, 2)), name
        # The surface with its numbers, the charts and the column share no place.
        places = [plan.adjusted(-20, 0, 0, 14), *(rect.adjusted(1, 1, -1, -1) for rect, _ in layout.charts)]
        if layout.column is not None:
            left = min(block.rows.left for block in layout.column.blocks)
            places.append(QRectF(left, plan.top(), room.right() - left, room.bottom() - plan.top()))
        assert all(room.contains(place.adjusted(0, 0, -1, 0)) for place in places), name
        assert not any(a.intersects(b) for a, b in combinations(places, 2)), name


def test_less_room_has_fewer_charts_and_no_charts_leave_more_room(qapp) -> None:
    scene = scene_of(EXPERIMENTS["usual"])

    def layout(paper: Paper):
        return layout_of(line_sheet(paper, outlines=False), scene)

    counts = [len(layout(PAPERS[name]).charts) for name in ("180x135mm", "640x480", "85x120mm", "85x64mm")]
    assert counts == [3, 2, 1, 0]
    for name in ("180x135mm", "85x120mm"):
        usual, bare = (layout(replace(PAPERS[name], parts=parts)) for parts in (USUAL_PARTS, frozenset[Part]()))
        assert bare.frame.height > usual.frame.height + 100
        assert bare.frame.top < usual.frame.top - 20
        assert bare.caption is None
        assert bare.legend.box.isEmpty()


def test_a_legend_hides_no_minimum_no_start_and_no_head(qapp) -> None:
    two_minima = edits.choose_surface(EXPERIMENTS["usual"], surfaces.get("sharp-and-flat"))
    for experiment in (*EXPERIMENTS.values(), two_minima):
        scene = scene_of(experiment)
        for paper in PAPERS.values():
            layout = layout_of(line_sheet(paper, outlines=False), scene)
            ends = [run.positions[0, -1] for run in scene.visible]
            for x, y in (
                *experiment.surface.minima,
                experiment.start,
                *(end for end in ends if np.isfinite(end).all()),
            ):
                assert not layout.legend.box.contains(layout.frame.point(x, y))


def hidden_ink(layout: Layout, scene: Scene) -> int:
    """How many pixels of the paths' lines the legend hides."""
    frame, image = layout.frame, QImage(1200, 1200, QImage.Format.Format_Grayscale8)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setPen(QPen(QColor("black"), 1.0))
    for run in scene.visible:
        for line in frame.polygons(run.positions[0], 0.25):
            painter.drawPolyline(line)
    painter.end()
    inked = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(1200, image.bytesPerLine()) < 128
    box = layout.legend.box.toRect()
    return int(inked[box.top() : box.bottom(), box.left() : box.right()].sum())


def test_a_legend_hides_no_long_step_and_no_place_where_a_lane_leaves(qapp) -> None:
    far = edits.set_master(replace(Experiment(), steps=400), "lr", 6e-3)
    scene = scene_of(far)
    assert np.isnan(scene.runs[1].positions[0, -1]).all(), "a lane that leaves"
    for size in ((1280, 800), (640, 480), (1920, 1080)):
        layout = layout_of(line_sheet(Paper(*size), outlines=False), scene)
        assert not layout.legend.box.isEmpty()
        assert hidden_ink(layout, scene) == 0
        for run in scene.visible:
            x, y = layout.frame.pieces(run.positions[0])[-1][-1]
            assert not layout.legend.box.contains(x, y)


@pytest.mark.parametrize("name", ["85x64mm", "85x85mm", "180x100mm", "640x480"])
def test_who_wants_a_legend_can_tell_the_lanes_apart(name: str, qapp) -> None:
    scene = scene_of(EXPERIMENTS["eight lanes"])
    layout = layout_of(line_sheet(PAPERS[name], outlines=False), scene)
    names = [entry.words for row in layout.strip for entry in row.entries]
    assert not layout.legend.box.isEmpty() or names == [run.lane.name for run in scene.visible]


def test_columns_are_only_as_wide_as_their_words_need(qapp) -> None:
    style = Style(LIGHT)
    names = ["SGD", LONG, "Adam", "Heavy ball", "RMSprop", "Nesterov"]
    entries = [Entry(name) for name in names]
    widest = text_width(LONG, font(style.px(LETTERS)))
    (first, *others) = strip([entries], style, 1.9 * widest)
    assert [entry.words for row in (first, *others) for entry in row.entries] == names
    assert [len(row.entries) for row in (first, *others)] == [3, 3]
    assert {row.lefts for row in (first, *others)} == {first.lefts}
    for row in strip([entries], style, 5 * widest) + strip([entries], style, 40.0):
        placed = zip(row.entries, row.lefts, strict=False)
        ends = [left + text_width(entry.words, font(style.px(LETTERS))) for entry, left in placed]
        assert all(end < begin for end, begin in zip(ends, row.lefts[1:], strict=False))


def test_a_step_before_the_last_is_told_once_and_always_at_the_same_place(words: Words, qapp) -> None:
    scene = scene_of(EXPERIMENTS["usual"])
    for name in ("1280x800", "85x64mm", "85x85mm", "180x100mm", "640x480"):
        rights = set()
        for step in (0, 7, 59):
            words.clear()
            drawn(scene_painting(scene, step=step), PAPERS[name])
            ((_, box),) = [word for word in words if word[0] == f"at step {step} of 60"]
            rights.add((round(box.right(), 3), round(box.top(), 3)))
        assert len(rights) == 1
        words.clear()
        drawn(scene_painting(scene), PAPERS[name])
        assert not [text for text, _ in words if "at step" in text]


def test_a_step_is_not_told_without_a_caption(words: Words, qapp) -> None:
    paper = replace(PAPERS["1280x800"], parts=frozenset({Part.CHARTS}))
    drawn(scene_painting(scene_of(EXPERIMENTS["usual"]), step=7), paper)
    assert not [text for text, _ in words if "at step" in text]
