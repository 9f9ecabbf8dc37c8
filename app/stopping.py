"""Ctrl+C and its like: long work that they end leaves nothing behind, and processes that begin are not torn in half."""

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

STOPPING = (signal.SIGINT, signal.SIGTERM, *(() if sys.platform == "win32" else (signal.SIGHUP,)))
"""What a person, the system at its end, or a terminal at its end sends to a program that is to stop."""


class StopSignal(BaseException):
    """A signal that asks to stop has come; `code` is the exit code that shells expect then."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.code = 128 + number


@contextmanager
def stopping_at_signals() -> Iterator[None]:
    """Let the first Ctrl+C, SIGTERM or SIGHUP raise StopSignal here; a second one does what it did before."""
    usual = {number: signal.getsignal(number) for number in STOPPING}
    heard = [number for number, handler in usual.items() if handler is not signal.SIG_IGN]

    def restore() -> None:
        for number in heard:
            signal.signal(number, usual[number])

    def stop(number: int, _: FrameType | None) -> None:
        restore()
        raise StopSignal(number)

    for number in heard:
        signal.signal(number, stop)
    try:
        yield
    finally:
        restore()


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let Ctrl+C and its like wait until this has been done.

    A process that only half begins complains, and Qt that is only half imported crashes. Processes that begin here
    never hear of what a terminal sends.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    usual = {number: signal.signal(number, lambda number, _: came.append(number)) for number in STOPPING}
    try:
        with _inherited_deafness():
            yield
    finally:
        for number, handler in usual.items():
            signal.signal(number, handler)
        for late in came:
            signal.raise_signal(late)


@contextmanager
def _inherited_deafness() -> Iterator[None]:
    """Let processes that begin here never hear of Ctrl+C, or of their terminal's end.

    It is not enough for our own sake: any thread of ours may be handed the signal.
    """
    if sys.platform == "win32":
        yield
        return
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
