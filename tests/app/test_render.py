"""`ravine render` from outside: what goes to standard output, whole folders, and what is left when it is stopped."""

import os
import re
import shutil
import signal
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from app.command.parse import parse
from app.model.experiment import Experiment
from app.render import render
from app.sessions import Session
from app.sessions.figures import with_session
from app.sessions.text import session_bytes
from tests.app.terminal import COMMAND, ENVIRONMENT, PATIENCE, Program, quietly

FIGURE = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>'
SHORT = ("--steps", "50", "--noise", "1", "--seeds", "2")


def piped(*words: str, folder: Path, stdout: int = subprocess.PIPE) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*COMMAND, "render", *words],
        cwd=folder,
        env=ENVIRONMENT,
        stdout=stdout,
        stderr=subprocess.PIPE,
        timeout=PATIENCE,
        check=False,
    )


@pytest.mark.parametrize("suffix", ["csv", "npz", "json"])
def test_standard_output_has_what_the_file_has(suffix: str, tmp_path: Path) -> None:
    file = tmp_path / f"a.{suffix}"
    render(parse(["render", str(file), *SHORT]))
    done = piped("-", "--format", suffix, *SHORT, folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == file.read_bytes()
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("suffix", ["csv", "npz"])
def test_a_reader_who_leaves_is_no_trouble(suffix: str, tmp_path: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    done = piped("-", "--format", suffix, *SHORT, folder=tmp_path, stdout=write)
    os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("suffix", ["csv", "npz"])
@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_output_is_one_sentence(suffix: str, tmp_path: Path) -> None:
    with open("/dev/full", "wb") as full:
        done = piped("-", "--format", suffix, *SHORT, folder=tmp_path, stdout=full.fileno())
    assert (done.returncode, done.stderr) == (1, b"ravine: cannot print the data: no space left on the device\n")


def test_a_closed_output_is_one_sentence(tmp_path: Path) -> None:
    words = ["sh", "-c", 'exec "$@" >&-', "sh", *COMMAND, "render", "-", *SHORT]
    done = subprocess.run(words, cwd=tmp_path, env=ENVIRONMENT, stderr=subprocess.PIPE, timeout=PATIENCE, check=False)
    assert (done.returncode, done.stderr) == (1, b"ravine: cannot print the data: standard output is closed\n")


def test_an_archive_is_not_shown_on_a_terminal(tmp_path: Path) -> None:
    code, shown = Program("render", "-", "--format", "npz", *SHORT, folder=tmp_path).end()
    assert code == 2
    assert shown == (
        "ravine: NPZ cannot be read on a terminal; send it on, like ravine render - --format npz > paths.npz\n"
    )


def test_a_terminal_shows_how_far_it_is_and_nothing_in_the_end(tmp_path: Path) -> None:
    code, shown = Program("render", "a.gif", "--size", "128x128", "--frames", "30", folder=tmp_path).end()
    assert code == 0
    *lines, last = shown.split("\r\x1b[K")[1:]
    assert (lines[0], last) == ("a.gif: computing", "")
    assert all(re.fullmatch(r"a\.gif: \d+%, about \d+ s left", line) for line in lines[1:])
    assert [path.name for path in tmp_path.iterdir()] == ["a.gif"]


@pytest.mark.parametrize(
    ("number", "code", "words"),
    [
        (signal.SIGINT, 130, ["a.gif"]),
        (signal.SIGTERM, 143, ["out", "in", "--format", "gif", "--jobs", "2"]),
        (signal.SIGHUP, 129, ["out", "in", "--format", "gif", "--jobs", "2"]),
    ],
    ids=["one file, Ctrl+C", "a folder, SIGTERM", "a folder, SIGHUP"],
)
def test_stopped_it_leaves_nothing_behind(number: signal.Signals, code: int, words: list[str], tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in "ab":
        (tmp_path / "in" / f"{name}.ravine").write_bytes(session_bytes(Session()))
    before = sorted(tmp_path.rglob("*"))
    program = Program("render", *words, "--frames", "10000", folder=tmp_path)
    program.until(lambda: list(tmp_path.rglob(".ravine-*.part")))
    program.told(number)
    found, shown = program.end()
    assert found == code
    assert shown.split("\r\x1b[K")[-1] == ""
    assert sorted(tmp_path.rglob("*")) == before


@pytest.fixture(scope="module")
def sessions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two sessions, a figure that carries another, and a session that was cut."""
    folder = tmp_path_factory.mktemp("folder")
    inside = folder / "in"
    inside.mkdir()
    experiment = replace(Experiment(), steps=50, noise=1.0, seeds=2)
    data = [session_bytes(Session(replace(experiment, seed=seed))) for seed in range(2)]
    figure = with_session(FIGURE, ".svg", Session(replace(experiment, seed=2)))
    for name, content in {"a.ravine": data[0], "b.ravine": data[0][:-20], "c.ravine": data[1], "d.svg": figure}.items():
        (inside / name).write_bytes(content)
    return folder


def rendered(folder: Path, *words: str) -> tuple[subprocess.CompletedProcess[str], dict[str, bytes]]:
    shutil.rmtree(folder / "out", ignore_errors=True)
    done = quietly("render", "out", "in", *words, folder=folder)
    return done, {path.name: path.read_bytes() for path in (folder / "out").glob("*")}


def test_a_folder_becomes_the_same_files_on_any_number_of_processes(sessions: Path) -> None:
    alone, files = rendered(sessions, "--format", "png", "--jobs", "1", "--size", "320x240")
    together, same = rendered(sessions, "--format", "png", "--jobs", "2", "--size", "320x240")
    assert sorted(files) == ["a.png", "c.png", "d.png"]
    assert files == same
    assert len(set(files.values())) == 3
    assert alone.stderr == together.stderr
    first, last = alone.stderr.splitlines()
    assert first.startswith("ravine: cannot open in/b.ravine: ")
    assert last == "ravine: rendered 3 of 4"
    assert (alone.returncode, alone.stdout) == (1, "")
    assert quietly("render", "one.png", "in/a.ravine", "--size", "320x240", folder=sessions).returncode == 0
    assert (sessions / "one.png").read_bytes() == files["a.png"]


def test_options_change_every_file_of_a_folder(sessions: Path) -> None:
    done, files = rendered(sessions, "--format", "csv", "--steps", "7", "--jobs", "2")
    assert done.returncode == 1
    for name in ("a", "c", "d"):
        rows = [line for line in files[f"{name}.csv"].splitlines() if not line.startswith(b"#")]
        # Three lanes, two seeds, and the header.
        assert len(rows) == 3 * 2 * 8 + 1


def test_a_file_that_options_do_not_suit_is_named(sessions: Path) -> None:
    done, files = rendered(sessions, "--format", "svg", "--view", "map", "--of", "Adam", "--jobs", "2")
    assert (done.returncode, files) == (1, {})
    assert "ravine: in/a.ravine: --of 'Adam': there is no such lane" in done.stderr
    assert done.stderr.endswith("ravine: rendered 0 of 4\n")


def test_a_folder_that_cannot_be_made_is_one_sentence(sessions: Path) -> None:
    done = quietly("render", "no/out", "in", "--format", "csv", folder=sessions)
    assert (done.returncode, done.stderr) == (
        1,
        "ravine: cannot make the folder no/out: there is no such folder, make it first\n",
    )
    done = quietly("render", "in/a.ravine", "in", "--format", "csv", folder=sessions)
    assert done.stderr == "ravine: cannot make the folder in/a.ravine: it is a file and not a folder\n"


def test_a_terminal_shows_how_many_of_a_folder_are_done(sessions: Path) -> None:
    inside = sessions / "good"
    inside.mkdir(exist_ok=True)
    shutil.copy(sessions / "in" / "a.ravine", inside)
    code, shown = Program("render", "made", "good", "--format", "json", folder=sessions).end()
    lines = shown.split("\r\x1b[K")[1:]
    assert code == 0
    assert lines[0] == "made: computing"
    assert lines[-2:] == ["", "rendered 1 of 1\n"]
