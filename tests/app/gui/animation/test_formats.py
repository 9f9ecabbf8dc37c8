"""Every format read back by programs that are not ours: how many pictures, how long, and what is on them."""

import re
from collections.abc import Callable
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import numpy as np
import pytest
from PIL import ExifTags, Image, features

from app import __version__
from app.errors import CancelledError, FaultError, UseError
from app.gui.animation.apng import write_apng
from app.gui.animation.gif import write_gif
from app.gui.animation.mp4 import write_mp4
from app.gui.animation.reel import Pixels, Reel
from app.gui.animation.webp import write_webp
from app.model.theme import DARK, LIGHT, THEMES, Theme
from tests.app.gui.animation.players import Pictures, decoded, described, play
from tests.app.gui.animation.reels import SIDE, STILL, Told, painted, reel, squares

WRITERS: dict[str, Callable[[BinaryIO, Reel], None]] = {
    "gif": write_gif,
    "apng": write_apng,
    "webp": write_webp,
    "mp4": write_mp4,
}
EXACT = ("apng", "webp")
NEAR = 8
"""Levels by which a lane's colour may be off."""


def written(folder: Path, suffix: str, film: Reel) -> Path:
    path = folder / f"film.{suffix}"
    with open(path, "wb") as file:
        WRITERS[suffix](file, film)
    return path


def channels(picture: Pixels) -> np.ndarray:
    return np.stack([picture >> shift & 255 for shift in (16, 8, 0)], axis=-1).astype(int)


def expected(theme: Theme, frames: int = 9, size: tuple[int, int] = (96, 64)) -> np.ndarray:
    return np.stack([channels(painted(place, size, theme)) for place in range(frames)])


@pytest.mark.parametrize("suffix", WRITERS)
def test_pictures_and_their_time_come_back(suffix: str, tmp_path: Path) -> None:
    for fps in (25.0, 30.0, 24000 / 1001, 12.5, 1.0):
        played = play(written(tmp_path, suffix, reel(fps=fps)))
        # A WebP shows the picture that is there twice for twice as long.
        assert played.pictures.shape == (8 if suffix == "webp" else 9, 64, 96, 3)
        assert played.loops_for_ever
        assert sum(played.seconds) == pytest.approx(9 / fps, abs=0.006 if suffix == "gif" else 0.0011)


@pytest.mark.parametrize("suffix", WRITERS)
@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_colours_come_back(suffix: str, theme: Theme, tmp_path: Path) -> None:
    pictures = play(written(tmp_path, suffix, reel(theme=theme))).at(25.0)
    wanted = expected(theme)
    if suffix in EXACT:
        assert np.array_equal(pictures, wanted)
    assert np.abs(pictures - wanted).mean() < 3
    for place, corners in enumerate(squares(place, len(theme.lanes)) for place in range(9)):
        assert_lanes_are_near(pictures[place], wanted[place], corners)


