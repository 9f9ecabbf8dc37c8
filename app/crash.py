"""What went wrong inside, kept in a small file for whoever is asked about it: it is written when all else may fail."""

import faulthandler
import os
import platform
import traceback
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType

from platformdirs import user_log_path

from app import __version__

LARGEST = 128 * 1024
"""Bytes of a log; the one before it is kept beside it, and those before that are gone."""
LONGEST_ENTRY = 16 * 1024
"""Bytes of one entry; of a longer one the middle is left out."""


def crash_log() -> Path:
    """Where errors inside are kept."""
    return user_log_path("ravine", appauthor=False) / "crash.log"


def fault_log() -> Path:
    """Where Python writes its last words when the process is ended by a fault of memory, which no Python code sees."""
    return crash_log().with_name("fault.log")


def record(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> bool:
    """Keep an error with its traceback; whether that worked. Never raises."""
    try:
        return note("".join(traceback.format_exception(kind, error, trace)))
    except Exception:
        return False


def note(text: str) -> bool:
    """Keep a text, with what was running and when; whether that worked. Never raises."""
    try:
        _append(f"{datetime.now():%Y-%m-%d %H:%M:%S} ravine {__version__}, {_running()}\n{text.rstrip()}\n\n")
    except Exception:
        return False
    return True


def watch_faults() -> None:
    """Let a fault of memory leave a trace in the fault log, where there can be one."""
    with suppress(OSError):
        # Python writes there when nothing else works any more: it stays open to the end.
        faulthandler.enable(_opened(fault_log()))


def _append(entry: str) -> None:
    data = _shortened(entry.encode(errors="backslashreplace"))
    number = _opened(crash_log(), len(data))
    try:
        os.write(number, data)
    finally:
        os.close(number)


def _opened(log: Path, more: int = 0) -> int:
    """Open a log to add to it; it is put aside first if it would grow too large."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileNotFoundError):
        if log.stat().st_size + more > LARGEST:
            os.replace(log, log.with_suffix(".old.log"))
    return os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)


def _shortened(data: bytes) -> bytes:
    if len(data) <= LONGEST_ENTRY:
        return data
    half = LONGEST_ENTRY // 2 - 8
    return data[:half] + b"\n[...]\n" + data[-half:]


def _running() -> str:
    return f"Python {platform.python_version()}, {platform.platform()}"
