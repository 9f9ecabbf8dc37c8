"""The work of a sweep: blocks that are missing, handed to an executor, and kept as they come back."""

from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice

from app.errors import FaultError
from app.stopping import uninterrupted
from app.sweeping.block import OtherVersions, block_of, run_block
from app.sweeping.journal import Journal
from app.sweeping.plan import Plan

Result = tuple[bytes, ...]


def run_sweep(
    plan: Plan, executor: Executor, journal: Journal, progress: Callable[[], None], *, ahead: int = 8
) -> None:
    """Compute every block that the journal lacks, at most `ahead` of them in the executor's hands at a time.

    Any executor will do: threads, processes, or other machines that have the same program. `progress` is called
    whenever a block has been kept. Raises FaultError if a worker fails.
    """
    missing = (number for number in range(len(plan.spans)) if number not in journal.kept)
    running: dict[Future[Result], int] = {}
    try:
        while _hand_out(plan, executor, running, islice(missing, ahead - len(running))):
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                with _explained():
                    columns = future.result()
                journal.keep(running.pop(future), columns)
                progress()
    finally:
        for future in running:
            future.cancel()


def _hand_out(plan: Plan, executor: Executor, running: dict[Future[Result], int], numbers: Iterator[int]) -> bool:
    """Let the executor begin with these blocks; False if it then has none at all."""
    with uninterrupted():
        for number in numbers:
            block = block_of(plan, plan.spans[number])
            # A pool may break before it is handed a block, and not only while it has one.
            with _explained():
                running[executor.submit(run_block, block)] = number
    return bool(running)


@contextmanager
def _explained() -> Iterator[None]:
    """Say in one sentence, as a FaultError, why a block could not be handed out or computed."""
    try:
        yield
    except OtherVersions as error:
        raise FaultError(str(error)) from error
    except CancelledError as error:
        raise FaultError("the work was taken back; perhaps the scheduler is not there any more") from error
    except BrokenProcessPool as error:
        raise FaultError(
            "a worker was ended from outside, perhaps because memory ran out; give fewer --workers"
        ) from error
    except Exception as error:
        raise FaultError(f"a worker failed: {type(error).__name__}: {error}") from error
