"""What a person at a terminal is told of long work; nobody else is told anything."""

import io
from collections.abc import Iterator
from contextlib import suppress

import pytest

from app.progress import ShareLine, TerminalLine, seconds_text, share_line


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Put one in the place of stderr, from within a test: between fixtures and tests pytest has its own there."""
    found = Terminal()
    monkeypatch.setattr("sys.stderr", found)
    monkeypatch.setenv("COLUMNS", "40")
    return found


def lines(shown: Terminal) -> list[str]:
    """What stood in the line, one after the other."""
    return shown.getvalue().split("\r\x1b[K")[1:]


def clock(*times: float) -> Iterator[float]:
    return iter(times)


def test_a_share_comes_with_the_time_that_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = terminal(monkeypatch)
    times = clock(100.0, 101.0, 101.05, 103.0, 110.0)
    line = ShareLine("a.gif", lambda: next(times))
    for share in (0.1, 0.2, 0.25, 1.0):
        line(share)
    line.clear()
    # The second one comes too soon after the first to be read.
    assert lines(shown) == [
        "a.gif: computing",
        "a.gif: 10%, about 9 s left",
        "a.gif: 25%, about 9 s left",
        "a.gif: 100%, about 1 s left",
        "",
    ]


def test_nothing_done_tells_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = terminal(monkeypatch)
    ShareLine("a.gif")(0.0)
    assert lines(shown) == ["a.gif: computing"]


def test_a_line_fits_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = terminal(monkeypatch)
    TerminalLine().say("x" * 100)
    assert lines(shown) == ["x" * 39]


def test_what_is_at_the_end_stays_and_the_line_goes_whatever_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = terminal(monkeypatch)
    with suppress(ZeroDivisionError), share_line("out") as line:
        line.end("rendered 2 of 2")
        raise ZeroDivisionError
    assert lines(shown) == ["out: computing", "rendered 2 of 2\n", ""]


def test_in_a_pipe_there_is_silence(capsys: pytest.CaptureFixture[str]) -> None:
    with share_line("a.gif") as line:
        line(0.5)
        line.end("done")
    assert capsys.readouterr() == ("", "")


def test_without_any_stderr_there_is_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", None)
    ShareLine("a.gif")(0.5)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.2, "1 s"), (4.4, "4 s"), (119, "119 s"), (150, "2 min"), (7000, "117 min"), (9000, "2.5 h")],
)
def test_times_are_told_as_people_do(seconds: float, text: str) -> None:
    assert seconds_text(seconds) == text
