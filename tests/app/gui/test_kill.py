"""The window, killed at a random moment: what it leaves can be read and is offered."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
RUNS = 3


def test_what_a_killed_window_leaves_is_whole_and_offered() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.kill", str(RUNS)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    head, figures = done.stdout.splitlines()
    # How old the lost changes are depends on the machine: the benchmark shows it.
    assert head.split()[:4] == ["runs", "unreadable", "not", "offered"]
    assert figures.split()[:3] == [str(RUNS), "0", "0"]
