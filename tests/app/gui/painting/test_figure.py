"""The figure: drawn for every experiment, and the same picture in every format."""

import shutil
import subprocess
from collections.abc import Iterator
from itertools import islice, product
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QByteArray, QRectF, QSize, QSizeF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from app.errors import FaultError, UseError
from app.gui.export import picture_image, save_figure, scene_painting, write_picture
from app.gui.painting.crowd import crowd_image
from app.gui.painting.figure import paint_figure, plan_ticks
from app.gui.painting.frame import Frame
from app.gui.painting.style import Style
from app.model import edits
from app.model.experiment import Experiment
from app.model.scene import SceneBuilder
from app.model.theme import DARK, LIGHT, THEMES
from app.model.ticks import linear_ticks
from optim_core import RULES
from surfaces import SURFACES, Surface
from tests.surfaces.strategies import ends

SIZE = (560, 420)
LEARNING_RATES = np.logspace(-6, 6, 25)
BETAS = (0.0, 0.5, 0.9, 0.99, 0.999)
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


def combinations() -> Iterator[Experiment]:
    """Each surface with three rules at a time, all learning rates and all momenta."""
    for surface, rule, lr, beta in product(variants(), RULES, LEARNING_RATES, BETAS):
        experiment = edits.choose_surface(edits.set_run(Experiment(), "steps", 60), surface)
        lane = edits.set_rule(experiment, 0, rule).lanes[0]
        experiment = edits.change_lane(experiment, 0, lane)
        yield edits.set_master(edits.set_master(experiment, "lr", float(lr)), "beta", beta)


def test_there_are_enough_combinations() -> None:
    assert sum(1 for _ in combinations()) >= WANTED


def pixels(image: QImage) -> np.ndarray:
    """Red, green and blue (rows, columns, 3) as numbers."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    data = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    return data[:, : image.width(), 2::-1].astype(np.float64)


@pytest.mark.parametrize("part", range(4))
def test_every_tenth_combination_is_drawn_without_a_word(part: int, qapp) -> None:
    image = QImage(320, 240, QImage.Format.Format_RGB32)
    drawn = 0
    for experiment in islice(combinations(), part * TENTH, None, 4 * TENTH):
        scene = SceneBuilder().build(experiment)
        painter = QPainter(image)
        try:
            paint_figure(painter, QSizeF(320, 240), scene, DARK if drawn % 2 else LIGHT)
        finally:
            painter.end()
        assert pixels(image).reshape(-1, 3).std(axis=0).max() > 5, experiment
        drawn += 1
    assert drawn >= WANTED // TENTH // 4


NOISY = edits.set_run(edits.set_run(Experiment(), "noise", 20.0), "seeds", 20)
HIDDEN = edits.set_visible(edits.set_visible(edits.set_visible(Experiment(), 0, False), 1, False), 2, False)
EXPERIMENTS = {
    "default": Experiment(),
    "crowd": NOISY,
    "no lanes": HIDDEN,
    "diverging": edits.set_master(Experiment(), "lr", 0.1),
    "no minimum": edits.choose_surface(Experiment(), edits.default_surface(SURFACES[-1])),
    "tanh": edits.choose_surface(Experiment(), edits.default_surface(SURFACES[2])),
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


def written(target: Path, experiment: Experiment, theme=LIGHT) -> Path:
    save_figure(target, experiment, SIZE, theme)
    return target


def assert_same_picture(found: np.ndarray, expected: np.ndarray) -> None:
    """Alike to the eye: few pixels differ much, none of them in a heap, and hardly any light is lost or gained."""
    assert found.shape == expected.shape
    assert np.abs(found.mean(axis=(0, 1)) - expected.mean(axis=(0, 1))).max() < 2.5
    apart = np.abs(found - expected).mean(axis=2)
    assert apart.mean() < 3.0
    assert (apart > 60).mean() < 0.01
    rows, columns = apart.shape
    tiles = apart[: rows // 20 * 20, : columns // 20 * 20].reshape(rows // 20, 20, columns // 20, 20).mean(axis=(1, 3))
    assert tiles.max() < 30.0


def svg_by_qt(path: Path) -> QImage:
    renderer = QSvgRenderer(QByteArray(path.read_bytes()))
    assert renderer.isValid()
    image = QImage(QSize(*SIZE), QImage.Format.Format_RGB32)
    image.fill(0xFFFF00FF)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, *SIZE))
    painter.end()
    return image


def by_command(path: Path, *words: str) -> QImage:
    """What another program makes of a file; the picture's name is put after the words."""
    if shutil.which(words[0]) is None:
        pytest.skip(f"{words[0]} is not installed")
    target = path.with_suffix(".by-command.png")
    subprocess.run([*words, str(target.with_suffix("") if words[0] == "pdftoppm" else target)], check=True, timeout=60)
    return QImage(str(target))