def assert_lanes_are_near(picture: Pictures, wanted: np.ndarray, corners: list[tuple[int, int]]) -> None:
    """In the middle of each square."""
    for top, left in corners:
        middle = np.s_[top + SIDE // 2, left + SIDE // 2]
        assert np.abs(picture[middle] - wanted[middle]).max() <= NEAR


@pytest.mark.parametrize("suffix", ["gif", "apng"])
def test_a_second_program_sees_the_same(suffix: str, tmp_path: Path) -> None:
    path = written(tmp_path, suffix, reel())
    assert np.array_equal(decoded(path).reshape(9, 64, 96, 3), play(path).pictures)


@pytest.mark.parametrize("suffix", WRITERS)
def test_a_picture_that_is_the_one_before_is_shown_again(suffix: str, tmp_path: Path) -> None:
    pictures = play(written(tmp_path, suffix, reel())).at(25.0).astype(int)
    assert np.abs(pictures[STILL] - pictures[STILL - 1]).max() <= (4 if suffix == "mp4" else 0)
    assert np.abs(pictures[STILL] - pictures[STILL + 1]).max() > 60


@pytest.mark.parametrize("suffix", WRITERS)
@pytest.mark.parametrize("size", [(97, 65), (96, 65)], ids=str)
def test_odd_sizes(suffix: str, size: tuple[int, int], tmp_path: Path) -> None:
    pictures = play(written(tmp_path, suffix, reel(size=size))).at(25.0).astype(int)
    columns, rows = size
    wanted = expected(LIGHT, size=size)
    assert np.abs(pictures[:, :rows, :columns] - wanted).mean() < 3
    if suffix != "mp4":
        assert pictures.shape[1:3] == (rows, columns)
    else:
        # A pixel more of the paper, since this format wants even sides.
        assert pictures.shape[1:3] == (rows + rows % 2, columns + columns % 2)
        beyond = np.concatenate((pictures[:, rows:].reshape(-1, 3), pictures[:, :, columns:].reshape(-1, 3)))
        assert np.abs(beyond - 255).max() <= 4


def test_a_film_says_who_made_it(tmp_path: Path) -> None:
    made_by = f"Ravine {__version__}"
    paths = {suffix: written(tmp_path, suffix, reel(frames=2)) for suffix in WRITERS}
    with Image.open(paths["gif"]) as film:
        assert film.info["comment"] == made_by.encode()
    with Image.open(paths["apng"]) as film:
        assert film.text["Software"] == made_by
    with Image.open(paths["webp"]) as film:
        assert film.getexif()[ExifTags.Base.Software] == made_by
    assert made_by in described(paths["mp4"])


def test_an_mp4_says_which_colours_it_has(tmp_path: Path) -> None:
    path = written(tmp_path, "mp4", reel(frames=2, theme=DARK))
    assert re.search(r"Video: h264 .*yuv420p\(tv, bt709[,)]", described(path)), "not of the matrix alone"
    data = path.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat"), "a player must not have to read to the end first"


def test_an_apng_has_exact_delays(tmp_path: Path) -> None:
    data = written(tmp_path, "apng", reel(fps=30.0)).read_bytes()
    controls = [data[at + 4 : at + 30] for at in (match.start() for match in re.finditer(b"fcTL", data))]
    delays = {Fraction(int.from_bytes(c[20:22]), int.from_bytes(c[22:24])) for c in controls}
    assert (len(controls), delays) == (9, {Fraction(1, 30)})


def test_a_gif_cannot_be_faster_than_browsers_are() -> None:
    with pytest.raises(UseError, match="at most 50 frames a second, not 60"):
        write_gif(BytesIO(), reel(fps=60.0))
    write_gif(BytesIO(), reel(fps=50.0))


def test_a_webp_cannot_be_larger_than_its_format() -> None:
    with pytest.raises(UseError, match="at most 16,383 pixels, not 16,384"):
        write_webp(BytesIO(), reel(size=(64, 16_384)))


def test_a_pillow_without_webp_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(features, "check", lambda feature: feature != "webp")
    with pytest.raises(FaultError, match="this Pillow was built without WebP"):
        write_webp(BytesIO(), reel())


@pytest.mark.parametrize("suffix", WRITERS)
def test_whoever_is_told_can_end_it(suffix: str, tmp_path: Path) -> None:
    for after in (0, 4, 8):
        with pytest.raises(CancelledError):
            written(tmp_path, suffix, reel(report=Told(CancelledError(), after)))


@pytest.mark.parametrize("suffix", WRITERS)
def test_a_fault_of_the_painter_is_its_own(suffix: str, tmp_path: Path) -> None:
    def fail(place: int) -> Pixels:
        if place == 1:
            raise FaultError("no memory for a picture")
        return painted(place, (96, 64), LIGHT)

    film = reel()
    with pytest.raises(FaultError, match="no memory for a picture"):
        written(tmp_path, suffix, Reel(film.size, film.theme, film.motion, fail, film.report))
