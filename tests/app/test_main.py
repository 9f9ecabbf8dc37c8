"""The program from outside: exit codes, what is printed where, and that nothing else is left behind."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app import crash
from app import main as program
from app.command.commands import Print
from app.errors import FaultError, UseError
from app.main import main
from app.stopping import StopSignal

ROOT = Path(__file__).parents[2]
BARE = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}


def ravine(*words: str, cwd: Path, **changes: str) -> subprocess.CompletedProcess[str]:
    """The program in an environment without display, home and language."""
    return subprocess.run(
        [sys.executable, "-P", "-W", "error", "-m", "app", *words],
        cwd=cwd,
        env=BARE | changes,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["list", "surfaces"], ["list", "rules"]])
def test_what_is_asked_for_is_printed(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 0
    printed = capsys.readouterr()
    assert printed.out.strip()
    assert printed.err == ""


@pytest.mark.parametrize(
    ("error", "code", "sentence"),
    [
        (UseError("say it otherwise"), 2, "ravine: say it otherwise\n"),
        (FaultError("no disk"), 1, "ravine: no disk\n"),
        (FaultError("no\ndisk\x1b[2J"), 1, "ravine: no\\ndisk\\x1b[2J\n"),
        (MemoryError(), 1, "ravine: not enough memory for that; give fewer --seeds or --steps, or a smaller --size\n"),
        (
            ImportError("libEGL.so.1: no"),
            1,
            "ravine: a part of Ravine cannot be loaded (libEGL.so.1: no); install it again: ./run, or pip install .\n",
        ),
        (KeyboardInterrupt(), 130, ""),
        (StopSignal(signal.SIGTERM), 143, ""),
    ],
)
def test_every_failure_is_one_sentence_and_a_code(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    code: int,
    sentence: str,
) -> None:
    def fail(words: object) -> None:
        raise error

    monkeypatch.setattr(program, "parse", fail)
    assert main([]) == code
    assert capsys.readouterr() == ("", sentence)


def test_ctrl_c_waits_until_the_words_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """NumPy is imported there: what stops it half-way is taken for a broken one."""
    read = []

    def parse(words: object) -> Print:
        signal.raise_signal(signal.SIGINT)
        read.append(words)
        return Print("")

    monkeypatch.setattr(program, "parse", parse)
    usual = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        assert main(["list"]) == 130
    finally:
        signal.signal(signal.SIGINT, usual)
    assert read == [["list"]]


def test_of_an_error_inside_the_details_are_kept(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(program, "parse", lambda _: 1 / 0)
    assert main([]) == 1
    assert capsys.readouterr() == (
        "",
        "ravine: something went wrong inside: ZeroDivisionError: division by zero; "
        f"details are in {crash.crash_log()}\n",
    )
    assert "ZeroDivisionError: division by zero" in crash.crash_log().read_text()


@pytest.mark.parametrize("suffix", ["png", "svg", "PDF"])
def test_render_needs_no_display_no_home_and_no_language(tmp_path: Path, suffix: str) -> None:
    done = ravine(
        "render", f"a b.{suffix}", "--size", "640x400", "--steps", "50", cwd=tmp_path, HOME="/proc/none", LANG="C"
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    (found,) = tmp_path.iterdir()
    starts = {"png": b"\x89PNG", "svg": b"<?xml", "PDF": b"%PDF"}
    assert found.read_bytes().startswith(starts[suffix])


def test_render_does_not_depend_on_the_display_settings(tmp_path: Path) -> None:
    size = ["--size", "320x200", "--steps", "50"]
    assert ravine("render", "a.png", *size, cwd=tmp_path).returncode == 0
    odd = {"QT_QPA_PLATFORM": "nonsense", "QT_SCALE_FACTOR": "2", "QT_FONT_DPI": "192", "DISPLAY": ":7654"}
    assert ravine("render", "b.png", *size, cwd=tmp_path, **odd).returncode == 0
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()


def test_a_picture_has_the_size_that_was_asked_for(tmp_path: Path) -> None:
    assert ravine("render", "a.png", "--size", "333x222", "--steps", "5", cwd=tmp_path).returncode == 0
    assert (tmp_path / "a.png").read_bytes()[16:24] == (333).to_bytes(4, "big") + (222).to_bytes(4, "big")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["render", "a.png", "--surface", "rosenbrok"], 2),
        (["render", "a.png", "--steps", "nan"], 2),
        (["render", "a.bmp"], 2),
        (["render", "missing/a.png"], 1),
        (["render", "missing/a.csv"], 1),
        (["render", "a.ravine", "missing.ravine"], 1),
        (["render", "missing/out", ".", "--format", "png"], 2),
        (["render", "folder.png"], 1),
        (["render", "device.png"], 1),
        (["--steps", "5"], 1),
        (["--lesson", "momentun"], 2),
        (["--lesson", "missing.toml"], 1),
        (["missing.ravine"], 1),
        ([], 1),
    ],
)
def test_what_does_not_work_is_one_sentence_and_no_file(tmp_path: Path, words: list[str], code: int) -> None:
    (tmp_path / "folder.png").mkdir()
    (tmp_path / "device.png").symlink_to("/dev/full")
    before = sorted(tmp_path.rglob("*"))
    done = ravine(*words, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (code, "")
    assert re.fullmatch(r"ravine: [^\n]+\n", done.stderr)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_output_is_one_sentence(tmp_path: Path) -> None:
    command = [sys.executable, "-P", "-m", "app", "list", "rules"]
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            command, cwd=tmp_path, env=BARE, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert (done.returncode, done.stderr) == (1, "ravine: cannot print the answer: no space left on the device\n")


def test_a_reader_who_leaves_is_no_trouble(tmp_path: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-P", "-m", "app", "list", "rules"]
    with os.fdopen(write, "w") as pipe:
        done = subprocess.run(
            command, cwd=tmp_path, env=BARE, stdout=pipe, stderr=subprocess.PIPE, text=True, check=False
        )
    assert (done.returncode, done.stderr) == (0, "")


def test_where_no_greek_can_be_printed_the_rest_still_is(tmp_path: Path) -> None:
    done = ravine("list", "rules", cwd=tmp_path, PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, "")
    assert "weight_decay=0" in done.stdout


def test_other_modules_in_the_folder_are_not_imported(tmp_path: Path) -> None:
    for name in ("app", "numpy", "optim_core"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('hijacked')")
    assert ravine("list", "rules", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("words", "unwanted"),
    [
        (["--help"], ("PySide6", "numpy")),
        (["render", "a.bmp"], ("PySide6", "numpy")),
        (["rendr"], ("PySide6", "numpy")),
        (["render", "a.csv", "--steps", "5"], ("PySide6", "pyqtgraph")),
        (["render", "a.ravine"], ("PySide6", "pyqtgraph")),
    ],
    ids=str,
)
def test_only_what_is_needed_is_imported(words: list[str], unwanted: tuple[str, ...], tmp_path: Path) -> None:
    code = "import sys; from app.main import main; main(sys.argv[1:]); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code, *words], cwd=tmp_path, env=BARE, capture_output=True, text=True, check=True
    )
    assert not set(unwanted) & set(done.stdout.split("\n")[-2].split())


def test_the_doctor_finds_this_place_well_in_a_few_seconds(tmp_path: Path) -> None:
    done = ravine("doctor", cwd=tmp_path, HOME=str(tmp_path))
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert re.search(r"^ok +video +", done.stdout, re.MULTILINE)
    assert done.stdout.endswith("All is well.\n")


def test_the_doctor_names_what_is_wrong(tmp_path: Path) -> None:
    done = ravine("doctor", cwd=tmp_path, HOME=str(tmp_path), DISPLAY=":7654")
    assert done.returncode == 1
    assert re.search(r"^problem  window +the display does not answer", done.stdout, re.MULTILINE)
    assert done.stdout.endswith("1 of these need attention.\n")