@each_experiment
@each_theme
def test_svg_shows_what_png_shows(experiment: Experiment, theme, tmp_path: Path, qapp) -> None:
    expected = QImage(str(written(tmp_path / "a.png", experiment, theme)))
    assert_same_picture(pixels(svg_by_qt(written(tmp_path / "a.svg", experiment, theme))), pixels(expected))


@each_experiment
def test_svg_shows_the_same_to_another_reader(experiment: Experiment, tmp_path: Path, qapp) -> None:
    expected = QImage(str(written(tmp_path / "a.png", experiment)))
    path = written(tmp_path / "a.svg", experiment)
    width, height = map(str, SIZE)
    found = by_command(path, "rsvg-convert", "-w", width, "-h", height, str(path), "-o")
    assert_same_picture(pixels(found), pixels(expected))


@each_experiment
def test_pdf_shows_what_png_shows(experiment: Experiment, tmp_path: Path, qapp) -> None:
    expected = QImage(str(written(tmp_path / "a.png", experiment)))
    path = written(tmp_path / "a.pdf", experiment)
    # Poppler draws no line thinner than a pixel, so it is given small ones.
    found = by_command(path, "pdftoppm", "-png", "-singlefile", "-r", "288", str(path))
    assert (found.width(), found.height()) == (3 * SIZE[0], 3 * SIZE[1])
    assert_same_picture(pixels(found).reshape(SIZE[1], 3, SIZE[0], 3, 3).mean(axis=(1, 3)), pixels(expected))


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
    image = picture_image(QSize(*size), scene_painting(scene, theme))
    assert (image.width(), image.height()) == size


def test_text_and_lines_grow_with_the_paper(qapp) -> None:
    scene = SceneBuilder().build(edits.set_run(Experiment(), "steps", 50))
    small, large = (picture_image(QSize(560 * k, 420 * k), scene_painting(scene, LIGHT)) for k in (1, 3))
    shrunk = pixels(large).reshape(420, 3, 560, 3, 3).mean(axis=(1, 3))
    assert np.abs(pixels(small) - shrunk).mean() < 5.0


def test_a_picture_beyond_all_memory_is_refused_in_one_sentence(tmp_path: Path, qapp) -> None:
    with pytest.raises(FaultError, match=r"^no memory for a picture of 1000000 × 1000000 pixels; [^\n]+$"):
        save_figure(tmp_path / "a.png", edits.set_run(Experiment(), "steps", 1), (10**6, 10**6), LIGHT)
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_suffix_is_refused_before_anything_is_computed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SceneBuilder, "build", lambda *_: pytest.fail("computed"))
    with pytest.raises(UseError, match=r"a\.gif ends in \.gif"):
        save_figure(tmp_path / "a.gif", Experiment(), SIZE, LIGHT)


@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
def test_a_painting_that_fails_leaves_no_file_and_no_open_painter(
    suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("app.gui.export.paint_figure", fail)
    with pytest.raises(ZeroDivisionError):
        write_picture(tmp_path / f"a.{suffix}", QSize(*SIZE), scene_painting(SceneBuilder().build(Experiment()), LIGHT))
    assert list(tmp_path.iterdir()) == []


def test_the_step_and_the_view_are_those_asked_for(qapp) -> None:
    scene = SceneBuilder().build(Experiment())
    size = QSize(*SIZE)
    pictures = [
        picture_image(size, scene_painting(scene, LIGHT)),
        picture_image(size, scene_painting(scene, LIGHT, step=3)),
        picture_image(size, scene_painting(scene, LIGHT, view=(0.0, 1.0, 0.0, 1.0))),
    ]
    assert len({image.constBits().tobytes() for image in pictures}) == 3
    whole = picture_image(size, scene_painting(scene, LIGHT, step=1000, view=Experiment().surface.view))
    assert whole == pictures[0]


@pytest.mark.parametrize("size", [(1280, 800), (1000, 701)])
def test_an_svg_says_its_size_in_whole_pixels(size: tuple[int, int], tmp_path: Path, qapp) -> None:
    target = tmp_path / "figure.svg"
    save_figure(target, Experiment(), size, LIGHT)
    assert f'<svg width="{size[0]}" height="{size[1]}"' in target.read_text(encoding="utf-8")[:400]


@pytest.mark.parametrize(("low", "high"), [(-4.0, 4.0), (-2.0, 2.0), (0.1, 1.7), (-31.0, 44.0), (1e-7, 9e-7)])
@pytest.mark.parametrize("most", [2, 3, 4, 9])
def test_an_axis_of_the_plan_has_more_than_one_number(low: float, high: float, most: int) -> None:
    ticks = plan_ticks(low, high, most)
    assert len(ticks) > 1
    assert all(low - 1e-12 <= value <= high + 1e-12 for value, _ in ticks)
    if len(linear_ticks(low, high, most)) > 1:
        assert ticks == linear_ticks(low, high, most)
