"""Animations of scenes, read back by programs that are not ours: the figure of each step, whole or not at all."""

import errno
import io
import os
import subprocess
import tempfile
import threading
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QEventLoop, QMetaObject, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from app import files
from app.errors import CancelledError, FaultError, UseError
from app.gui.animation.ffmpeg import video_obstacle
from app.gui.animation.reel import Pixels
from app.gui.animation.stage import Stage
from app.gui.export import picture_image, scene_painting
from app.gui.film import ANIMATIONS, write_animation
from app.gui.painting.chart import chart_frame
from app.gui.painting.layout import layout_of
from app.gui.painting.sheet import pixel_sheet
from app.model import edits
from app.model.experiment import Experiment
from app.model.formats import Kind, suffixes
from app.model.motion import Motion
from app.model.paper import Paper, Part, Unit
from app.model.scene import Scene, SceneBuilder
from app.model.terrain import View
from app.model.theme import DARK, LIGHT, THEMES
from optim_core.surroundings import Move
from tests.app.gui.animation.players import Pictures, play
from tests.app.gui.animation.reels import Told

NEAR = 8
"""Levels by which a lane's colour may be off."""
SMALL = Paper(480, 360)
FRAMES = 6
MOTION = Motion(FRAMES, 25.0)


def scene_of(experiment: Experiment, steps: int = 60) -> Scene:
    return SceneBuilder().build(edits.set_run(experiment, "steps", steps))


def crowd() -> Experiment:
    return edits.set_run(edits.set_run(Experiment(), "seeds", 100), "noise", 3.0)


SCENES = {
    "usual": Experiment(),
    "moving": replace(Experiment(), moves=(Move(20, 0.3, 0.2), Move(41, -0.6, 0.1))),
    "crowd": crowd(),
    "few seeds": edits.set_run(crowd(), "seeds", 12),
    "diverging": edits.set_master(Experiment(), "lr", 0.02),
    "hidden": edits.set_visible(Experiment(), 1, False),
}


def written(folder: Path, suffix: str, scene: Scene, paper: Paper = SMALL, motion: Motion = MOTION) -> Path:
    target = folder / f"film{suffix}"
    write_animation(target, paper, motion, scene, None, lambda share: None)
    return target


def figure(paper: Paper, scene: Scene, step: int, view: View | None = None) -> np.ndarray:
    """The exported picture, red, green and blue."""
    image = picture_image(paper, scene_painting(scene, view=view, step=step)).convertToFormat(
        QImage.Format.Format_RGB888
    )
    rows = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).astype(int)


def heads(paper: Paper, scene: Scene, step: int) -> list[tuple[int, int, int]]:
    """Row, column and lane's colour of each head that is in view and that no other covers, nor the legend."""
    sheet = pixel_sheet(paper)
    layout = layout_of(sheet, scene)
    places = [layout.frame.point(*run.positions[0, step]) for run in scene.visible]
    found = []
    for place, run in enumerate(scene.visible):
        at, later = places[place], places[place + 1 :]
        clear = all((at - other).manhattanLength() > 16 for other in later) and not layout.legend.box.contains(at)
        if clear and layout.frame.shows(*run.positions[0, step]):
            found.append((int(at.y() * sheet.zoom), int(at.x() * sheet.zoom), run.lane.colour))
    return found


def assert_heads_have_their_colours(pictures: Pictures, paper: Paper, scene: Scene, steps: tuple[int, ...]) -> None:
    seen = 0
    for picture, step in zip(pictures.astype(int), steps, strict=True):
        for row, column, colour in heads(paper, scene, step):
            name = paper.theme.lanes[colour]
            wanted = [int(name[at : at + 2], 16) for at in (1, 3, 5)]
            assert np.abs(picture[row, column] - wanted).max() <= NEAR, f"lane {colour} at step {step}"
            seen += 1
    assert seen >= len(steps)


def alike(picture: np.ndarray, wanted: np.ndarray, most: float) -> bool:
    """Whether hardly a pixel differs by much: curves end at the playhead a little differently."""
    return float(np.mean(np.abs(picture.astype(int) - wanted).max(axis=-1) > 48)) <= most


def test_there_is_a_writer_for_every_animation() -> None:
    assert tuple(ANIMATIONS) == suffixes(Kind.ANIMATION)


@pytest.mark.parametrize("suffix", ANIMATIONS)
@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_every_frame_is_the_figure_of_its_step(suffix: str, theme, tmp_path: Path, qapp: QApplication) -> None:
    scene, paper = scene_of(Experiment()), Paper(480, 360, theme=theme)
    played = play(written(tmp_path, suffix, scene, paper))
    assert played.pictures.shape == (FRAMES, 360, 480, 3)
    assert sum(played.seconds) == pytest.approx(MOTION.seconds)
    steps = MOTION.steps(60)
    for place in (0, FRAMES - 1):
        assert alike(played.pictures[place], figure(paper, scene, steps[place]), 0.01 if suffix == ".mp4" else 0.002)
    assert_heads_have_their_colours(played.pictures, paper, scene, steps)


