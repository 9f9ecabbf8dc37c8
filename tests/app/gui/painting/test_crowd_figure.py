"""The figure of crowds: the same picture in every format, and all that the report says in it."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF

import surfaces
from app.gui.export import Paint
from app.gui.painting.crowd_column import SMALLEST, blocks, column, column_words
from app.gui.painting.crowd_figure import paint_crowd_figure
from app.gui.painting.crowd_report import MOST_MINIMA, add_lane_rows, add_pair_rows, comparison_text, report_text
from app.gui.painting.crowd_rows import Rows
from app.gui.painting.style import Style, font
from app.gui.painting.text import RIGHT, text_width
from app.model import edits
from app.model.crowd.report import CrowdReport, LaneReport, Share, compare
from app.model.experiment import Experiment
from app.model.scene import Scene, SceneBuilder
from app.model.theme import DARK, LIGHT, THEMES
from tests.app.gui.painting.papers import image_of, image_of_any_size, written
from tests.app.gui.painting.readers import SIZE, assert_same_picture, by_command, pixels, svg_by_qt
from tests.app.gui.painting.test_crowd import report_of, scene_of

STYLE = Style(LIGHT)


@pytest.fixture(scope="module")
def made() -> tuple[Scene, CrowdReport]:
    scene = scene_of(40, 80)
    return scene, report_of(scene)


def painting(scene: Scene, report: CrowdReport, **how) -> Paint:
    return lambda painter, sheet: paint_crowd_figure(painter, sheet, scene, report, **how)


@pytest.mark.parametrize(("seeds", "theme"), [(40, "light"), (200, "dark"), (200, "print")])
def test_svg_and_pdf_show_what_png_shows(seeds: int, theme: str, tmp_path: Path, qapp) -> None:
    theme = THEMES[theme]
    scene = scene_of(seeds, 80)
    paint = painting(scene, report_of(scene))
    expected = pixels(image_of(paint, SIZE, theme))
    for suffix in ("svg", "pdf"):
        written(tmp_path / f"a.{suffix}", paint, SIZE, theme)
    assert_same_picture(pixels(svg_by_qt(tmp_path / "a.svg")), expected)
    found = by_command(tmp_path / "a.pdf", "pdftoppm", "-png", "-singlefile", "-r", "288", str(tmp_path / "a.pdf"))
    assert_same_picture(pixels(found).reshape(SIZE[1], 3, SIZE[0], 3, 3).mean(axis=(1, 3)), expected)


@pytest.mark.parametrize("size", [(1, 1), (64, 64), (2000, 100), (100, 2000), (1680, 1260)])
def test_any_size_is_painted(size: tuple[int, int], made, qapp) -> None:
    image = image_of_any_size(painting(*made), size)
    assert (image.width(), image.height()) == size


def test_the_step_and_the_view_are_those_asked_for(made, qapp) -> None:
    pictures = [image_of(painting(*made, **how), SIZE) for how in ({}, {"step": 3}, {"view": (0.0, 1.0, 0.0, 1.0)})]
    assert len({image.constBits().tobytes() for image in pictures}) == 3
    whole = painting(*made, step=80, view=made[0].experiment.surface.view)
    assert image_of(whole, SIZE) == pictures[0]


def blocks_of(scene: Scene, report: CrowdReport):
    return blocks(QRectF(0, 0, 240, 800), STYLE, scene, report)


def test_each_visible_lane_has_its_rows_and_the_first_two_are_compared(made, qapp) -> None:
    scene, report = made
    titles = [block.rows.words[0].text for block in blocks_of(scene, report)]
    assert titles == ["SGD", "Momentum", "Nesterov", "SGD against Momentum"]
    runs = list(scene.runs)
    runs[0] = replace(runs[0], lane=replace(runs[0].lane, visible=False))
    titles = [block.rows.words[0].text for block in blocks_of(replace(scene, runs=tuple(runs)), report)]
    assert titles == ["Momentum", "Nesterov", "Momentum against Nesterov"]


def test_in_little_room_the_column_is_smaller_then_loses_its_comparison_then_is_none(made, qapp) -> None:
    scene, report = made
    full = blocks_of(scene, report)
    bottoms = [block.rows.bottom for block in full]
    heights = (bottoms[-1], 0.9 * bottoms[-1], SMALLEST * bottoms[-1] - 2.0, 0.5 * bottoms[-1])
    columns = [column(QRectF(0, 0, 240, height), STYLE, scene, report) for height in heights]
    assert [found and len(found.blocks) for found in columns] == [4, 4, 3, None]
    assert [found.style.scale for found in columns[:3]] == [1.0, pytest.approx(0.9), SMALLEST]
    for found, height in zip(columns[:3], heights, strict=False):
        assert max(block.rows.bottom for block in found.blocks) <= height + 0.5


def test_without_a_column_a_caption_says_how_each_visible_lane_ends(made, qapp) -> None:
    scene, report = made
    said = [text for (text,) in column_words(scene, report)]
    for run, of, text in zip(scene.runs, report.lanes, said, strict=True):
        most = max(of.verdicts, key=lambda share: share.count)
        assert text.startswith(f"{run.lane.name}: median loss ")
        assert f", {most.label.lower()} {100 * most.count / most.trials:.0f} %" in text


def said(report: LaneReport) -> dict[str, str]:
    """The labels of a lane's rows and what stands beside them."""
    rows = Rows(STYLE, 0.0, 224.0)
    add_lane_rows(rows, LIGHT, report, LIGHT.lanes[0])
    by_height: dict[float, list[str]] = {}
    for words in rows.words:
        by_height.setdefault(words.at.y(), []).append(words.text)
    return {texts[0]: " ".join(texts[1:]) for texts in by_height.values()}


