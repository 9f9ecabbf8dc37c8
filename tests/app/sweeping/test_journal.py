"""What a stopped sweep leaves behind, and what becomes of it: gone on from, computed again, or refused."""

import os
import resource
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.errors import FaultError, UseError
from app.sweeping import journal as journals
from app.sweeping import run as runs
from app.sweeping.carry_out import WRITERS
from app.sweeping.journal import Journal, open_journal
from app.sweeping.run import run_sweep
from tests.app.sweeping.plans import SMALL, made

BLOCKS = len(SMALL.spans)


def half_done(target: Path, count: int = 5) -> Path:
    """The journal of a sweep that stopped after so many blocks."""

    def stop() -> None:
        if len(journal.kept) == count:
            raise KeyboardInterrupt

    with (
        open_journal(target, SMALL) as journal,
        ThreadPoolExecutor(1) as executor,
        pytest.raises(KeyboardInterrupt),
    ):
        run_sweep(SMALL, executor, journal, stop, ahead=1)
    return journal.path


def computed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of the blocks that are computed from now on."""
    numbers: list[int] = []
    usual = runs.block_of

    def noted(plan, span):
        numbers.append(plan.spans.index(span))
        return usual(plan, span)

    monkeypatch.setattr(runs, "block_of", noted)
    return numbers


@pytest.fixture
def whole(tmp_path: Path) -> bytes:
    (tmp_path / "alone").mkdir()
    return made(tmp_path / "alone" / "a.npz", SMALL)


def test_a_stopped_sweep_goes_on_and_ends_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, whole: bytes
) -> None:
    half_done(tmp_path / "a.npz")
    numbers = computed(monkeypatch)
    assert made(tmp_path / "a.npz", SMALL) == whole
    assert numbers == [5, 6, 7, 8]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.npz", "alone"]


def places(journal: Path, block: int) -> list[int]:
    """Where the checksum, the first and the last byte of a block stand."""
    with open(journal, "rb") as file:
        found = Journal(journal, file, SMALL)
        span, last = SMALL.spans[block], journals.COLUMNS[-1]
        first_byte = found._begins[0] + journals.COLUMNS[0].size * span.first
        last_byte = found._begins[-1] + last.size * span.last - 1
        return [found._checksum_place(block), first_byte, last_byte]


@pytest.mark.parametrize("which", range(3))
def test_a_damaged_block_is_computed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, whole: bytes, which: int
) -> None:
    journal = half_done(tmp_path / "a.npz")
    data = bytearray(journal.read_bytes())
    data[places(journal, 2)[which]] ^= 1
    journal.write_bytes(data)
    numbers = computed(monkeypatch)
    assert made(tmp_path / "a.npz", SMALL) == whole
    assert numbers == [2, 5, 6, 7, 8]


def test_blocks_in_each_others_places_are_computed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, whole: bytes
) -> None:
    journal = half_done(tmp_path / "a.npz")
    data = bytearray(journal.read_bytes())
    first, second = places(journal, 0)[0], places(journal, 1)[0]
    data[first : first + 16], data[second : second + 16] = data[second : second + 16], data[first : first + 16]
    journal.write_bytes(data)
    numbers = computed(monkeypatch)
    assert made(tmp_path / "a.npz", SMALL) == whole
    assert numbers == [0, 1, 5, 6, 7, 8]


@pytest.mark.parametrize("size", [1, len(journals.MAGIC), len(journals.MAGIC) + 31])
def test_a_journal_that_was_torn_as_it_began_is_begun_anew(tmp_path: Path, whole: bytes, size: int) -> None:
    """As a disk leaves it that was full already."""
    with largest_file(size), pytest.raises(FaultError, match="cannot keep the sweep in"):
        made(tmp_path / "a.npz", SMALL)
    assert (tmp_path / "a.npz.part").stat().st_size == size
    assert made(tmp_path / "a.npz", SMALL) == whole


@pytest.mark.parametrize("share", [0.0, 0.02, 0.5, 0.99])
def test_a_torn_journal_is_as_good_as_what_is_left(tmp_path: Path, whole: bytes, share: float) -> None:
    journal = half_done(tmp_path / "a.npz", BLOCKS - 1)
    os.truncate(journal, int(journal.stat().st_size * share) if share != 0.02 else len(journals.MAGIC) + 32)
    assert made(tmp_path / "a.npz", SMALL) == whole


def test_a_journal_with_everything_only_needs_to_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, whole: bytes
) -> None:
    half_done(tmp_path / "a.npz", BLOCKS)
    numbers = computed(monkeypatch)
    assert made(tmp_path / "a.npz", SMALL) == whole
    assert numbers == []


@pytest.mark.parametrize(
    "change",
    [{"steps": 41}, {"noise": 0.5}, {"seeds": range(4, 6)}, {"lr": (1e-4, 1e-3, 0.25)}, {"rules": SMALL.rules[::-1]}],
    ids=str,
)
def test_the_part_of_another_sweep_is_in_the_way(tmp_path: Path, change: dict) -> None:
    other = replace(SMALL, **change)
    before = half_done(tmp_path / "a.npz").read_bytes()
    with pytest.raises(UseError, match=r"a\.npz\.part is a part of another sweep; .* --fresh yes"):
        made(tmp_path / "a.npz", other)
    assert (tmp_path / "a.npz.part").read_bytes() == before
    (tmp_path / "alone").mkdir()
    assert made(tmp_path / "a.npz", other, fresh=True) == made(tmp_path / "alone" / "a.npz", other)


def test_a_fresh_sweep_computes_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, whole: bytes) -> None:
    half_done(tmp_path / "a.npz")
    numbers = computed(monkeypatch)
    assert made(tmp_path / "a.npz", SMALL, fresh=True) == whole
    assert numbers == list(range(BLOCKS))


def test_another_version_is_another_sweep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    half_done(tmp_path / "a.npz")
    monkeypatch.setattr("app.sweeping.setup.VERSIONS", "ravine 0.0.0 with NumPy 2.0")
    with pytest.raises(UseError, match="a part of another sweep"):
        made(tmp_path / "a.npz", SMALL)


@pytest.mark.parametrize("fresh", [False, True])
def test_a_file_that_is_no_journal_is_left_alone(tmp_path: Path, fresh: bool) -> None:
    (tmp_path / "a.npz.part").write_bytes(b"somebody's own")
    with pytest.raises(UseError, match=r"a\.npz\.part is in the way, and no part of a sweep"):
        made(tmp_path / "a.npz", SMALL, fresh=fresh)
    assert (tmp_path / "a.npz.part").read_bytes() == b"somebody's own"


def test_two_at_once_are_refused_and_the_first_is_not_disturbed(tmp_path: Path, whole: bytes) -> None:
    target = tmp_path / "a.npz"
    with open_journal(target, SMALL) as journal, ThreadPoolExecutor(1) as executor:
        for fresh in (False, True):
            with pytest.raises(FaultError, match=r"another process is at work on .*a\.npz\.part"):
                made(target, SMALL, fresh=fresh)
        run_sweep(SMALL, executor, journal, lambda: None)
    assert made(target, SMALL) == whole


def test_a_lock_ends_with_its_process_however_it_ends(tmp_path: Path, whole: bytes) -> None:
    code = (
        "import os, signal, sys; from pathlib import Path; from app.sweeping.journal import open_journal;"
        "from tests.app.sweeping.plans import SMALL\n"
        "with open_journal(Path(sys.argv[1]), SMALL): os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path / "a.npz")], check=False)
    assert done.returncode == -9
    assert made(tmp_path / "a.npz", SMALL) == whole


@contextmanager
def largest_file(size: int):
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))


def test_what_cannot_be_written_is_said_and_the_rest_is_kept(tmp_path: Path, whole: bytes) -> None:
    target = tmp_path / "a.npz"
    size = half_done(target).stat().st_size
    with largest_file(size), pytest.raises(FaultError) as caught:
        made(target, SMALL)
    assert str(caught.value) == (
        f"cannot keep the sweep in {target}.part: the file would be larger than is allowed here; "
        f"5 of 9 blocks are kept in {target}.part, and the same command goes on from there"
    )
    assert made(target, SMALL) == whole


def test_a_file_that_cannot_be_written_leaves_the_old_one_and_the_journal(tmp_path: Path, whole: bytes) -> None:
    target = tmp_path / "a.npz"
    target.write_bytes(b"old")
    journal = half_done(target, BLOCKS)
    with largest_file(journal.stat().st_size), pytest.raises(FaultError, match=r"cannot write .*a\.npz: .* 9 of 9"):
        made(target, SMALL)
    assert target.read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.npz", "a.npz.part", "alone"]
    assert made(target, SMALL) == whole


def test_what_was_half_written_when_all_was_lost_is_removed(tmp_path: Path, whole: bytes) -> None:
    (tmp_path / "a.npz.new").write_bytes(b"half")
    assert made(tmp_path / "a.npz", SMALL) == whole
    assert not (tmp_path / "a.npz.new").exists()


def test_a_link_is_followed_and_kept(tmp_path: Path, whole: bytes) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "a.npz").symlink_to(tmp_path / "far" / "b.npz")
    assert made(tmp_path / "a.npz", SMALL) == whole
    assert (tmp_path / "a.npz").is_symlink()
    assert (tmp_path / "far" / "b.npz").read_bytes() == whole


@pytest.mark.parametrize("name", ["results", "results.csv"])
def test_the_name_that_was_asked_for_says_the_format_wherever_a_link_leads(
    tmp_path: Path, whole: bytes, name: str
) -> None:
    (tmp_path / "a.npz").symlink_to(tmp_path / name)
    assert made(tmp_path / "a.npz", SMALL) == whole
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.npz", "alone", name]


@pytest.mark.parametrize("suffix", [".npz", ".csv"])
def test_the_size_that_is_asked_for_is_about_that_of_the_file(tmp_path: Path, suffix: str) -> None:
    _, size = WRITERS[suffix]
    plan = replace(SMALL, beta=tuple(np.linspace(0.0, 0.9, 40).tolist()), rules=SMALL.rules[:1] * 5 + SMALL.rules[1:])
    assert len(made(tmp_path / f"a{suffix}", plan)) == pytest.approx(size(plan), rel=0.2)


def test_a_disk_that_is_too_small_is_said_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Usage:
        free = 1000

    monkeypatch.setattr("app.sweeping.carry_out.shutil.disk_usage", lambda _: Usage)
    with pytest.raises(FaultError, match=r"^the sweep needs about [\d.]+ kB in .*, where 1 kB are free; make room"):
        made(tmp_path / "a.npz", SMALL)
    assert list(tmp_path.iterdir()) == []
