"""An ffmpeg beside this program: found, fed, listened to, and ended however the work ends."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from app.errors import FaultError
from app.files import cause
from app.gui.animation.reel import Reel

ADVICE = 'MP4 needs ffmpeg: pip install "ravine[video]", or put an ffmpeg on the PATH'
PULSE = 0.05
"""Seconds between two looks whether the work is still wanted, while ffmpeg is busy."""
GRACE = 2.0
"""Seconds in which an ffmpeg that takes no more pictures can say why."""
LAST, LONGEST = 4096, 200
"""Bytes that are looked at of all that ffmpeg says, and letters of its last line that fit into a sentence."""
Process = subprocess.Popen[bytes]


def video_obstacle() -> str:
    """What keeps an MP4 from being written, with what to do about it; "" if nothing does."""
    return "" if shutil.which("ffmpeg") or find_spec("imageio_ffmpeg") else ADVICE


def find_ffmpeg() -> str:
    """The one on the PATH, or else that of the extra "video". Raises FaultError if there is none."""
    found = shutil.which("ffmpeg")
    if found is not None:
        return found
    try:
        from imageio_ffmpeg import get_ffmpeg_exe  # type: ignore[import-untyped]

        return str(get_ffmpeg_exe())
    except (ImportError, RuntimeError) as error:
        raise FaultError(ADVICE) from error


def encode(command: list[str], made: Path, reel: Reel) -> None:
    """Let ffmpeg make that file of all pictures. Raises FaultError with its last words where it does not."""
    with TemporaryFile() as words:
        # A picture is written by a thread while the next is painted. Where ffmpeg hangs, the thread waits for it, so
        # that ffmpeg is ended first.
        with ThreadPoolExecutor(1, "ffmpeg") as writer, _running([*command, str(made)], words) as process:
            took_all = _fed(process, writer, reel)
        if process.returncode or not took_all or not made.exists():
            raise FaultError(f"ffmpeg could not make the MP4: {_last_words(words, process.returncode)}")


@contextmanager
def _running(command: list[str], words: IO[bytes]) -> Iterator[Process]:
    try:
        # In a group of its own it can be ended with all that it has started.
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=words, start_new_session=True
        )
    except OSError as error:
        raise FaultError(f"cannot start {command[0]}: {cause(error)}") from error
    try:
        yield process
    finally:
        if process.poll() is None:
            _end(process)
        with suppress(OSError):
            _pipe(process).close()


def _end(process: Process) -> None:
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _fed(process: Process, writer: ThreadPoolExecutor, reel: Reel) -> bool:
    """Whether it took all pictures; then it has ended, well or not."""
    pipe, done = _pipe(process), 0
    try:
        written: Future[object] = writer.submit(pipe.flush)
        for picture in reel.pictures():
            _await(written, reel, done)
            written = writer.submit(pipe.write, picture.data)
            done += 1
        _await(written, reel, done)
        pipe.close()
    except OSError:
        with suppress(subprocess.TimeoutExpired):
            process.wait(GRACE)
        return False
    _await_end(process, reel)
    return True


def _await(written: Future[object], reel: Reel, done: int) -> None:
    while True:
        try:
            written.result(PULSE)
            return
        except TimeoutError:
            reel.report(reel.share(done))


def _await_end(process: Process, reel: Reel) -> None:
    while True:
        try:
            process.wait(PULSE)
            return
        except subprocess.TimeoutExpired:
            reel.report(reel.share(reel.motion.frames))


def _pipe(process: Process) -> IO[bytes]:
    assert process.stdin is not None
    return process.stdin


def _last_words(words: IO[bytes], code: int) -> str:
    """The last line that it has written, without its notes on who in it speaks; or how it ended, if it wrote none."""
    words.seek(max(0, words.seek(0, os.SEEK_END) - LAST))
    lines = words.read().decode(errors="replace").split("\n")
    said = [line.strip() for line in lines if line.strip()]
    if said:
        return re.sub(r"^(\[[^]]* @ [^]]*\] )+", "", said[-1])[:LONGEST]
    return f"it was ended by signal {-code}" if code < 0 else f"it ended with code {code}"
