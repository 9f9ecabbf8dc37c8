"""How large text is on paper of every size, and that a figure is the same picture in every resolution."""

from dataclasses import replace

import numpy as np
import pytest

from app.gui.export import picture_image, scene_painting
from app.gui.painting.sheet import LEAST_HEIGHT, LEAST_WIDTH, LEGIBLE, TEXT, line_sheet, pixel_sheet
from app.model import edits
from app.model.experiment import Experiment
from app.model.paper import PRINT_TEXT, Paper, Unit
from app.model.scene import SceneBuilder
from tests.app.gui.painting.readers import pixels

PAPERS = [Paper(85, 64, Unit.MM, 300), Paper(180, 100, Unit.MM, 600), Paper(1280, 800), Paper(400, 400), Paper(64, 64)]


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: f"{paper.width}x{paper.height}{paper.unit}")
def test_a_sheet_has_as_many_nominal_pixels_in_every_format(paper: Paper) -> None:
    of_pixels, of_lines = pixel_sheet(paper), line_sheet(paper, outlines=True)
    assert of_pixels.room.width() == pytest.approx(of_lines.room.width())
    assert of_pixels.room.height() == pytest.approx(of_lines.room.height())
    assert of_pixels.zoom == pytest.approx(of_lines.zoom * paper.dpi / 96)
    assert (of_lines.style.outlines, of_pixels.style.outlines) == (True, False)
    for side, wanted in zip(of_pixels.size.toTuple(), paper.pixels, strict=True):
        assert side == pytest.approx(wanted, abs=0.5)


def test_text_in_print_has_its_points_whatever_the_size_of_the_picture() -> None:
    for width, dpi in ((85, 300), (180, 300), (180, 1200)):
        sheet = pixel_sheet(Paper(width, 100, Unit.MM, dpi))
        assert sheet.zoom * TEXT / dpi * 72 == pytest.approx(PRINT_TEXT)
    assert pixel_sheet(Paper(1000, 800, text=18.0)).zoom * TEXT / 96 * 72 == pytest.approx(18.0)


def test_text_grows_with_a_picture_in_pixels_and_does_not_shrink_below_what_can_be_read() -> None:
    zooms = [pixel_sheet(Paper(1120 * k, 840 * k)).zoom for k in (1, 2, 3)]
    assert zooms == pytest.approx([1.0, 2.0, 3.0])
    assert [pixel_sheet(Paper(*size)).zoom for size in ((640, 480), (400, 400))] == [LEGIBLE, LEGIBLE]
    assert pixel_sheet(Paper(1120, 840, dpi=300)).zoom == pytest.approx(1.0)


@pytest.mark.parametrize("paper", [Paper(64, 64), Paper(64, 2000), Paper(640, 480, text=72.0), Paper(20, 20, Unit.MM)])
def test_every_sheet_has_room_for_a_figure(paper: Paper) -> None:
    room = pixel_sheet(paper).room
    assert room.width() >= LEAST_WIDTH - 1e-6
    assert room.height() >= LEAST_HEIGHT - 1e-6


def test_a_picture_of_more_pixels_is_the_same_picture(qapp) -> None:
    paint = scene_painting(SceneBuilder().build(edits.set_run(Experiment(), "steps", 50)))
    for paper, finer in ((Paper(1120, 840), Paper(2240, 1680)), (PAPERS[0], replace(PAPERS[0], dpi=600))):
        small, large = (pixels(picture_image(each, paint)) for each in (paper, finer))
        rows, columns = (min(side, other // 2) for side, other in zip(small.shape[:2], large.shape[:2], strict=True))
        shrunk = large[: 2 * rows, : 2 * columns].reshape(rows, 2, columns, 2, 3).mean(axis=(1, 3))
        assert np.abs(small[:rows, :columns] - shrunk).mean() < 2.0


def test_the_last_pixel_of_a_paper_that_ends_within_it_has_the_papers_colour(qapp) -> None:
    paint = scene_painting(SceneBuilder().build(edits.set_run(Experiment(), "steps", 5)))
    for side in np.arange(85.0, 86.0, 0.1):
        image = picture_image(Paper(float(side), 64, Unit.MM, 300), paint)
        assert image.pixelColor(image.width() - 1, image.height() // 2).name() == "#ffffff"
