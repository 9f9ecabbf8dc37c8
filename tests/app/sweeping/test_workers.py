"""Who computes the blocks, and what is said when one of them fails."""

import multiprocessing
import sys
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.errors import FaultError
from app.sweeping import run as runs
from app.sweeping.block import VERSIONS
from app.sweeping.carry_out import carry_out
from app.sweeping.journal import open_journal
from app.sweeping.run import run_sweep
from app.sweeping.workers import cluster, processes
from tests.app.sweeping.plans import SMALL, Backwards, crew_of, made


class Counting(Executor):
    """Notes how many blocks are in its hands at most; computes them when it has all that it will get."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.held: list[tuple[Future[Any], Any, Any]] = []
        self.seen: list[int] = []

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.held.append((future, fn, args))
        self.seen.append(len(self.held))
        if len(self.held) == self.most:
            self.finish()
        return future

    def finish(self) -> None:
        for future, call, args in self.held:
            future.set_result(call(*args))
        self.held = []


@pytest.mark.parametrize("ahead", [1, 3])
def test_an_executor_never_holds_more_than_it_should(tmp_path: Path, ahead: int) -> None:
    counting = Counting(ahead)
    with open_journal(tmp_path / "a.npz", SMALL) as journal:
        run_sweep(SMALL, counting, journal, lambda: None, ahead=ahead)
        assert len(journal.kept) == len(SMALL.spans)
    assert max(counting.seen) == ahead


def test_progress_is_told_of_every_block(tmp_path: Path) -> None:
    told: list[int] = []
    with open_journal(tmp_path / "a.npz", SMALL) as journal, ThreadPoolExecutor(1) as executor:
        run_sweep(SMALL, executor, journal, lambda: told.append(len(journal.kept)))
    assert told == list(range(1, len(SMALL.spans) + 1))


def test_processes_compute_the_same(tmp_path: Path) -> None:
    (tmp_path / "alone").mkdir()
    alone = made(tmp_path / "alone" / "a.npz", SMALL, Backwards())
    carry_out(tmp_path / "a.npz", SMALL, processes(2))
    assert (tmp_path / "a.npz").read_bytes() == alone
    assert multiprocessing.active_children() == []


def test_a_worker_that_is_killed_is_said_and_the_rest_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def kill_workers() -> None:
        for child in multiprocessing.active_children():
            child.kill()

    with open_journal(tmp_path / "a.npz", SMALL) as journal:
        with (
            pytest.raises(FaultError, match=r"^a worker was ended from outside, perhaps because memory ran out; give"),
            processes(1) as crew,
        ):
            run_sweep(SMALL, crew.executor, journal, kill_workers, ahead=8)
        assert 0 < len(journal.kept) < len(SMALL.spans)
    assert multiprocessing.active_children() == []


def test_a_pool_that_broke_before_it_was_handed_a_block_is_said(tmp_path: Path) -> None:
    class Broken(Executor):
        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
            raise BrokenProcessPool("A child process terminated abruptly, the process pool is not usable anymore")

    with pytest.raises(FaultError, match=r"^a worker was ended from outside, perhaps because memory ran out; give"):
        carry_out(tmp_path / "a.npz", SMALL, crew_of(Broken()))
    assert list(tmp_path.iterdir()) == []


def test_a_worker_of_another_version_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = runs.block_of
    monkeypatch.setattr(runs, "block_of", lambda *what: replace(usual(*what), versions="ravine 9 with NumPy 9"))
    with pytest.raises(FaultError) as caught:
        made(tmp_path / "a.npz", SMALL)
    assert str(caught.value) == f"a worker runs {VERSIONS}, not ravine 9 with NumPy 9; install the same everywhere"
    assert list(tmp_path.iterdir()) == []


def test_whatever_fails_in_a_worker_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(block: object) -> None:
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr(runs, "run_block", fail)
    with pytest.raises(FaultError, match=r"^a worker failed: ZeroDivisionError: by zero$"):
        made(tmp_path / "a.npz", SMALL)


def test_without_dask_it_is_said_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(FaultError, match=r"^--scheduler needs Dask; install it: pip install distributed$"):
        carry_out(tmp_path / "a.npz", SMALL, cluster("tcp://127.0.0.1:8786"))
    assert list(tmp_path.iterdir()) == []


def test_what_was_handed_out_is_taken_back_if_the_work_ends(tmp_path: Path) -> None:
    class Idle(Executor):
        def __init__(self) -> None:
            self.futures: list[Future[Any]] = []

        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
            self.futures.append(Future())
            if len(self.futures) == 1:
                self.futures[0].set_exception(ZeroDivisionError())
            return self.futures[-1]

    idle = Idle()
    with pytest.raises(FaultError):
        carry_out(tmp_path / "a.npz", SMALL, crew_of(idle))
    assert [future.cancelled() for future in idle.futures] == [False, True, True]


def test_work_that_is_lost_with_its_scheduler_is_said(tmp_path: Path) -> None:
    class Lost(Executor):
        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
            future: Future[Any] = Future()
            future.cancel()
            future.set_running_or_notify_cancel()
            return future

    with pytest.raises(FaultError, match=r"^the work was taken back; perhaps the scheduler is not there any more$"):
        carry_out(tmp_path / "a.npz", SMALL, crew_of(Lost()))
