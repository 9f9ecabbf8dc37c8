"""What the page on sweeps shows works as it stands."""

import re
import shlex
from pathlib import Path

import pytest

from app.command.commands import Print, Sweep
from app.command.parse import parse
from app.command.sweep import MOST_ROWS
from app.sweeping.columns import COLUMNS, RUN_SIZE
from app.sweeping.plan import MOST_RUNS
from tests.app.sweeping.plans import made

PAGE = (Path(__file__).parents[3] / "docs" / "sweeps.md").read_text(encoding="utf-8")
COMMANDS = [line.split()[1:] for line in PAGE.splitlines() if line.startswith("    ./run")]


@pytest.mark.parametrize("words", COMMANDS, ids=shlex.join)
def test_every_command_is_understood(words: list[str]) -> None:
    assert isinstance(parse(words), Sweep | Print)


def test_the_example_reads_what_its_command_makes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (words,) = [words for words in COMMANDS if "basins.npz" in words]
    wanted = parse(words)
    assert isinstance(wanted, Sweep)
    made(wanted.target, wanted.plan)
    (example,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    names: dict[str, object] = {}
    exec(example, names)
    # Both minima of the surface have a basin in its view.
    assert {0, 1} <= set(names["minimum"].ravel().tolist())
    assert 0 < names["good"].mean() <= 1
    names["found"].close()
    assert capsys.readouterr().out.startswith("['rule' 'surface' 'lr' 'beta' 'start' 'seed'] 0.")


def test_every_outcome_is_explained() -> None:
    assert all(f"| `{column.name}` |" in PAGE for column in COLUMNS)


def test_the_limits_are_the_true_ones() -> None:
    assert f"{MOST_RUNS:,} runs in a .npz ({MOST_RUNS * RUN_SIZE / 1e9:.0f} GB)" in PAGE
    assert f"{MOST_ROWS:,} rows in a .csv" in PAGE
