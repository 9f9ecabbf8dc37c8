"""Files of the program's own that somebody damaged: nothing is lost, nothing is in the way, and it is said once."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from app.lessons.progress import PROGRESS
from app.model.export_choices import CHOICES
from app.model.kept_file import LARGEST, put_aside
from app.model.recent import RECENT
from app.model.settings import SETTINGS, Settings
from tests.app.model.test_settings import ODD

ALL = (SETTINGS, RECENT, PROGRESS, CHOICES)


def damaged(path: Path) -> Path:
    return path.with_name(f"{path.stem}.damaged.json")


@pytest.fixture
def kept() -> Path:
    """Where the settings belong, and the folder is there."""
    SETTINGS.path.parent.mkdir(parents=True)
    return SETTINGS.path


@pytest.mark.parametrize("data", [*ODD, b" " * (LARGEST + 1)], ids=lambda data: repr(data[:24]))
def test_what_makes_no_sense_is_put_aside_as_it_is_and_that_is_said_once(kept: Path, data: bytes) -> None:
    kept.write_bytes(data)
    said = put_aside(SETTINGS, RECENT)
    assert said == (
        f"The settings made no sense: the file is put aside as {damaged(kept)}, and Ravine begins without it."
    )
    assert not kept.exists()
    assert damaged(kept).read_bytes() == data
    assert put_aside(SETTINGS, RECENT) == ""
    SETTINGS.save(Settings("dark"))
    assert put_aside(SETTINGS) == ""
    assert SETTINGS.load() == Settings("dark")


@pytest.mark.parametrize("file", ALL, ids=lambda file: file.name)
def test_all_are_looked_at_in_the_same_way(kept: Path, file) -> None:
    assert put_aside(file) == ""
    file.path.write_bytes(b"\0")
    assert file.load() == file.kind()
    assert put_aside(*ALL).startswith(f"{file.what[0].upper()}{file.what[1:]} made no sense: ")
    assert damaged(file.path).read_bytes() == b"\0"
    file.save(file.kind())
    assert put_aside(file) == ""


def fifo(path: Path) -> None:
    os.mkfifo(path)


def endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def circle(path: Path) -> None:
    path.symlink_to(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="has no pipes in folders")
@pytest.mark.parametrize("put", [fifo, endless, circle, Path.mkdir])
def test_what_is_no_file_is_not_waited_for_and_makes_way(kept: Path, put: Callable[[Path], None]) -> None:
    put(kept)
    assert SETTINGS.load() == Settings()
    assert put_aside(SETTINGS).startswith("The settings could not be read (")
    SETTINGS.save(Settings("light"))
    assert SETTINGS.load() == Settings("light")


def test_what_cannot_be_moved_stays_and_that_is_said(kept: Path) -> None:
    kept.write_bytes(b"{")
    (damaged(kept) / "in the way").mkdir(parents=True)
    assert put_aside(SETTINGS) == (
        f"The settings made no sense: {kept} stays where it is, and Ravine begins without it."
    )
    assert kept.read_bytes() == b"{"


def test_a_folder_that_cannot_be_is_as_good_as_an_empty_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "file"))
    assert put_aside(*ALL) == ""
    assert SETTINGS.load() == Settings()
