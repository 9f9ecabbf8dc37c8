"""Signals that ask to stop."""

import signal
import threading
from collections.abc import Iterator

import pytest

from app.stopping import STOPPING, StopSignal, stopping_at_signals, uninterrupted


@pytest.fixture(autouse=True)
def _usual_handlers() -> Iterator[None]:
    """Whoever runs the tests in the background may ignore some of them."""
    usual = {number: signal.signal(number, signal.default_int_handler) for number in STOPPING}
    yield
    for number, handler in usual.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", STOPPING)
def test_the_first_one_stops_and_a_second_one_does_what_it_did_before(number: signal.Signals) -> None:
    with stopping_at_signals():
        with pytest.raises(StopSignal) as caught:
            signal.raise_signal(number)
        assert caught.value.code == 128 + number
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(number)
    assert signal.getsignal(number) is signal.default_int_handler


def test_what_is_not_heard_stays_so() -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    with stopping_at_signals():
        signal.raise_signal(signal.SIGHUP)


@pytest.mark.parametrize("number", STOPPING)
def test_what_must_not_be_torn_is_done_first(number: signal.Signals) -> None:
    done: list[str] = []

    def work() -> None:
        with uninterrupted():
            signal.raise_signal(number)
            done.append("done")

    with stopping_at_signals(), pytest.raises(StopSignal):
        work()
    assert done == ["done"]


def test_another_thread_may_ask_for_the_same() -> None:
    done: list[str] = []

    def work() -> None:
        with uninterrupted():
            done.append("done")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == ["done"]
