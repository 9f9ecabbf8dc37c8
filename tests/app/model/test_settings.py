"""What is remembered between two starts; a bad file is no file."""

import os
from pathlib import Path

import pytest

from app.errors import FaultError
from app.model.settings import Settings, load_settings, save_settings, settings_path

ODD = [
    b"",
    b"{",
    b"null",
    b"[]",
    b"3",
    b'"dark"',
    b"\xff\xfe\x00",
    b'{"theme": "blue"}',
    b'{"theme": null}',
    b'{"width": "1280"}',
    b'{"width": 1e3}',
    b'{"width": true}',
    b'{"width": -5}',
    b'{"width": 0}',
    b'{"height": 99999999999999999999999}',
    b'{"width": NaN}',
    b'{"maximized": 1}',
    b'{"theme": "dark"} and more',
    b'{"other": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    b"[" * 100_000,
]


def test_what_was_saved_is_loaded() -> None:
    kept = Settings("light", 1024, 768, True)
    save_settings(kept)
    assert load_settings() == kept
    save_settings(Settings())
    assert load_settings() == Settings()


def test_without_a_file_there_are_defaults_and_still_no_file() -> None:
    assert load_settings() == Settings()
    assert not settings_path().exists()


@pytest.mark.parametrize("data", ODD, ids=lambda data: repr(data[:24]))
def test_what_makes_no_sense_is_as_good_as_nothing(data: bytes) -> None:
    settings_path().parent.mkdir(parents=True)
    settings_path().write_bytes(data)
    assert load_settings() == Settings()
    save_settings(Settings("dark"))
    assert load_settings().theme == "dark"


def test_what_another_version_adds_is_passed_over() -> None:
    settings_path().parent.mkdir(parents=True)
    settings_path().write_bytes(b'{"theme": "light", "recent": ["a"]}')
    assert load_settings() == Settings(theme="light")


def test_a_folder_in_the_files_place_is_no_settings() -> None:
    settings_path().mkdir(parents=True)
    assert load_settings() == Settings()


@pytest.mark.parametrize("blocked", ["folder", "file"])
def test_what_cannot_be_kept_is_said_in_one_sentence(blocked: str) -> None:
    home = Path(os.environ["XDG_CONFIG_HOME"])
    if blocked == "folder":
        (home / "ravine").write_text("in the way")
    else:
        settings_path().mkdir(parents=True)
    with pytest.raises(FaultError, match=r"^cannot [^\n]+$"):
        save_settings(Settings())
