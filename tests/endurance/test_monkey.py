"""The short form: a monkey of a thousand events, and the same again for the same seed.

RAVINE_MONKEYS=5 ./run test tests/endurance/test_monkey.py runs five of them, as .ci/run does.
"""

import os

import pytest
from PySide6.QtWidgets import QApplication

from tests.endurance.monkey import run, story

MOST_MISSED = 0.4
"""Of the widgets that one monkey of a thousand events meets; all of twenty miss none."""
HANGS = 2.0
"""Seconds of the processor for one event that no slow machine explains; the long form is stricter, on an idle one."""


@pytest.mark.parametrize("seed", range(1, 1 + int(os.environ.get("RAVINE_MONKEYS", "1"))))
def test_a_thousand_events(qapp: QApplication, seed: int) -> None:
    report = run(seed, 1000)
    assert report.faults == [], story(report)
    assert [lap for lap in report.slow if lap[0] > HANGS] == []
    assert len(set(report.seen) - set(report.reached)) < MOST_MISSED * len(report.seen)


def test_the_same_seed_makes_the_same_run(qapp: QApplication) -> None:
    first, again = run(77, 120), run(77, 120)
    assert first.words == again.words
    assert first.reached == again.reached
