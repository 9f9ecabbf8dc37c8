"""What a monkey of the long form writes for the table at the end."""

import json
from argparse import Namespace
from collections import Counter
from pathlib import Path

import pytest

from tests.endurance import monkey
from tests.endurance.__main__ import _monkey
from tests.endurance.watch import Lap


def test_what_it_met_can_be_read_back(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    report = monkey.Report(1, seen=Counter({"TopBar.undo": 2}), kinds={"click TopBar.undo": Lap(0.01, 0.02)})
    monkeypatch.setattr(monkey, "run", lambda *_: report)
    assert _monkey(Namespace(seed=1, events=3, log=None, json=tmp_path / "met")) == 0
    assert json.loads((tmp_path / "met").read_text()) == {
        "seen": {"TopBar.undo": 2},
        "reached": {},
        "kinds": {"click TopBar.undo": [0.01, 0.02]},
    }
