"""Which lessons were done is remembered; a bad file is no file."""

import os
from pathlib import Path

import pytest

from app.errors import FaultError
from app.lessons.progress import PROGRESS, Progress, load_progress, save_progress
from app.model.kept_file import LARGEST
from app.model.settings import settings_path

ODD = [
    b"",
    b"{",
    b"null",
    b"[]",
    b'["ravine"]',
    b"\xff\xfe\x00",
    b'{"done": null}',
    b'{"done": "ravine"}',
    b'{"done": [1]}',
    b'{"done": [""]}',
    b'{"done": [null, "ravine"]}',
    b'{"done": {"ravine": true}}',
    b'{"done": ["ravine"]} and more',
    b'{"done": ["' + b"a" * 61 + b'"]}',
    b'{"done": [' + b'"a",' * 1000 + b'"b"]}',
    b'{"done": ["ravine"]' + b" " * LARGEST + b"}",
    b'{"done": ' + b"[" * 50_000 + b"]" * 50_000 + b"}",
]


def test_what_was_done_is_remembered_in_order_and_once():
    progress = Progress().with_done("ravine").with_done("noise").with_done("ravine")
    assert progress.done == ("ravine", "noise")
    save_progress(progress)
    assert load_progress() == progress


def test_it_is_kept_beside_the_settings():
    assert PROGRESS.path.parent == settings_path().parent
    assert PROGRESS.path != settings_path()


def test_without_a_file_nothing_is_done_and_there_is_still_no_file():
    assert load_progress() == Progress()
    assert not PROGRESS.path.exists()


@pytest.mark.parametrize("data", ODD, ids=lambda data: repr(data[:24]))
def test_what_makes_no_sense_is_as_good_as_nothing(data):
    PROGRESS.path.parent.mkdir(parents=True)
    PROGRESS.path.write_bytes(data)
    assert load_progress() == Progress()
    save_progress(Progress(("noise",)))
    assert load_progress().done == ("noise",)


def test_a_key_that_stands_twice_counts_once():
    PROGRESS.path.parent.mkdir(parents=True)
    PROGRESS.path.write_bytes(b'{"done": ["a", "b", "a"], "of a later version": 3}')
    assert load_progress().done == ("a", "b")


def test_a_folder_in_the_file_s_place_is_no_progress():
    PROGRESS.path.mkdir(parents=True)
    assert load_progress() == Progress()


@pytest.mark.parametrize("blocked", ["folder", "file"])
def test_what_cannot_be_kept_is_said_in_one_sentence(blocked):
    home = Path(os.environ["XDG_CONFIG_HOME"])
    if blocked == "folder":
        (home / "ravine").write_text("in the way")
    else:
        PROGRESS.path.mkdir(parents=True)
    with pytest.raises(FaultError, match=r"^cannot [^\n]+$"):
        save_progress(Progress(("noise",)))
