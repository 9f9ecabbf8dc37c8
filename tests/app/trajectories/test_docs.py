"""What the page on data shows works as it stands."""

import json
import re
from pathlib import Path

import pytest

from app.command.commands import Render
from app.command.parse import parse
from app.model.experiment import Experiment
from app.sessions import Session
from app.sessions.text import read_session, session_bytes
from app.trajectories.setup import UNITS
from tests.app.trajectories.scenes import STEERED, SUFFIXES, data_of, scene_of
from tests.app.trajectories.test_arrays import loaded

PAGE = (Path(__file__).parents[3] / "docs" / "data.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)

COMMANDS = [line.split()[1:] for line in PAGE.splitlines() if line.startswith("    ./run")]


def test_every_command_is_understood(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("experiment.ravine").write_bytes(session_bytes(Session(STEERED)))
    found = [parse(words) for words in COMMANDS]
    assert [command.format.suffix for command in found if isinstance(command, Render)] == list(SUFFIXES)
    assert found[-1].session.experiment == STEERED


def test_the_examples_read_what_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for suffix, example in zip(SUFFIXES, EXAMPLES, strict=True):
        Path(f"data{suffix}").write_bytes(data_of(STEERED, suffix))
        names: dict[str, object] = {}
        exec(example, names)
        if suffix == ".npz":
            names["found"].close()
    assert read_session(Path("again.ravine").read_bytes()) == Session(STEERED)
    csv, npz, *lanes = capsys.readouterr().out.splitlines()
    last = float(scene_of(STEERED).runs[2].loss[-1, -1])
    assert csv == f"[-1.2, 1.0] hidden {last}"
    assert npz.startswith("ravine render data.npz --lane ")
    assert [line.split()[0] for line in lanes] == ["scheduled", "own", "hidden"]


def test_every_unit_and_array_is_explained() -> None:
    explained = set(re.findall(r"`([a-z_]+)`", PAGE))
    assert set(UNITS) <= explained
    assert set(loaded(Experiment(steps=2))) <= explained
    about = json.loads(str(loaded(Experiment(steps=2))["metadata"]))
    assert set(about) - {"lanes"} <= explained
    assert set(about["lanes"][0]) <= explained
