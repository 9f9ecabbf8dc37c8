"""What becomes of an ffmpeg: found, fed, and ended however the work ends; each failure is one sentence."""

import os
import shutil
import signal
import sys
import tempfile
import threading
from io import BytesIO
from pathlib import Path

import pytest

from app.errors import CancelledError, FaultError
from app.gui.animation import ffmpeg
from app.gui.animation.ffmpeg import find_ffmpeg, video_obstacle
from app.gui.animation.mp4 import write_mp4
from tests.app.gui.animation.reels import Told, reel

SLEEP, CAT = shutil.which("sleep"), shutil.which("cat")
LARGE = (640, 480)
"""Pictures of this size are more than a pipe holds."""


@pytest.fixture(autouse=True)
def _nothing_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """No temporary file, no thread, and no process that was begun."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    threads = set(threading.enumerate())
    yield
    assert list(folder.iterdir()) == []
    assert set(threading.enumerate()) <= threads
    for file in tmp_path.glob("*.pid"):
        assert not is_alive(int(file.read_text()))


def is_alive(process: int) -> bool:
    try:
        # The last word before the numbers is the state; a Z has ended and waits for somebody to notice.
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.fixture
def pretend(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Puts a program called ffmpeg on the PATH, alone; it leaves its process number in a file."""

    def put(script: str) -> None:
        folder = tmp_path / "bin"
        folder.mkdir()
        program = folder / "ffmpeg"
        program.write_text(f"#!/bin/sh\necho $$ > {tmp_path}/ffmpeg.pid\n{script}\n")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", str(folder))

    return put


def test_without_any_ffmpeg_a_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert find_ffmpeg() == sys.modules["imageio_ffmpeg"].get_ffmpeg_exe()
    assert video_obstacle() == ""
    monkeypatch.setitem(sys.modules, "imageio_ffmpeg", None)
    assert video_obstacle() == 'MP4 needs ffmpeg: pip install "ravine[video]", or put an ffmpeg on the PATH'
    with pytest.raises(FaultError) as raised:
        write_mp4(BytesIO(), reel())
    assert str(raised.value) == video_obstacle()


def test_the_one_on_the_path_comes_first(pretend, tmp_path: Path) -> None:
    pretend("")
    assert find_ffmpeg() == str(tmp_path / "bin" / "ffmpeg")
    assert video_obstacle() == ""


def test_an_extra_without_its_binary_is_like_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> str:
        raise RuntimeError("No ffmpeg exe could be found.")

    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("imageio_ffmpeg.get_ffmpeg_exe", fail)
    with pytest.raises(FaultError, match=r"^MP4 needs ffmpeg: "):
        write_mp4(BytesIO(), reel())


@pytest.mark.parametrize(
    ("script", "sentence"),
    [
        ("echo first >&2; echo '[vost#0:0 @ 0x5f] Unknown encoder' >&2; exit 8", "Unknown encoder"),
        (f"{CAT} > /dev/null; echo No space left on device >&2; exit 228", "No space left on device"),
        (f"{CAT} > /dev/null; exit 3", "it ended with code 3"),
        ("kill -9 $$", "it was ended by signal 9"),
        ("exec 0<&-; echo I am full >&2; exit 0", "I am full"),
        ("exit 0", "it ended with code 0"),
        ("printf 'x%.0s' 1 2 3 4 5 6 7 8 9 >&2; printf '\\377\\n\\n' >&2; exit 1", "xxxxxxxxx�"),
    ],
)
def test_a_failing_one_is_a_sentence_with_its_last_words(script: str, sentence: str, pretend) -> None:
    pretend(script)
    with pytest.raises(FaultError) as raised:
        write_mp4(BytesIO(), reel(frames=20, size=LARGE))
    assert str(raised.value) == f"ffmpeg could not make the MP4: {sentence}"


def test_one_that_says_very_much_is_cut_short(pretend) -> None:
    pretend(f"{CAT} /dev/zero | {shutil.which('head')} -c 300000 | {shutil.which('tr')} '\\000' x >&2; exit 1")
    with pytest.raises(FaultError) as raised:
        write_mp4(BytesIO(), reel())
    assert str(raised.value) == f"ffmpeg could not make the MP4: {'x' * ffmpeg.LONGEST}"


def test_one_that_makes_no_file_is_a_fault(pretend) -> None:
    pretend(f"{CAT} > /dev/null")
    with pytest.raises(FaultError, match=r"^ffmpeg could not make the MP4: it ended with code 0$"):
        write_mp4(BytesIO(), reel())


def test_one_that_cannot_be_started_is_a_fault(tmp_path: Path, pretend) -> None:
    pretend("")
    (tmp_path / "bin" / "ffmpeg").write_bytes(b"\x7fELF and nothing that follows")
    with pytest.raises(FaultError, match=f"^cannot start {tmp_path}/bin/ffmpeg: exec format error$"):
        write_mp4(BytesIO(), reel())


def test_one_that_takes_no_more_and_stays_is_ended(pretend, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ffmpeg, "GRACE", 0.05)
    pretend(f"echo enough >&2; exec 0<&-; exec {SLEEP} 60")
    with pytest.raises(FaultError, match=r"^ffmpeg could not make the MP4: enough$"):
        write_mp4(BytesIO(), reel(frames=20, size=LARGE))


def test_one_that_hangs_can_be_killed(pretend, tmp_path: Path) -> None:
    pretend(f"exec {SLEEP} 60")

    def report(share: float) -> None:
        shares.append(share)
        if len(shares) > 5:
            os.kill(int((tmp_path / "ffmpeg.pid").read_text()), signal.SIGKILL)

    shares: list[float] = []
    with pytest.raises(FaultError, match=r"^ffmpeg could not make the MP4: it was ended by signal 9$"):
        write_mp4(BytesIO(), reel(size=LARGE, report=report))
    assert shares == sorted(shares)


@pytest.mark.parametrize(
    "script",
    [f"exec {SLEEP} 60", f"{SLEEP} 60", f"{CAT} > /dev/null; exec {SLEEP} 60", f"trap '' TERM INT PIPE; {SLEEP} 60"],
    ids=["reads nothing", "has a child that holds the pipe", "never comes to an end", "hears no signal"],
)
@pytest.mark.parametrize("end", [CancelledError, KeyboardInterrupt])
def test_one_that_hangs_is_ended_when_the_work_is(script: str, end: type[BaseException], pretend) -> None:
    pretend(script)
    with pytest.raises(end):
        write_mp4(BytesIO(), reel(frames=5, size=LARGE, report=Told(end(), after=8)))