@pytest.mark.parametrize("suffix", ANIMATIONS)
def test_eight_lanes_keep_their_colours(suffix: str, tmp_path: Path, qapp: QApplication) -> None:
    experiment = Experiment()
    for place in range(5):
        experiment = edits.duplicate_lane(experiment, place % 3)
    for place in range(8):
        experiment = edits.set_linked(experiment, place, False)
        experiment = edits.set_lane_parameter(experiment, place, "lr", 2e-4 * (1 + place))
    scene = scene_of(experiment, 24)
    assert len({run.lane.colour for run in scene.runs}) == 8
    motion = Motion(9, 25.0)
    for theme in (LIGHT, DARK):
        paper = Paper(640, 480, theme=theme)
        pictures = play(written(tmp_path, suffix, scene, paper, motion)).at(25.0)
        assert_heads_have_their_colours(pictures, paper, scene, motion.steps(24))


@pytest.mark.parametrize("name", SCENES)
def test_scenes_of_every_kind(name: str, tmp_path: Path, qapp: QApplication) -> None:
    scene = scene_of(SCENES[name])
    pictures = play(written(tmp_path, ".apng", scene)).pictures
    for picture, step in zip(pictures, MOTION.steps(60), strict=True):
        assert alike(picture, figure(SMALL, scene, step), 0.002), f"step {step}"
    assert np.array_equal(pictures[-1], figure(SMALL, scene, 60))
    for suffix in (".gif", ".mp4"):
        others = play(written(tmp_path, suffix, scene)).at(25.0)
        assert alike(others[-1], pictures[-1].astype(int), 0.01)


def test_beside_the_playhead_charts_are_those_of_the_figure(qapp: QApplication) -> None:
    """To the bit, where lines are not dashed and short enough to be stroked at once."""
    scene = scene_of(edits.set_visible(Experiment(), 2, False), 40)
    stage, sheet, charts = Stage(SMALL, scene, None), pixel_sheet(SMALL), layout_of(pixel_sheet(SMALL), scene).charts
    assert charts
    for step in range(0, 41, 5):
        lines = [chart_frame(rect, sheet.style, chart).point(step, chart.low).x() for rect, chart in charts]
        differ = np.argwhere((channels(stage.picture(step)) != figure(SMALL, scene, step)).any(axis=-1))
        assert all(min(abs(column - line * sheet.zoom) for line in lines) <= 3 for _, column in differ)


def channels(pixels: Pixels) -> np.ndarray:
    return np.stack([pixels >> shift & 255 for shift in (16, 8, 0)], axis=-1).astype(int)


@pytest.mark.parametrize("parts", [frozenset[Part](), frozenset(Part)], ids=["bare", "full"])
def test_any_part_of_the_surface_with_any_parts_of_the_figure(
    parts: frozenset[Part], tmp_path: Path, qapp: QApplication
) -> None:
    scene, paper, view = scene_of(Experiment()), Paper(480, 360, parts=parts), (-1.5, 0.5, 0.0, 2.0)
    target = tmp_path / "film.APNG"
    write_animation(target, paper, MOTION, scene, view, lambda share: None)
    with Image.open(target) as film:
        for place, step in enumerate(MOTION.steps(60)):
            film.seek(place)
            assert alike(np.asarray(film.convert("RGB")), figure(paper, scene, step, view), 0.002)


@pytest.mark.parametrize("suffix", ANIMATIONS)
def test_fewer_steps_than_frames_and_odd_sizes(suffix: str, tmp_path: Path, qapp: QApplication) -> None:
    scene, paper, motion = scene_of(Experiment(), 2), Paper(321, 241), Motion(9, 10.0)
    played = play(written(tmp_path, suffix, scene, paper, motion))
    assert sum(played.seconds) == pytest.approx(0.9)
    pictures = played.at(10.0)
    assert len(pictures) == 9
    for place, step in enumerate(motion.steps(2)):
        assert alike(pictures[place, :241, :321], figure(paper, scene, step), 0.02)


def test_a_size_in_millimetres_is_that_of_its_pixels(tmp_path: Path, qapp: QApplication) -> None:
    paper = Paper(85, 60, Unit.MM, dpi=150)
    pictures = play(written(tmp_path, ".webp", scene_of(Experiment()), paper)).pictures
    assert pictures.shape[1:3] == paper.pixels[::-1]


