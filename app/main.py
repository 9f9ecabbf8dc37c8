"""The program: a command line in, an exit code out, and one sentence on stderr if it did not work.

Qt and everything that needs it are imported only once a command wants them and `app.startup` has found them fit.
"""

import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress

from app.command.commands import Doctor, OpenWindow, Print, Render, Sweep
from app.command.parse import parse
from app.errors import FaultError, UseError

INTERRUPTED = 130
"""What shells expect of a program that Ctrl+C ended."""


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the words say; 0 if it worked, 1 if the world did not let it happen, 2 if they make no sense."""
    try:
        return _run(sys.argv[1:] if argv is None else argv)
    except UseError as error:
        return _fail(str(error), 2)
    except FaultError as error:
        return _fail(str(error), 1)
    except KeyboardInterrupt:
        return INTERRUPTED
    except MemoryError:
        return _fail("not enough memory for that; give fewer --seeds or --steps, or a smaller --size", 1)
    except Exception as error:
        if sys.flags.dev_mode:  # python -X dev -m app shows where.
            raise
        return _fail(f"something went wrong inside: {type(error).__name__}: {error}", 1)


def _run(words: Sequence[str]) -> int:
    from app.startup import explained_imports

    with explained_imports():
        command = parse(words)
        if isinstance(command, Print):
            return _print(command.text)
        if isinstance(command, Sweep):
            return _sweep(command)
        from app.font_cache import font_cache

        with font_cache():
            return _obey(command)


def _obey(command: Doctor | Render | OpenWindow) -> int:
    match command:
        case Doctor():
            return _examine()
        case Render():
            return _render(command)
        case OpenWindow():
            return _open_window(command)


def _print(text: str) -> int:
    # Where β cannot be written a question mark is better than nothing.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    try:
        print(text, flush=True)
    except OSError as error:
        from app.files import cause

        # Python flushes once more at the end and would complain again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            raise FaultError(f"cannot print the answer: {cause(error)}") from error
    return 0


def _examine() -> int:
    from app.doctor import examine, report

    findings = examine()
    _print(report(findings))
    return 0 if all(finding.fine for finding in findings) else 1


def _render(command: Render) -> int:
    from app.files import check_target
    from app.startup import check_pictures

    check_target(command.target)
    check_pictures()
    from app.gui.application import make_application
    from app.gui.drawings import write_view

    # The name keeps the application alive while it is painted.
    application = make_application(["ravine"], offscreen=True)
    write_view(command)
    del application
    return 0


def _sweep(command: Sweep) -> int:
    from app.files import check_target
    from app.sweeping.carry_out import Stopped, carry_out
    from app.sweeping.workers import cluster, processes

    check_target(command.target)
    crew = cluster(command.scheduler) if command.scheduler else processes(command.workers)
    try:
        carry_out(command.target, command.plan, crew, fresh=command.fresh)
    except Stopped as stop:
        return _fail(str(stop), stop.code)
    return 0


def _open_window(command: OpenWindow) -> int:
    from app.startup import check_window

    lesson = None
    if command.lesson is not None:
        from app.lessons.library import find_lesson

        lesson = find_lesson(command.lesson)
    check_window()
    from app.gui.application import make_application, run_window

    application = make_application(["ravine"], offscreen=False)
    code = run_window(command.experiment, lesson)
    del application
    return code


def _fail(sentence: str, code: int) -> int:
    one_line = "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in sentence)
    with suppress(OSError):
        print(f"ravine: {one_line}", file=sys.stderr or io.StringIO())
    return code
