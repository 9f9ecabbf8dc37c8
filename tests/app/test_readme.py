"""What the README shows works as it stands."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.command.commands import Command
from app.command.parse import parse
from app.sessions import Session
from app.sessions.text import session_bytes
from tests.app.plugins.unloading import nothing_stays

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
(PLUGIN,) = [example for example in EXAMPLES if "ClosedForm" in example]
COMMANDS = [shlex.split(re.split(r"#| \| ", line)[0]) for line in README.splitlines() if line.startswith("    ./run")]
WORDS = [words[1:] for words in COMMANDS if words != ["./run", "test"]]


@pytest.fixture
def _named_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The files and the folder that the commands open."""
    monkeypatch.chdir(tmp_path)
    Path("sessions").mkdir()
    for name in ("valley.ravine", "valley.svg", "sessions/valley.ravine"):
        Path(name).write_bytes(session_bytes(Session()))
    Path("heights.csv").write_text("4 1 0 1\n5 2 1 2\n8 5 4 5\n9 6 5 6\n", encoding="utf-8")
    Path("egg.py").write_text(PLUGIN, encoding="utf-8")
    with nothing_stays():
        yield


@pytest.mark.usefixtures("_named_files")
@pytest.mark.parametrize("words", WORDS, ids=shlex.join)
def test_every_command_is_understood(words: list[str]) -> None:
    assert isinstance(parse(words), Command)


def test_the_plug_in_is_short() -> None:
    assert len(PLUGIN.splitlines()) < 15


def test_the_two_commands_stand_on_the_first_screen() -> None:
    assert COMMANDS[:2] == [["./run"], ["./run", "test"]]


def test_the_library_does_what_its_example_says() -> None:
    (example,) = [example for example in EXAMPLES if example != PLUGIN]
    names: dict[str, object] = {}
    exec(example, names)
    assert names["t"].positions.shape == (3, 1, 1001, 2)
    assert "1.357" in example
    assert round(names["optim_core"].theory.stability_limit("nesterov", beta=0.9), 3) == 1.357