@pytest.mark.parametrize("suffix", ANIMATIONS)
def test_the_share_that_is_done_is_told(suffix: str, tmp_path: Path, qapp: QApplication) -> None:
    told = Told()
    write_animation(tmp_path / f"film{suffix}", SMALL, MOTION, scene_of(Experiment()), None, told)
    assert told.shares == sorted(told.shares)
    assert {place / (FRAMES + 1) for place in range(1, FRAMES + 1)} <= set(told.shares)
    assert told.shares[-1] == 1.0
    assert told.shares.count(1.0) == 1


class Watched(subprocess.Popen):
    """A process that can be asked afterwards whether it was waited for."""

    begun: ClassVar[list["Watched"]] = []

    def __init__(self, *words, **options) -> None:
        super().__init__(*words, **options)
        self.begun.append(self)


@pytest.fixture
def nothing_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """No temporary file and no process; of threads the tests of the whole folder know."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setattr(subprocess, "Popen", Watched)
    monkeypatch.setattr(Watched, "begun", [])
    yield
    assert list(folder.iterdir()) == []
    assert [process for process in Watched.begun if process.returncode is None] == []
    assert [file.name for file in tmp_path.iterdir() if file.suffix == ".part"] == []


@pytest.mark.parametrize("suffix", ANIMATIONS)
@pytest.mark.usefixtures("nothing_left")
def test_ended_at_any_moment_it_leaves_all_as_it_was(suffix: str, tmp_path: Path, qapp: QApplication) -> None:
    target, scene, told = tmp_path / f"film{suffix}", scene_of(Experiment()), Told()
    write_animation(target, SMALL, MOTION, scene, None, told)
    for there_is_one in (True, False):
        target.write_bytes(b"old and whole") if there_is_one else target.unlink()
        for after in {0, FRAMES // 2, len(told.shares) - 2, len(told.shares) - 1}:
            with pytest.raises(CancelledError):
                write_animation(target, SMALL, MOTION, scene, None, Told(CancelledError(), after))
            assert [file.read_bytes() for file in tmp_path.glob("film*")] == [b"old and whole"] * there_is_one


@pytest.mark.parametrize("suffix", ANIMATIONS)
@pytest.mark.usefixtures("nothing_left")
def test_a_full_disk_is_a_sentence(
    suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication
) -> None:
    class Full(io.FileIO):
        def write(self, data: bytes) -> int:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(files, "open", lambda path, mode: Full(path, "x"), raising=False)
    target = tmp_path / f"film{suffix}"
    with pytest.raises(FaultError) as raised:
        write_animation(target, SMALL, MOTION, scene_of(Experiment()), None, lambda share: None)
    assert str(raised.value) == f"cannot write {target}: no space left on the device"
    assert not target.exists()


@pytest.mark.usefixtures("nothing_left")
def test_a_broken_ffmpeg_leaves_all_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication
) -> None:
    program = tmp_path / "ffmpeg"
    program.write_text("#!/bin/sh\necho out of order >&2\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    target = tmp_path / "film.mp4"
    target.write_bytes(b"old and whole")
    with pytest.raises(FaultError, match=r"^ffmpeg could not make the MP4: out of order$"):
        write_animation(target, SMALL, MOTION, scene_of(Experiment()), None, lambda share: None)
    assert target.read_bytes() == b"old and whole"


def test_too_little_memory_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> None:
    def fail(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(Stage, "picture", fail)
    with pytest.raises(FaultError, match=r"^no memory for pictures of 480 × 360 pixels; choose a smaller size$"):
        written(tmp_path, ".gif", scene_of(Experiment()))
    assert list(tmp_path.iterdir()) == []


def test_what_no_animation_is_called_makes_no_sense(tmp_path: Path, qapp: QApplication) -> None:
    with pytest.raises(UseError, match=r"an animation ends in .gif, .apng, .webp or .mp4"):
        written(tmp_path, ".png", scene_of(Experiment()))


@pytest.mark.parametrize("suffix", ANIMATIONS)
def test_a_thread_writes_the_same_bytes_while_the_window_lives(suffix: str, tmp_path: Path, qapp: QApplication) -> None:
    scene, loop, turns = scene_of(Experiment()), QEventLoop(), []
    beat = QTimer(interval=1, timeout=lambda: turns.append(1))
    target = tmp_path / f"thread{suffix}"
    done = threading.Event()

    def work() -> None:
        write_animation(target, SMALL, MOTION, scene, None, lambda share: None)
        done.set()
        QMetaObject.invokeMethod(loop, "quit", Qt.ConnectionType.QueuedConnection)

    thread = threading.Thread(target=work)
    beat.start()
    thread.start()
    loop.exec()
    thread.join()
    beat.stop()
    assert done.is_set()
    assert turns
    assert target.read_bytes() == written(tmp_path, suffix, scene).read_bytes()


def test_an_mp4_can_be_written_here(qapp: QApplication) -> None:
    assert video_obstacle() == ""
