"""Who computes the blocks: processes on this machine, or the workers of a Dask cluster."""

import logging
import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import closing, contextmanager
from socket import create_connection
from threading import Thread
from typing import NamedTuple

from app.errors import FaultError
from app.plugins import load_plugins, loaded_files
from app.stopping import uninterrupted

PATIENCE = 10.0
"""Seconds in which a scheduler must answer."""
SPARE = 2
"""Blocks in the hands of each worker: one that it computes, and the next."""
LEAST_AHEAD = 64
"""Blocks in the hands of a cluster at least: it may grow."""
TALKATIVE = ("distributed", "distributed.client")
"""Loggers that print tracebacks where a scheduler is lost, which is said in one sentence anyway."""


class Crew(NamedTuple):
    """An executor, how many blocks it should have at a time, and what it is called."""

    executor: Executor
    ahead: int
    name: str


@contextmanager
def processes(count: int) -> Iterator[Crew]:
    """So many processes, which end with this one however it ends, and at once if something is raised."""
    others = set(multiprocessing.active_children())
    context = multiprocessing.get_context("spawn")
    with uninterrupted():
        pool = ProcessPoolExecutor(count, mp_context=context, initializer=_begin, initargs=(loaded_files(),))
    try:
        yield Crew(pool, SPARE * count, f"{count} worker{'s' * (count > 1)}")
    except BaseException:
        for process in set(multiprocessing.active_children()) - others:
            process.kill()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _begin(plugins: tuple[str, ...]) -> None:
    """What a process does first: know what its parent knows, and end when it ends."""
    _end_with_parent()
    load_plugins(plugins)


def _end_with_parent() -> None:
    """Without its parent a process of a pool would wait for work for ever."""
    Thread(target=_await_orphanage, daemon=True).start()


def _await_orphanage() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@contextmanager
def cluster(address: str) -> Iterator[Crew]:
    """The workers of the Dask scheduler at an address like tcp://host:8786. Raises FaultError if there are none."""
    try:
        from distributed import Client
    except ImportError as error:
        raise FaultError("--scheduler needs Dask; install it: pip install distributed") from error
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    _check_answers(address)
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise FaultError(f"no Dask scheduler answers at {address}: {error}") from error
    with closing(client):
        threads = sum(client.nthreads().values())
        # Not pure: what another client has asked for is nothing to go by.
        executor = client.get_executor(pure=False)
        yield Crew(executor, max(LEAST_AHEAD, SPARE * threads), "a Dask cluster")


def _check_answers(address: str) -> None:
    """Dask's own client leaves a good deal behind on stderr where nobody answers."""
    from distributed.comm.addressing import get_address_host_port

    try:
        host, port = get_address_host_port(address)
        create_connection((host, port), PATIENCE).close()
    except (OSError, ValueError, NotImplementedError) as error:
        raise FaultError(f"no Dask scheduler answers at {address}: {error}") from error
