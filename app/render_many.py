"""`ravine render` for a whole folder: so many sessions at a time, each in another process, and none stops another."""

import multiprocessing
import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from pathlib import Path

from app.command.commands import RenderMany
from app.command.render import one_of_many
from app.errors import FaultError
from app.failure import failure
from app.files import cause
from app.render import render
from app.startup import explained_imports
from app.stopping import StopSignal, stopping_at_signals, uninterrupted
from app.sweeping.workers import processes

PATIENCE = 5.0
"""Seconds in which a process that is told to stop must have removed what it began to write."""


def render_many(command: RenderMany, tell: Callable[[str], None]) -> None:
    """Render all sources; `tell` hears of each, in order, what went wrong with it, or nothing if all went well.

    Raises FaultError if the folder or a process is not to be had.
    """
    count = min(command.jobs, len(command.sources))
    with _made(command.folder), processes(count) as (executor, _, _), _dismissed():
        for sentence in _sentences(command, executor):
            tell(sentence)


def _sentences(command: RenderMany, executor: Executor) -> Iterator[str]:
    try:
        with uninterrupted():
            futures = [executor.submit(rendered, command, source) for source in command.sources]
        for future in futures:
            yield future.result()
    except BrokenProcessPool as error:
        raise FaultError(
            "a process was ended from outside, perhaps because memory ran out; give fewer --jobs"
        ) from error


def rendered(command: RenderMany, source: Path) -> str:
    """Render one of the sources, in a process that does nothing else; what went wrong, or nothing."""
    try:
        with stopping_at_signals(), explained_imports():
            render(one_of_many(command, source))
    except StopSignal as stop:
        # The pool would take it for an answer, and hand out the next one.
        os._exit(stop.code)
    except Exception as error:
        sentence = failure(error).sentence
        names = (str(source), str(command.target(source)))
        return sentence if any(name in sentence for name in names) else f"{source}: {sentence}"
    return ""


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    """A folder that is there or is made; nothing is left of one that nothing came into."""
    try:
        folder.mkdir()
    except OSError as error:
        if folder.is_dir():
            yield
            return
        reason = "it is a file and not a folder" if isinstance(error, FileExistsError) else cause(error)
        raise FaultError(f"cannot make the folder {folder}: {reason}") from error
    try:
        yield
    finally:
        with suppress(OSError):
            folder.rmdir()


@contextmanager
def _dismissed() -> Iterator[None]:
    """Let processes tidy up before they go, where something ends the work: the pool would kill them."""
    try:
        yield
    except BaseException:
        crew = multiprocessing.active_children()
        for process in crew:
            process.terminate()
        for process in crew:
            process.join(PATIENCE)
        raise
