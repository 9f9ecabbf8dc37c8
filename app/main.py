"""The program: a command line in, an exit code out, and one sentence on stderr if it did not work.

Qt and everything that needs it are imported only once a command wants them and `app.startup` has found them fit.
"""

import gc
import io
import sys
from collections.abc import Sequence
from contextlib import suppress

from app.command.commands import Doctor, OpenWindow, Print, Render, RenderMany, Sweep
from app.command.parse import parse
from app.errors import FaultError, UseError
from app.failure import failure
from app.standard_output import print_text
from app.stopping import StopSignal, stopping_at_signals, uninterrupted

INTERRUPTED = 130
"""What shells expect of a program that Ctrl+C ended."""


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the words say; 0 if it worked, 1 if the world did not let it happen, 2 if they make no sense."""
    try:
        return _run(sys.argv[1:] if argv is None else argv)
    except KeyboardInterrupt:
        return INTERRUPTED
    except StopSignal as stop:
        return stop.code
    except Exception as error:
        if sys.flags.dev_mode and not isinstance(error, (UseError, FaultError)):  # python -X dev -m app shows where.
            raise
        return _fail(*failure(error))
    finally:
        gc.enable()


def _run(words: Sequence[str]) -> int:
    from app.startup import explained_imports

    with explained_imports():
        # What Ctrl+C stops half-way in NumPy's import is taken for a broken NumPy.
        with uninterrupted():
            # Imports leave nothing behind for the collector, which would walk through all that they made.
            gc.disable()
            command = parse(words)
        if not isinstance(command, OpenWindow):
            # A window has more to import: the collector begins when its first picture is there.
            gc.enable()
        if isinstance(command, Print):
            print_text(command.text)
            return 0
        if isinstance(command, Sweep):
            return _sweep(command)
        from app.font_cache import font_cache
        from app.home import home

        with home(), font_cache():
            return _obey(command)


def _obey(command: Doctor | Render | RenderMany | OpenWindow) -> int:
    match command:
        case Doctor():
            return _examine()
        case Render():
            return _render(command)
        case RenderMany():
            return _render_many(command)
        case OpenWindow():
            return _open_window(command)


def _examine() -> int:
    from app.doctor import examine, report

    findings = examine()
    print_text(report(findings))
    return 0 if all(finding.fine for finding in findings) else 1


def _render(command: Render) -> int:
    from app.progress import share_line
    from app.render import render

    with stopping_at_signals():
        if command.target is None:
            render(command)
        else:
            with share_line(command.target.name) as line:
                render(command, line)
    return 0


def _render_many(command: RenderMany) -> int:
    from app.progress import share_line
    from app.render_many import render_many

    count, told = len(command.sources), list[str]()
    with stopping_at_signals(), share_line(str(command.folder)) as line:

        def tell(sentence: str) -> None:
            told.append(sentence)
            if sentence:
                line.clear()
                _fail(sentence, 1)
            line.show(len(told) / count, f"{len(told):,} of {count:,}")

        render_many(command, tell)
    summary = f"rendered {told.count(''):,} of {count:,}"
    if any(told):
        return _fail(summary, 1)
    line.end(summary)
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
    with uninterrupted():
        from app.gui.application import make_application, run_window

        application = make_application(["ravine"], offscreen=False)
    code = run_window(command.session, command.source, lesson)
    del application
    return code


def _fail(sentence: str, code: int) -> int:
    one_line = "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in sentence)
    with suppress(OSError):
        print(f"ravine: {one_line}", file=sys.stderr or io.StringIO())
    return code
