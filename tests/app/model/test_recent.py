"""Files that were open last; a bad list is no list."""

import json
from pathlib import Path

import pytest

from app.errors import FaultError
from app.model.recent import MOST, RECENT, Recent, load_recent, save_recent

ODD = [b"", b"{", b"null", b"[]", b'{"files": 3}', b'{"files": [3]}', b'{"files": ["relative"]}', b"[" * 50_000]


def test_what_was_saved_is_loaded(tmp_path: Path) -> None:
    recent = Recent().with_file(tmp_path / "ü βθ.ravine").with_file(tmp_path / "other.png")
    save_recent(recent)
    assert load_recent() == recent
    assert recent.files == (str(tmp_path / "other.png"), str(tmp_path / "ü βθ.ravine"))


def test_the_last_one_comes_first_once_and_the_oldest_goes(tmp_path: Path) -> None:
    recent = Recent()
    for number in range(MOST + 3):
        recent = recent.with_file(tmp_path / str(number))
    recent = recent.with_file(tmp_path / "7")
    expected = [7, *(number for number in range(MOST + 2, 2, -1) if number != 7)]
    assert [Path(name).name for name in recent.files] == [str(number) for number in expected]


def test_a_relative_name_means_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert Recent().with_file(Path("a.ravine")).files == (str(tmp_path / "a.ravine"),)


def test_only_files_that_are_there_are_offered(tmp_path: Path) -> None:
    (tmp_path / "there").write_bytes(b"")
    (tmp_path / "folder").mkdir()
    recent = Recent().with_file(tmp_path / "there").with_file(tmp_path / "folder").with_file(tmp_path / "gone")
    assert recent.existing == (tmp_path / "there",)


def test_a_name_that_is_no_text_is_passed_over(tmp_path: Path) -> None:
    before = Recent().with_file(tmp_path / "a")
    assert before.with_file(tmp_path / "\udcff.ravine") == before


@pytest.mark.parametrize("data", ODD, ids=lambda data: repr(data[:24]))
def test_what_makes_no_sense_is_as_good_as_nothing(data: bytes) -> None:
    RECENT.path.parent.mkdir(parents=True)
    RECENT.path.write_bytes(data)
    assert load_recent() == Recent()


def test_too_long_a_list_is_no_list_of_ours(tmp_path: Path) -> None:
    RECENT.path.parent.mkdir(parents=True)
    RECENT.path.write_text(json.dumps({"files": [str(tmp_path / str(n)) for n in range(MOST + 1)]}))
    assert load_recent() == Recent()


def test_what_cannot_be_kept_is_said_in_one_sentence() -> None:
    RECENT.path.mkdir(parents=True)
    with pytest.raises(FaultError, match=r"^cannot [^\n]+$"):
        save_recent(Recent())
    assert load_recent() == Recent()
