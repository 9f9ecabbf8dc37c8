"""The short form: monkeys of some hundred events, and the same again for the same seed."""

import pytest
from PySide6.QtWidgets import QApplication

from tests.endurance.form import EVENTS, IS_LONGER, MONKEYS
from tests.endurance.monkey import run, story

MOST_MISSED = 0.4 if IS_LONGER else 0.7
"""Of the widgets that one monkey meets; twenty of five thousand events miss none."""
HANGS = 2.0
"""Seconds of the processor for one event that no slow machine explains; the long form is stricter, on an idle one."""


@pytest.mark.parametrize("seed", range(1, 1 + MONKEYS))
def test_whatever_a_hand_does_nothing_breaks(qapp: QApplication, seed: int) -> None:
    report = run(seed, EVENTS)
    assert report.faults == [], story(report)
    assert [lap for lap in report.slow if lap[0] > HANGS] == []
    assert len(set(report.seen) - set(report.reached)) < MOST_MISSED * len(report.seen)


def test_the_same_seed_makes_the_same_run(qapp: QApplication) -> None:
    first, again = run(77, 60), run(77, 60)
    assert first.words == again.words
    assert first.reached == again.reached
