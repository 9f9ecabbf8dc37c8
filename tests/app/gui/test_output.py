"""Everything that can be written of one subject, and nothing of it left behind where it cannot."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from app.errors import CancelledError, FaultError, UseError
from app.gui.animation.ffmpeg import video_obstacle
from app.gui.export import scene_painting
from app.gui.output import Subject, write_output
from app.model.experiment import Experiment
from app.model.formats import BY_SUFFIX, Kind, suffixes
from app.model.motion import Motion
from app.model.paper import Paper
from app.model.scene import SceneBuilder
from app.sessions import Session
from tests.app.faulty_disk import assert_every_failure_is_harmless, faulty_disk

SESSION = Session(replace(Experiment(), steps=20, noise=0.1, seeds=2), step=12, rectangle=(-1.5, 1.5, -0.5, 2.0))
PAPER = Paper(96, 64, parts=frozenset())
MOTION = Motion(frames=3, fps=10)
OLD = b"old and whole"
BEGINNINGS = {
    ".png": b"\x89PNG\r\n\x1a\n",
    ".svg": b"<?xml",
    ".pdf": b"%PDF-",
    ".gif": b"GIF89a",
    ".apng": b"\x89PNG\r\n\x1a\n",
    ".webp": b"RIFF",
    ".mp4": b"\0\0\0 ftyp",
    ".csv": b"# format: ravine trajectories\n",
    ".npz": b"PK\x03\x04",
    ".json": b'{"format":"ravine trajectories"',
    ".ravine": b"{",
}
every_suffix = pytest.mark.parametrize(
    "suffix",
    [
        pytest.param(suffix, marks=pytest.mark.skipif(suffix == ".mp4" and bool(video_obstacle()), reason="no ffmpeg"))
        for suffix in suffixes()
    ],
)


@pytest.fixture(scope="module")
def subject(qapp: object) -> Subject:
    scene = SceneBuilder().build(SESSION.experiment)
    return Subject(SESSION, lambda: scene_painting(scene, view=SESSION.rectangle, step=SESSION.step), lambda: scene)


def write(target: Path, subject: Subject, report: Callable[[float], None] = lambda _: None) -> None:
    write_output(target, subject, PAPER, MOTION, report)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A file without its suffix, in a folder of its own."""
    (tmp_path / "folder").mkdir()
    return tmp_path / "folder" / "written"


@every_suffix
def test_a_file_is_what_its_suffix_says(target: Path, subject: Subject, suffix: str) -> None:
    write(target.with_suffix(suffix), subject)
    assert target.with_suffix(suffix).read_bytes().startswith(BEGINNINGS[suffix])
    assert list(target.parent.iterdir()) == [target.with_suffix(suffix)]


@every_suffix
def test_an_old_file_is_replaced(target: Path, subject: Subject, suffix: str) -> None:
    place = target.with_suffix(suffix.upper())
    place.write_bytes(OLD)
    write(place, subject)
    assert place.read_bytes().startswith(BEGINNINGS[suffix])


@every_suffix
def test_only_what_is_needed_is_asked_for(target: Path, subject: Subject, suffix: str) -> None:
    def refuse() -> None:
        raise AssertionError("nobody needs this")

    needs = BY_SUFFIX[suffix].kind
    paint = subject.paint if needs is Kind.FIGURE else refuse
    scene = subject.scene if needs in (Kind.ANIMATION, Kind.DATA) else refuse
    write(target.with_suffix(suffix), Subject(SESSION, paint, scene))


@every_suffix
@pytest.mark.parametrize("before", [None, OLD], ids=["new", "old"])
def test_cancelled_at_any_moment_it_leaves_nothing(
    target: Path, subject: Subject, suffix: str, before: bytes | None
) -> None:
    place = target.with_suffix(suffix)
    shares: list[float] = []
    write(place, subject, shares.append)
    assert shares == sorted(shares)
    assert all(0.0 <= share <= 1.0 for share in shares)
    assert bool(shares) is (suffix != ".ravine")
    place.unlink()
    if before is not None:
        place.write_bytes(before)
    for count in range(1, len(shares) + 1):
        with pytest.raises(CancelledError):
            write(place, subject, cancelling(count))
        assert [path.read_bytes() for path in target.parent.iterdir()] == [before] * (before is not None)


def cancelling(count: int) -> Callable[[float], None]:
    """A report that ends the work when it is called for that time."""
    calls = iter(range(count - 1))

    def report(_: float) -> None:
        if next(calls, None) is None:
            raise CancelledError

    return report


@every_suffix
@pytest.mark.parametrize("before", [None, OLD], ids=["new", "old"])
def test_whatever_call_fails_it_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch, target: Path, subject: Subject, suffix: str, before: bytes | None
) -> None:
    place = target.with_suffix(suffix)
    calls = assert_every_failure_is_harmless(monkeypatch, lambda path: write(path, subject), place, before)
    assert calls[0] == "open"
    assert {"write", "fsync", "close"} <= set(calls)
    assert calls[-1] == "replace"
    assert ("chmod" in calls) is (before is not None)


@every_suffix
def test_a_disk_that_takes_less_at_a_time_gets_all(
    monkeypatch: pytest.MonkeyPatch, target: Path, subject: Subject, suffix: str
) -> None:
    place = target.with_suffix(suffix)
    with faulty_disk(monkeypatch, failing=0) as disk:
        write(place, subject)
    whole, first_write = place.read_bytes(), 1 + disk.calls.index("write")
    place.unlink()
    with faulty_disk(monkeypatch, first_write, error=None) as disk:
        write(place, subject)
    assert disk.calls.count("write") > 1
    assert len(place.read_bytes()) == len(whole)
    assert place.read_bytes().startswith(BEGINNINGS[suffix])


@every_suffix
def test_a_missing_folder_is_one_sentence(target: Path, subject: Subject, suffix: str) -> None:
    place = target.parent / "missing" / f"written{suffix}"
    with pytest.raises(FaultError, match=r"^cannot write .*written.*: there is no such folder, make it first$"):
        write(place, subject)
    assert list(target.parent.iterdir()) == []


@pytest.mark.parametrize("name", ["written", "written.txt", "written.jpeg", "written.csv.gz"])
def test_an_unknown_suffix_is_refused(target: Path, subject: Subject, name: str) -> None:
    with pytest.raises(UseError, match="what Ravine can write"):
        write(target.with_name(name), subject)
    assert list(target.parent.iterdir()) == []


@every_suffix
def test_what_could_not_be_read_again_is_refused(target: Path, subject: Subject, suffix: str) -> None:
    place = target.with_suffix(suffix)
    lost = subject._replace(session=replace(SESSION, step=21))
    with pytest.raises(UseError, match=r"^cannot write .*written\.\w+: look\.step must lie between 0 and 20,"):
        write(place, lost)
    assert list(target.parent.iterdir()) == []
