"""A sweep that is killed or stopped in the middle, in its own process, ends as one that was left alone."""

import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.sweeping.terminal import Sweep, quietly

GRID = (
    *("--surface", "rosenbrock:b=1..1000/4", "--lr", "1e-5..0.01/8", "--beta", "0..0.99/4"),
    *("--noise", "0.5", "--seeds", "3", "--steps", "2000"),
)
BLOCKS = 12
TWO = ("--workers", "2")


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file of the sweep that was left alone, on one worker."""
    folder = tmp_path_factory.mktemp("alone")
    done = quietly("a.npz", *GRID, "--workers", "1", folder=folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return (folder / "a.npz").read_bytes()


@pytest.fixture(scope="module")
def scheduler() -> Iterator[tuple[str, str]]:
    """The words for a Dask cluster of two processes."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        yield "--scheduler", cluster.scheduler_address


def check_killed(folder: Path, alone: bytes, crew: tuple[str, ...]) -> None:
    for blocks in (1, 3, 5):
        Sweep("a.npz", *GRID, *crew, folder=folder).killed(blocks)
        assert [path.name for path in folder.iterdir()] == ["a.npz.part"]
    code, shown = Sweep("a.npz", *GRID, *crew, folder=folder).end()
    assert code == 0
    taken_up = re.search(r"^(\d+) of 12 blocks are there already$", shown.replace("\r\x1b[K", "\n"), re.MULTILINE)
    assert taken_up
    assert int(taken_up[1]) >= 5
    assert [path.name for path in folder.iterdir()] == ["a.npz"]
    assert (folder / "a.npz").read_bytes() == alone


def test_killed_again_and_again_on_two_workers(tmp_path: Path, alone: bytes) -> None:
    check_killed(tmp_path, alone, TWO)


def test_killed_again_and_again_on_a_cluster(tmp_path: Path, alone: bytes, scheduler: tuple[str, str]) -> None:
    check_killed(tmp_path, alone, scheduler)


def test_begun_on_a_cluster_and_ended_on_two_workers(tmp_path: Path, alone: bytes, scheduler: tuple[str, str]) -> None:
    Sweep("a.npz", *GRID, *scheduler, folder=tmp_path).killed(2)
    done = quietly("a.npz", *GRID, *TWO, folder=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (tmp_path / "a.npz").read_bytes() == alone


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_stopped_it_says_how_to_go_on(tmp_path: Path, alone: bytes, number: signal.Signals, code: int) -> None:
    sweep = Sweep("a.npz", *GRID, *TWO, folder=tmp_path)
    sweep.reach(2)
    sweep.told(number)
    found, shown = sweep.end()
    assert found == code
    last = shown.split("\r\x1b[K")[-1]
    assert re.fullmatch(
        r"ravine: stopped; \d+ of 12 blocks are kept in a\.npz\.part, and the same command goes on from there\n", last
    )
    done = quietly("a.npz", *GRID, *TWO, folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "a.npz").read_bytes() == alone


def test_stopped_before_anything_is_there_nothing_is_left(tmp_path: Path) -> None:
    sweep = Sweep("a.npz", *GRID, *TWO, folder=tmp_path)
    while b"run-steps" not in sweep.shown:
        assert sweep.read()
    sweep.told(signal.SIGINT)
    code, shown = sweep.end()
    assert code == 130
    assert shown.replace("\r\x1b[K", "\n").split("\n")[-2:] == ["ravine: stopped", ""]
    assert list(tmp_path.iterdir()) == []


def test_a_terminal_shows_the_size_the_way_and_the_end(tmp_path: Path) -> None:
    code, shown = Sweep("a.csv", *GRID, *TWO, folder=tmp_path).end()
    assert code == 0
    lines = shown.replace("\r\x1b[K", "\n").split("\n")
    assert "864 runs × 2,000 steps = 1.7e6 run-steps, about 173 kB of outcomes" in lines
    assert any(
        re.fullmatch(r"7 of 12 blocks, about \d+ s left on 2 workers, .* run-steps a second", line) for line in lines
    )
    assert "writing a.csv" in lines
    assert re.fullmatch(r"[\d.]+ kB written after \d+ s", lines[-2])
    assert lines[-1] == ""


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["a.npz", "--scheduler", "tcp://127.0.0.1:1"], 1, "no Dask scheduler answers at tcp://127.0.0.1:1: "),
        (["a.npz", "--scheduler", "nonsense"], 1, "no Dask scheduler answers at nonsense: "),
        (["no/a.npz"], 1, "cannot write no/a.npz: there is no such folder, make it first"),
        (["a.npz", "--lr", "x"], 2, "--lr 'x': “x” is not a number"),
    ],
)
def test_what_does_not_work_is_one_sentence_and_no_file(
    tmp_path: Path, words: list[str], code: int, sentence: str
) -> None:
    done = quietly(*words, folder=tmp_path)
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr.startswith(f"ravine: {sentence}")
    assert done.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []
