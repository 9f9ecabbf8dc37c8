"""Whoever has no home is lent one."""

import os
import tempfile
from pathlib import Path

import pytest

from app.home import home, lent_folder


def test_a_home_that_is_known_is_left_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "missing"))
    with home():
        assert Path.home() == tmp_path / "missing"


@pytest.mark.skipif(os.name == "nt", reason="asks for a home in another way")
def test_where_none_is_known_a_folder_is_lent_and_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "somewhere")
    with home():
        lent = Path.home()
        assert lent.is_dir()
        assert lent.is_absolute()
    assert not lent.exists()
    assert os.environ["HOME"] == "somewhere"


def test_where_nothing_can_be_lent_all_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", "/proc/none")
    environment = {"NAME": "before"}
    with lent_folder("NAME", environment):
        assert environment == {"NAME": "before"}
