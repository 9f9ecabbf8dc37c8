"""Crowds on the surface: counted as anyone would count them, kept while time moves on, and said to be a part if so."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

import surfaces
from app.gui.painting import crowd_counts, crowd_lines
from app.gui.painting.crowd import crowd_image
from app.gui.painting.crowd_bars import share_text
from app.gui.painting.crowd_counts import Grid, Visits, visits
from app.gui.painting.crowd_ends import MOST_DOTS, has_dots
from app.gui.painting.crowd_fan import MOST_LINES, is_fan
from app.gui.painting.crowd_words import MEASURED, THEORY, key_box, note_box, seeds_text
from app.gui.painting.frame import Frame
from app.gui.painting.legend import legend_box
from app.gui.painting.plan import Focus, paint_walks
from app.gui.painting.style import Style
from app.model import edits
from app.model.crowd.report import CrowdJob, CrowdReport, Share
from app.model.experiment import Experiment
from app.model.scene import Scene, SceneBuilder
from app.model.theme import DARK, LIGHT

VIEW = (-2.0, 2.0, -1.0, 3.0)
GRID = Grid(VIEW, 40, 30)
FRAME = Frame(0.0, 0.0, 400.0, 300.0, VIEW)
SCREEN = Style(DARK, screen=True)


def experiment(seeds: int, steps: int = 60, noise: float = 3.0) -> Experiment:
    ravine = edits.choose_surface(Experiment(), surfaces.get("ravine", condition=20, angle=30))
    return replace(ravine, lr=0.02, seeds=seeds, steps=steps, noise=noise)


def scene_of(seeds: int, steps: int = 60) -> Scene:
    return SceneBuilder().build(experiment(seeds, steps))


def report_of(scene: Scene) -> CrowdReport:
    with ThreadPoolExecutor(2) as executor:
        (report,) = CrowdJob(scene).results(executor, lambda: None)
    return report


def walks(seeds: int = 30, steps: int = 50) -> np.ndarray:
    """Walks that leave the view and come back, one that diverges and one that jumps beyond all numbers."""
    rng = np.random.default_rng(4)
    # Steps outermost in memory, as in a simulation.
    positions = rng.normal(0.0, 0.4, (steps + 1, 2, seeds)).cumsum(axis=0).transpose(2, 0, 1)
    positions[3, 20:] = np.nan
    positions[4, 30:] = 1e300
    return positions


def counted(points: np.ndarray, grid: Grid) -> np.ndarray:
    """The counts by NumPy's histogram, the uppermost row first."""
    x0, x1, y0, y1 = grid.view
    x, y = points.reshape(-1, 2)[np.isfinite(points.reshape(-1, 2)).all(axis=1)].T
    found, _, _ = np.histogram2d(y, x, (grid.rows, grid.columns), ((y0, y1), (x0, x1)))
    return found[::-1]


@pytest.mark.parametrize("step", [0, 1, 7, 50, 99])
def test_positions_are_counted_as_a_histogram_counts_them(step: int) -> None:
    positions = walks()
    found = visits(positions, GRID, step)
    assert found.sum() > 0
    np.testing.assert_array_equal(found, counted(positions[:, : step + 1], GRID))