def test_the_rows_say_what_the_report_says(made, qapp) -> None:
    report = made[1].lanes[1]
    found = said(report)
    assert found["final loss, median"] == f"{report.final[1]:.{2 if report.final[1] >= 1 else 3}f}"
    for share in report.verdicts:
        assert (share.label in found) is (share.count > 0)
    assert "ends nearest to" not in found
    assert found["90 % region"] == " × ".join(f"{axis:.{2 if axis >= 1 else 3}f}" for axis in report.measured.axes)
    sentence = report_text(report)
    assert all(share.label in sentence for share in report.verdicts if share.count)


def test_many_minima_are_put_together_after_the_commonest(made, qapp) -> None:
    minima = tuple(Share(f"({place}, 0)", 10 + place, 100, 0.1, 0.3) for place in range(7))
    found = said(replace(made[1].lanes[0], minima=(*minima, Share("at none", 0, 100, 0.0, 0.1))))
    shown = [label for label in found if label.startswith("(")]
    assert shown == [f"({place}, 0)" for place in (6, 5, 4, 3)][:MOST_MINIMA]
    assert found["3 others"] == "33 seeds"
    assert "at none" not in found


def test_a_median_run_that_diverged_has_no_loss(made, qapp) -> None:
    found = said(replace(made[1].lanes[0], final=(1.5, float("inf"), float("inf")), ellipse=None, measured=None))
    assert found["final loss, median"] == "diverged"
    assert found["10 to 90 %"] == "1.50 … diverged"
    assert "90 % region" not in found


def test_a_comparison_is_a_ratio_or_without_a_minimum_a_difference(made, qapp) -> None:
    comparison = compare(made[1], 0, 1)
    for shown, what, value in (
        (comparison, "loss ratio", comparison.ratio[1]),
        (replace(comparison, ratio=None), "loss difference", comparison.difference[1]),
    ):
        rows = Rows(STYLE, 0.0, 224.0)
        add_pair_rows(rows, LIGHT, shown, "SGD", LIGHT.lanes[0])
        texts = [words.text for words in rows.words]
        assert f"{what}, median" in texts
        assert "SGD ends lower" in texts
        assert f"0 of {made[1].seeds}" in texts
        assert f"median {what}" in comparison_text(shown, "SGD", "Momentum")
        assert value != 0
    against_itself = compare(made[1], 0, 0)
    assert against_itself.share.count == made[1].seeds / 2
    assert comparison_text(None, "SGD", "Momentum") == "SGD against Momentum: Computing"


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())
def test_no_words_of_a_column_overlap(theme, qapp) -> None:
    scene = SceneBuilder().build(
        replace(edits.choose_surface(Experiment(), surfaces.get("sharp-and-flat")), seeds=150, steps=120, noise=0.4)
    )
    for block in blocks(QRectF(0, 0, 236, 800), Style(theme), scene, report_of(scene)):
        rows: dict[float, list[tuple[float, float]]] = {}
        for words in block.rows.words:
            width = text_width(words.text, font(words.size, words.bold))
            assert width <= words.room + 0.01, words
            left = words.at.x() - width if words.align is RIGHT else words.at.x()
            rows.setdefault(words.at.y(), []).append((left, left + width))
        for spans in rows.values():
            spans.sort()
            assert all(before[1] <= after[0] for before, after in pairwise(spans))


def test_a_dark_figure_is_dark(made, qapp) -> None:
    dark, light = (pixels(image_of(painting(*made), SIZE, theme)) for theme in (DARK, LIGHT))
    assert dark.mean() < 90 < 160 < light.mean()
