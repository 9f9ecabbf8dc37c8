"""What docs/surfaces.md shows works as it stands."""

import re
import shlex
from pathlib import Path

import numpy as np
import pytest

from app.command.commands import Command
from app.command.parse import parse
from app.heights import read_heights
from app.heights.picture import PASSES, SIDE
from surfaces.expressions import FUNCTIONS, limits
from surfaces.registry import find
from surfaces.sampled import MOST_POINTS, MOST_SIDE
from tests.app.heights.files import holding

PAGE = (Path(__file__).parents[3] / "docs" / "surfaces.md").read_text(encoding="utf-8")
COMMANDS = [shlex.split(line)[1:] for line in PAGE.splitlines() if line.startswith("    ./run")]


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


TABLES, FORMULAS = blocks("csv"), blocks("formula")[0].splitlines()


@pytest.mark.parametrize("formula", FORMULAS)
def test_every_formula_is_one(formula: str) -> None:
    surface = find(f"expr:{formula}")
    assert np.isfinite(surface.value(*np.array(surface.start)))


def test_every_function_is_named() -> None:
    assert [name for name in FUNCTIONS if not re.search(rf"\b{name}\b", PAGE)] == []


@pytest.mark.parametrize(("table", "shape"), [*zip(TABLES, [(3, 5), (3, 4), (2, 2)], strict=True)])
def test_every_table_is_one(tmp_path: Path, table: str, shape: tuple[int, int]) -> None:
    assert read_heights(holding(table)(tmp_path / "table.csv")).heights.shape == shape


def test_each_layout_says_what_the_page_says(tmp_path: Path) -> None:
    crossed, bare, points = (read_heights(holding(table)(tmp_path / "table.csv")) for table in TABLES)
    assert (crossed.view, crossed.value(0.5, 2.0)) == ((-1.0, 1.0, 0.0, 2.0), pytest.approx(4.5))
    assert (bare.view, bare.value(0.0, 2.0)) == ((0.0, 3.0, 0.0, 2.0), pytest.approx(8.0))
    assert points.heights.tolist() == [[1.0, 0.5], [2.0, 1.5]]


def test_the_archive_is_read_with_its_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (example,) = [block for block in blocks("python") if "savez" in block]
    exec(example, {})
    grid = read_heights(tmp_path / "slice.npz")
    assert grid.heights.shape == (41, 61)
    assert grid.path is not None
    assert grid.start == tuple(grid.path[0]) == (0.9, 0.4)


def test_every_command_is_understood(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    holding(TABLES[0])(tmp_path / "heights.csv")
    np.savez("heights.npz", x=[0, 1], y=[0, 1], f=np.eye(2))
    assert len(COMMANDS) == 5
    for words in COMMANDS:
        assert isinstance(parse(words), Command)


@pytest.mark.parametrize(
    "number",
    [
        f"{limits.MOST_CHARACTERS:,} characters",
        f"{limits.MOST_NODES} numbers",
        f"{limits.MOST_DEPTH} parentheses",
        f"{limits.MOST_PARAMETERS} parameters",
        f"2 to {MOST_SIDE} points",
        f"{MOST_POINTS:,} of them",
        f"{SIDE} pixels",
    ],
)
def test_the_limits_are_those_of_the_program(number: str) -> None:
    assert number in PAGE.replace("\n", " ")


def test_the_bell_is_as_wide_as_said() -> None:
    # Each pass has the variance 1/2.
    assert (PASSES / 2) ** 0.5 == 2.0
    assert "a standard deviation of two samples" in PAGE
