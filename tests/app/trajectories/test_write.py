"""What holds for all formats: the same bytes from everybody, in pieces, and an end whenever one is wanted."""

import json
import os
import shlex
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from io import BytesIO, RawIOBase
from pathlib import Path

import pytest

from app.command.commands import Render
from app.command.parse import parse
from app.errors import CancelledError
from app.model import scene as scenes
from app.model.experiment import Experiment
from app.model.formats import Kind, suffixes
from app.model.scene import SceneBuilder
from app.trajectories.pieces import POINTS, pieces
from app.trajectories.setup import KEPT
from app.trajectories.write import WRITERS, write_data
from tests.app.trajectories.scenes import CROWD, DATA, EXPERIMENTS, LONG, STEERED, SUFFIXES, USUAL, data_of, scene_of

ROOT = Path(__file__).parents[3]
ELSEWHERE = """
from hashlib import sha256
from tests.app.trajectories.scenes import STEERED, SUFFIXES, data_of
print(*(sha256(data_of(STEERED, suffix)).hexdigest() for suffix in SUFFIXES))
"""


class Pipe(RawIOBase):
    """Takes bytes and counts them; nothing goes back in it."""

    def __init__(self) -> None:
        self.data = bytearray()
        self.count = 0

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:
        self.count += len(data)
        self.data += data
        return len(data)


class Nowhere(Pipe):
    def write(self, data: bytes) -> int:
        self.count += len(data)
        return len(data)


def nothing(share: float) -> None:
    """Told the share, does not care."""


def test_every_format_has_a_writer() -> None:
    assert tuple(WRITERS) == SUFFIXES == suffixes(Kind.DATA)


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("experiment", EXPERIMENTS.values(), ids=EXPERIMENTS)
def test_the_same_experiment_gives_the_same_bytes(experiment: Experiment, suffix: str) -> None:
    # The window computes in slices, of many seeds some first.
    builder = SceneBuilder()
    builder.begin(replace(experiment, seeds=1))
    builder.advance(float("inf"))
    builder.begin(experiment)
    while not builder.done:
        builder.advance(0.0005)
    out = BytesIO()
    write_data(out, suffix, builder.scene(), nothing)
    assert out.getvalue() == data_of(experiment, suffix)


@pytest.mark.parametrize("experiment", EXPERIMENTS.values(), ids=EXPERIMENTS)
def test_the_command_inside_makes_the_same_bytes(
    experiment: Experiment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = data_of(experiment, ".json")
    about = json.loads(data)
    program, *words = shlex.split(about["command"])
    assert program == "ravine"
    # Only what no words make again needs the session that is in the file.
    assert (KEPT in words) == (experiment is DATA)
    monkeypatch.chdir(tmp_path)
    Path(KEPT).write_text(json.dumps(about["session"]), encoding="utf-8")
    command = parse(words)
    assert isinstance(command, Render)
    assert data_of(command.session.experiment, command.format.suffix) == data


@pytest.mark.parametrize(("name", "zone"), [("C", "UTC"), ("de_DE.UTF-8", "Asia/Kathmandu"), ("tr_TR", "EST5EDT")])
def test_another_process_gives_the_same_bytes(name: str, zone: str) -> None:
    there = {**os.environ, "LC_ALL": name, "LANG": name, "TZ": zone, "PYTHONHASHSEED": "7"}
    words = [sys.executable, "-X", "utf8=0", "-c", ELSEWHERE]
    found = subprocess.run(words, env=there, cwd=ROOT, capture_output=True, text=True, check=True)
    assert found.stderr == ""
    assert found.stdout.split() == [sha256(data_of(STEERED, suffix)).hexdigest() for suffix in SUFFIXES]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_lines_end_alike_everywhere(suffix: str) -> None:
    data = data_of(STEERED, suffix)
    assert suffix == ".npz" or (b"\r" not in data and data.endswith(b"\n"))


@pytest.mark.parametrize("suffix", [".csv", ".json"])
def test_a_pipe_gets_the_same_bytes(suffix: str) -> None:
    pipe = Pipe()
    write_data(pipe, suffix, scene_of(STEERED), nothing)
    assert bytes(pipe.data) == data_of(STEERED, suffix)


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("experiment", [USUAL, CROWD, LONG], ids=["usual", "crowd", "long"])
def test_the_share_grows_to_the_whole(experiment: Experiment, suffix: str) -> None:
    shares: list[float] = []
    write_data(BytesIO(), suffix, scene_of(experiment), shares.append)
    assert shares == sorted(set(shares))
    assert shares[0] > 0.0
    assert shares[-1] == 1.0
    assert len(shares) >= len(experiment.lanes)


@pytest.mark.parametrize("experiment", EXPERIMENTS.values(), ids=EXPERIMENTS)
def test_pieces_are_small_and_are_the_whole(experiment: Experiment) -> None:
    scene = scene_of(experiment)
    found = list(pieces(scene))
    assert all(piece.loss.size <= POINTS for piece in found)
    whole = b"".join(run.loss.tobytes() for run in scene.runs)
    assert b"".join(piece.run.loss[piece.seeds, piece.steps].tobytes() for piece in found) == whole
    # Whole runs, if they are wanted.
    assert all(piece.loss.shape[1] == experiment.steps + 1 for piece in pieces(scene, experiment.steps + 1))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_it_ends_wherever_it_is_cancelled(suffix: str) -> None:
    scene = scene_of(CROWD)
    shares: list[float] = []
    write_data(BytesIO(), suffix, scene, shares.append)
    for last in shares:
        told: list[float] = []
        with pytest.raises(CancelledError):
            write_data(BytesIO(), suffix, scene, cancelling(told, last))
        assert told == shares[: shares.index(last) + 1]


def cancelling(told: list[float], last: float) -> Callable[[float], None]:
    def report(share: float) -> None:
        told.append(share)
        if share >= last:
            raise CancelledError

    return report


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_half_a_scene_is_not_data(suffix: str) -> None:
    builder = SceneBuilder()
    builder.begin(replace(USUAL, steps=5_000))
    builder.advance(0.0)
    half = builder.scene()
    assert not half.is_whole
    out = BytesIO()
    with pytest.raises(ValueError, match="not whole"):
        write_data(out, suffix, half, nothing)
    assert out.getvalue() == b""


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_some_seeds_are_not_data(monkeypatch: pytest.MonkeyPatch, suffix: str) -> None:
    monkeypatch.setattr(scenes, "COARSE_SEEDS", 10)
    builder = SceneBuilder()
    builder.begin(CROWD, coarse=True)
    builder.advance(float("inf"))
    with pytest.raises(ValueError, match="not whole"):
        write_data(BytesIO(), suffix, builder.scene(), nothing)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_memory_does_not_grow_with_the_crowd(suffix: str) -> None:
    scene = scene_of(replace(CROWD, steps=250))
    out = Nowhere()
    tracemalloc.start()
    try:
        write_data(out, suffix, scene, nothing)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    # Kept whole, the rows would be forty.
    assert out.count > 2_000_000
    assert most < 4_000_000
