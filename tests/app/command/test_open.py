"""`ravine FILE` opens the window on what a file or a share string holds."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.command.commands import OpenWindow
from app.command.parse import parse
from app.errors import FaultError, UseError
from app.model.experiment import Experiment
from app.sessions import Session
from app.sessions.share import share_text
from app.sessions.text import session_bytes

SESSION = Session(replace(Experiment(), steps=500, lr=2e-3), 120, (-1.0, 1.0, 0.0, 2.0), "map")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.ravine", "b.png", "plain"):
        Path(name).write_bytes(session_bytes(SESSION))


@pytest.mark.parametrize("name", ["a.ravine", "b.png", "plain", "./a.ravine"])
def test_a_file_is_opened_and_remembered(name: str) -> None:
    assert parse([name]) == OpenWindow(SESSION, Path(name))


def test_a_share_string_has_no_file() -> None:
    assert parse([share_text(SESSION)]) == OpenWindow(SESSION, None)


def test_what_options_have_changed_is_in_no_file() -> None:
    changed = replace(SESSION, experiment=replace(SESSION.experiment, lr=0.5))
    assert parse(["a.ravine", "--lr", "0.5"]) == OpenWindow(changed, None)
    assert parse(["--lr", "0.5", "a.ravine"]) == OpenWindow(changed, None)


def test_a_lesson_may_begin_beside_it() -> None:
    assert parse(["a.ravine", "--lesson", "momentum"]) == OpenWindow(SESSION, Path("a.ravine"), "momentum")


@pytest.mark.parametrize(
    ("words", "error", "sentence"),
    [
        (["c.ravine"], FaultError, "cannot open c.ravine: there is no such file"),
        (["no/c"], FaultError, "cannot open no/c: there is no such file"),
        (["."], UseError, "cannot open .: it is a folder, a pipe or a device, and not a file"),
        (["rendr"], UseError, "unknown command 'rendr'; did you mean render?"),
        (["plian"], UseError, "unknown command 'plian'; known: render, sweep, list, doctor"),
        (["a.ravine", "b.png"], UseError, "the window opens one file; what is 'b.png'?"),
        (["a.ravine", "render"], UseError, "the command comes first: ravine render …"),
        (["ravine:?"], UseError, "cannot read this share string: it has characters that no share string has"),
        (["a.ravine", "--step", "3"], UseError, "--step belongs to render: ravine render FILE --step N"),
    ],
)
def test_what_cannot_be_opened_is_said_in_one_sentence(words: list[str], error: type[Exception], sentence: str) -> None:
    with pytest.raises(error) as caught:
        parse(words)
    assert str(caught.value) == sentence
