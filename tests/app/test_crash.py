"""The crash log: bounded, and written without ever making things worse."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app import __version__, crash

ROOT = Path(__file__).parents[2]


def caught(words: str) -> BaseException:
    try:
        raise ZeroDivisionError(words)
    except ZeroDivisionError as error:
        return error


def record(words: str) -> bool:
    error = caught(words)
    return crash.record(type(error), error, error.__traceback__)


def test_an_entry_says_what_where_and_in_which_version() -> None:
    assert record("by zero")
    assert record("again\nβ \udcff")
    text = crash.crash_log().read_text()
    assert text.count(f"ravine {__version__}, Python ") == 2
    assert "Traceback (most recent call last):" in text
    assert f'"{__file__}", line' in text
    assert "ZeroDivisionError: by zero\n\n" in text
    assert "ZeroDivisionError: again\nβ \\udcff\n\n" in text


def test_it_is_bounded_and_the_newest_stays() -> None:
    for number in range(100):
        assert record(f"number {number} " + "x" * 7000)
    logs = sorted(crash.crash_log().parent.iterdir())
    assert len(logs) == 2
    assert all(log.stat().st_size <= crash.LARGEST for log in logs)
    text = crash.crash_log().read_text()
    assert "number 99" in text
    assert "number 0 " not in text + logs[1].read_text()


def test_a_long_entry_keeps_its_beginning_and_its_end() -> None:
    assert record("begin" + "x" * 10**6 + "end")
    data = crash.crash_log().read_bytes()
    assert len(data) <= crash.LONGEST_ENTRY
    assert b"Traceback" in data
    assert data.endswith(b"xend\n\n")


def test_where_nothing_can_be_written_nothing_is_raised() -> None:
    crash.crash_log().parent.parent.mkdir(parents=True)
    crash.crash_log().parent.write_text("in the way")
    assert not record("by zero")
    assert not crash.note("words")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_disk_is_no_second_error() -> None:
    crash.crash_log().parent.mkdir(parents=True)
    crash.crash_log().symlink_to("/dev/full")
    assert not record("by zero")


def test_an_error_that_cannot_be_shown_is_no_second_error() -> None:
    class OddError(Exception):
        def __str__(self) -> str:
            raise self

    error = OddError()
    crash.record(OddError, error, None)


def test_a_fault_of_memory_leaves_a_trace() -> None:
    code = """
import ctypes, resource
from app import crash
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
crash.watch_faults()
def reads_what_is_not_there():
    ctypes.string_at(0)
reads_what_is_not_there()
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode < 0, done.stdout, done.stderr) == (True, b"", b"")
    assert "reads_what_is_not_there" in crash.fault_log().read_text()
