"""The benchmarks' command: what it takes, prints and writes; the figures themselves are nobody's test."""

import json
import os

import pytest

from tests.benchmarks.__main__ import SECTIONS, main, parsed
from tests.benchmarks.table import Table
from tests.benchmarks.timing import Bar, row, single, within

FAKE = """
from tests.benchmarks.timing import Bar, row
def rows(quick):
    print("chatter is no row")
    yield "a peer is not installed: its rows are skipped"
    yield row("a thing", "Ravine", [0.001] * (2 if quick else 200), bar=Bar("p95", 2.0))
    yield row("a thing", "peer", [0.004])
"""
BROKEN = FAKE + "    raise SystemExit(3)\n"


@pytest.fixture
def sections(tmp_path, monkeypatch):
    """Two fakes, where the sections' own processes find them."""
    for name, code in (("fake_section", FAKE), ("broken_section", BROKEN)):
        (tmp_path / f"{name}.py").write_text(code)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(tmp_path), os.environ.get("PYTHONPATH", ""))))
    return {"fake": "fake_section", "broken": "broken_section"}


def test_all_sections_are_measured_unless_some_are_named():
    assert parsed([], SECTIONS).only == list(SECTIONS)
    assert parsed(["--only", "play,drag", "--quick"], SECTIONS).only == ["play", "drag"]


def test_a_section_that_is_none_is_refused_with_those_there_are(capsys):
    with pytest.raises(SystemExit):
        parsed(["--only", "drag,nonsense"], SECTIONS)
    assert f"no section 'nonsense'; there are {', '.join(SECTIONS)}" in capsys.readouterr().err


def test_rows_are_printed_as_a_table_and_written_as_values(sections, tmp_path, capsys):
    target = tmp_path / "figures.json"
    assert main(["--only", "fake", "--quick", "--json", str(target)], sections) == 0
    shown = capsys.readouterr().out
    assert "a peer is not installed" in shown
    assert "chatter" not in shown
    found = json.loads(target.read_text(encoding="utf-8"))
    assert found["quick"]
    fake = found["sections"]["fake"]
    assert fake["complete"]
    ours, theirs = fake["rows"]
    assert (ours["median"], ours["unit"], ours["count"], ours["met"]) == (pytest.approx(1.0), "ms", 2, True)
    assert (theirs["who"], theirs["ratio"], theirs["met"]) == ("peer", pytest.approx(4.0), None)


def test_a_section_that_breaks_off_keeps_its_rows_and_lets_the_others_be_measured(sections, tmp_path, capsys):
    target = tmp_path / "figures.json"
    assert main(["--only", "broken,fake", "--json", str(target)], sections) == 1
    assert "broken off with status 3" in capsys.readouterr().out
    found = json.loads(target.read_text(encoding="utf-8"))["sections"]
    assert [(name, section["complete"], len(section["rows"])) for name, section in found.items()] == [
        ("broken", False, 2),
        ("fake", True, 2),
    ]


def test_percentiles_are_of_the_sample():
    made = row("a", "b", [0.001 * count for count in range(1, 102)])
    assert (made.best, made.median, made.p95, made.p99) == pytest.approx((1.0, 51.0, 96.0, 100.0))


def test_rows_compare_with_the_first_of_their_kind_and_say_whether_they_reach_their_bar():
    table = Table()
    assert table.take(single("memory", "imports", 100.0, "MiB"))[0] == "memory"
    (line,) = table.take(single("memory", "Ravine", 140.0, "MiB", bar=Bar("ratio", 1.3)))
    assert "1.40 ×" in line
    assert line.endswith("ratio ≤ 1.3: MISSED")
    head, line = table.take(row("play", "Ravine", [0.016] * 2, rate=62.0, rated="frames", bar=Bar("rate", 60, True)))
    assert head == "play"
    assert "×" not in line
    assert line.endswith("62.0 frames/s; rate ≥ 60: met")


def test_a_budget_ends_repetitions_but_not_the_first():
    assert list(within(0.0, most=100, least=7)) == list(range(7))
    assert list(within(60.0, most=5)) == list(range(5))


def test_the_core_is_measured_by_the_command(capsys):
    assert main(["--only", "core", "--quick"]) == 0
    shown = capsys.readouterr().out
    assert "65,536 momentum runs" in shown
    assert "run-steps/s" in shown