def test_what_is_kept_and_continued_is_what_is_counted_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    positions, kept = walks(), Visits(GRID)
    looked_at: list[int] = []
    cells = Grid.cells
    monkeypatch.setattr(Grid, "cells", lambda grid, points: looked_at.append(points.size // 2) or cells(grid, points))
    for step in (3, 4, 9, 9, 50, 20, 21):
        looked_at.clear()
        found = kept.up_to(positions, step)
        np.testing.assert_array_equal(found, counted(positions[:, : step + 1], GRID))
        new = {3: 4, 4: 1, 9: 5, 50: 41, 20: 21, 21: 1}[step] * len(positions)
        assert sum(looked_at) in ({new, 0} if step == 9 else {new})


def test_paths_that_grow_in_one_memory_are_continued_and_others_are_not() -> None:
    memory, kept = walks(), Visits(GRID)
    kept.up_to(memory[:, :21], 50)
    np.testing.assert_array_equal(kept.up_to(memory[:, :41], 50), counted(memory[:, :41], GRID))
    other = walks() * 0.5
    np.testing.assert_array_equal(kept.up_to(other, 45), counted(other[:, :46], GRID))
    np.testing.assert_array_equal(kept.up_to(memory[:20], 45), counted(memory[:20, :46], GRID))


def test_nothing_is_kept_alive() -> None:
    positions = walks()
    memory = crowd_counts.Memory(positions)
    assert memory.holds(positions[:, :10])
    assert not memory.holds(positions[1:])
    again = positions.copy()
    del positions
    assert not memory.holds(again)


def test_of_too_many_positions_every_step_and_every_seed_is_looked_at_in_turn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    positions = walks(32, 63)[5:]
    monkeypatch.setattr(crowd_counts, "MOST_VISITS", positions.shape[0] * positions.shape[1] / 3)
    looked_at = np.zeros(positions.shape[:2], dtype=int)
    for seed, step in np.ndindex(*looked_at.shape):
        alone = np.full_like(positions, np.nan)
        alone[seed, step] = (0.0, 0.0)
        looked_at[seed, step] = Visits(GRID).up_to(alone, 99).sum()
    assert looked_at.max() == 1
    assert looked_at.mean() == pytest.approx(1 / 4, abs=0.01)
    assert looked_at.any(axis=0).all()
    assert looked_at.any(axis=1).all()
    steps, kept = (5, 6, 30, 63), Visits(GRID)
    found = [kept.up_to(positions, step).copy() for step in steps]
    for step, counts in zip(steps, found, strict=True):
        np.testing.assert_array_equal(counts, Visits(GRID).up_to(positions, step))


def passed(paths: np.ndarray, grid: Grid) -> np.ndarray:
    """Whether a line goes through each cell, by very many points on it."""
    places = np.linspace(0.0, 1.0, 4001)[:, np.newaxis]
    lines = [a + places * (b - a) for path in paths for a, b in pairwise(path)]
    return counted(np.concatenate([line for line in lines if np.isfinite(line).all()]), grid) > 0


@pytest.mark.parametrize("most", [crowd_lines.MOST_SAMPLES, 50])
def test_lines_pass_through_cells_that_they_touch_without_a_gap(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crowd_lines, "MOST_SAMPLES", most)
    paths = walks(6, 12)
    paths[4, 8:] = (9.0, 7.0)
    found = visits(paths, GRID, 12, lines=True) > 0
    touched = passed(paths, GRID)
    assert not (found & ~touched).any()
    # A flat line has a point in each column that it passes, a steep one in each row: no more than corners are left out.
    assert found.sum() > 0.6 * touched.sum()
    far = np.array([[[-1e6, 1.0], [1e6, 1.0]]])
    assert visits(far, GRID, 1, lines=True).any(axis=0).all()


def test_lines_that_are_continued_are_those_drawn_at_once() -> None:
    paths, kept = walks(), Visits(GRID, lines=True)
    for step in (0, 1, 2, 30, 50):
        found = kept.up_to(paths, step).copy()
        np.testing.assert_array_equal(found, Visits(GRID, lines=True).up_to(paths, step))
    assert found.sum() > 0


def opaque(image: QImage) -> np.ndarray:
    """The opacity of each pixel, 0 to 255."""
    image = image.convertToFormat(QImage.Format.Format_ARGB32)
    data = np.frombuffer(image.constBits(), dtype=np.uint32).reshape(image.height(), image.width())
    return data >> 24


def test_the_density_grows_with_the_counts_and_is_full_where_seeds_are(qapp) -> None:
    run = scene_of(900).runs[1]
    shown = opaque(crowd_image(run, FRAME, Style(LIGHT), 60))
    grid = Grid(VIEW, shown.shape[1], shown.shape[0])
    ends = counted(run.positions[:, 60], grid) > 0
    assert ends.any()
    assert shown[ends].min() > 200
    passed_by = counted(run.positions[:, :61], grid)
    rest = ~ends
    assert shown[rest & (passed_by > 4)].mean() > shown[rest & (passed_by == 1)].mean() > 0
    assert shown[rest].max() <= 200
    assert (shown == 0).any()


def test_few_seeds_are_a_fan_with_dots_and_many_a_density() -> None:
    one, few, many = (scene_of(seeds, 30).runs[0] for seeds in (1, MOST_LINES, MOST_LINES + 1))
    long = scene_of(MOST_LINES, 400).runs[0]
    assert [is_fan(run) for run in (one, few, many, long)] == [False, True, False, False]
    most = scene_of(MOST_DOTS + 1, 5).runs[0]
    assert [has_dots(run) for run in (one, few, many, most)] == [False, True, True, False]


def painted(scene: Scene, style: Style = SCREEN, **how) -> np.ndarray:
    """The walks on black, (300, 400, 3)."""
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(0xFF000000)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_walks(painter, replace(FRAME, view=scene.experiment.surface.view), style, scene, 60, ghosts=True, **how)
    painter.end()
    data = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(300, 400, 4)
    return data[:, :, 2::-1].astype(int)


@pytest.mark.parametrize("seeds", [20, 300, 700])
def test_a_crowd_that_is_out_of_view_altogether_is_no_fault(qapp, seeds: int) -> None:
    scene = SceneBuilder().build(experiment(seeds, noise=1e6))
    frame = Frame(0.0, 0.0, 400.0, 300.0, scene.experiment.surface.view)
    assert not frame.inside(scene.runs[0].positions[:, -1]).any()
    for style in (SCREEN, Style(LIGHT)):
        image = QImage(400, 300, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        try:
            paint_walks(painter, frame, style, scene, scene.experiment.steps, ghosts=False)
        finally:
            painter.end()


@pytest.mark.parametrize("seeds", [20, 200, 700])
@pytest.mark.parametrize("style", [SCREEN, Style(DARK)], ids=["screen", "paper"])
def test_a_crowd_covers_more_than_one_path_and_fades_while_another_lane_stands_out(
    seeds: int, style: Style, qapp
) -> None:
    alone = replace(scene_of(seeds), runs=(scene_of(seeds).runs[1],))
    first = replace(alone, runs=(replace(alone.runs[0], positions=alone.runs[0].positions[:1]),))
    crowd = painted(alone, style).sum(axis=2)
    assert (crowd > 60).sum() > 1.5 * (painted(first, style).sum(axis=2) > 60).sum()
    faded = painted(alone, style, focus=Focus(hovered=5)).sum(axis=2)
    assert faded.sum() < 0.6 * crowd.sum()


def test_regions_are_drawn_where_the_report_has_them_and_the_key_says_what_they_are(qapp) -> None:
    scene = scene_of(200, 200)
    report = report_of(scene)
    assert all(of.ellipse and of.measured for of in report.lanes)
    assert (painted(scene, report=report) != painted(scene)).any(axis=2).sum() > 300
    style, bare = Style(LIGHT), replace(report, lanes=tuple(replace(of, ellipse=None) for of in report.lanes))
    both, one = (key_box(FRAME, style, scene, shown) for shown in (report, bare))
    assert both.height() > one.height() > 0
    assert key_box(FRAME, style, scene, None).isEmpty()
    hidden = replace(scene, runs=tuple(replace(run, lane=replace(run.lane, visible=False)) for run in scene.runs))
    assert key_box(FRAME, style, hidden, report).isEmpty()
    assert THEORY != MEASURED
    assert FRAME.rect.contains(both)


def test_the_key_stands_above_what_is_there() -> None:
    scene = scene_of(50)
    report = report_of(scene)
    taken = QRectF(250, 230, 140, 60)
    assert not key_box(FRAME, SCREEN, scene, report, (taken,)).intersects(taken)
    assert key_box(FRAME, SCREEN, scene, report).intersects(taken)


def test_a_part_of_the_seeds_is_said_to_be_one() -> None:
    whole = scene_of(300)
    assert seeds_text(whole) == ""
    assert note_box(FRAME, SCREEN, whole).isEmpty()
    part = replace(whole, experiment=replace(whole.experiment, seeds=10_000))
    assert seeds_text(part) == "300 of 10,000 seeds so far"
    box = note_box(FRAME, SCREEN, part)
    assert FRAME.rect.contains(box)
    assert not box.intersects(legend_box(FRAME, SCREEN, part))
    assert (painted(part) != painted(whole)).any()


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (Share("", 83, 100, 0.746, 0.891), "83 % [75, 89]"),
        (Share("", 9999, 10_000, 0.9994, 0.99998), "99.9 % [99.9, 99.9]"),
        (Share("", 8320, 10_000, 0.8246, 0.8392), "83.2 % [82.5, 83.9]"),
        (Share("", 1, 10_000, 0.00002, 0.0006), "0.1 % [0.1, 0.1]"),
        (Share("", 0, 20, 0.0, 0.161), "0 % [0, 16]"),
        (Share("", 20, 20, 0.839, 1.0), "100 % [84, 100]"),
        (Share("", 0, 0, 0.0, 1.0), "0 % [0, 100]"),
    ],
)
def test_only_none_is_nothing_and_only_all_are_a_hundred_per_cent(share: Share, text: str) -> None:
    assert share_text(share) == text
