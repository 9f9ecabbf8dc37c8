"""`./run` with a Python that only notes what it is told: when it sets up, what it starts, and what it says."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PRETENDER = """#!/bin/sh
echo "$*" >>"$LOG"
case "$*" in
    *"-m venv "*) mkdir -p "$3/bin" && cp "$0" "$3/bin/python" ;;
    *"-m pip "*) exit "${PIP:-0}" ;;
    *missing_packages*) echo "${MISSING-}" ;;
    *sys.version_info*) exit "${OLD:-0}" ;;
    *sys.version*) echo 3.x ;;
esac
"""


class Place:
    """A folder with nothing but what `run` looks at, and a Python that is none."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "my ravine"
        self.elsewhere = folder / "elsewhere"
        self.log = folder / "log"
        for made in (self.folder, self.elsewhere):
            made.mkdir()
        for name in ("run", "pyproject.toml", ".pins.txt"):
            shutil.copy(ROOT / name, self.folder)
        (folder / "python3").write_text(PRETENDER)
        (folder / "python3").chmod(0o755)
        # Without apt-get and sudo on its path, nothing of this machine can be installed.
        for tool in ("sh", "cat", "cksum", "cp", "dirname", "env", "id", "mkdir", "rm", "uname"):
            (folder / tool).symlink_to(str(shutil.which(tool)))

    def run(self, *words: str, **changes: str) -> tuple[int, str, list[str]]:
        """Exit code, stderr, and what Python was told apart from questions."""
        self.log.write_text("")
        environment = {"PATH": str(self.log.parent), "LOG": str(self.log)} | changes
        command = [str(self.folder / "run"), *words]
        done = subprocess.run(command, cwd=self.elsewhere, env=environment, capture_output=True, text=True, check=False)
        told = [line for line in self.log.read_text().splitlines() if line.startswith(("-m", "-P"))]
        return done.returncode, done.stderr, told

    @property
    def mark(self) -> Path:
        return self.folder / ".venv" / "ready"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


PIP = "-m pip install --quiet --disable-pip-version-check -c .pins.txt"


def test_the_first_start_sets_up_and_the_second_only_starts(place: Place) -> None:
    code, says, told = place.run("list", "two words")
    assert code == 0
    assert says.startswith("ravine: setting up in ")
    assert told[1:] == [f"{PIP} setuptools", f"{PIP} --no-build-isolation -e .", "-P -m app list two words"]
    assert place.run("list", "rules") == (0, "", ["-P -m app list rules"])


def test_tests_need_more_and_leave_the_rest_as_it_is(place: Place) -> None:
    place.run("--version")
    code, says, told = place.run("test", "-x", "tests/app")
    assert (code, says) == (0, "ravine: installing what the tests need\n")
    assert told[1:] == [f"{PIP} --no-build-isolation -e .[test]", "-m pytest -x tests/app"]
    assert place.run("test") == (0, "", ["-m pytest"])
    assert place.run("--version") == (0, "", ["-P -m app --version"])


def test_a_set_up_that_failed_is_not_believed(place: Place) -> None:
    code, says, _ = place.run("--version", PIP="1")
    assert code == 1
    assert says.endswith("could not be installed; see the lines above, and run the same again\n")
    assert not place.mark.exists()
    code, says, told = place.run("--version")
    assert code == 0
    assert told[0].startswith("-m venv")


@pytest.mark.parametrize("name", ["pyproject.toml", ".pins.txt"])
def test_other_requirements_are_set_up_anew(place: Place, name: str) -> None:
    place.run("--version")
    with open(place.folder / name, "a") as file:
        file.write("# another\n")
    assert place.run("--version")[2][0].startswith("-m venv")


def test_a_folder_that_was_moved_is_set_up_anew(place: Place) -> None:
    place.run("--version")
    place.folder = place.folder.rename(place.folder.with_name("moved"))
    assert place.run("--version")[2][0].startswith("-m venv")


def test_without_a_display_the_default_experiment_is_drawn(place: Place) -> None:
    place.run("--version")
    drawn = [f"-P -m app render ravine.{suffix}" for suffix in ("png", "svg", "pdf")]
    assert place.run() == (0, "", drawn)


@pytest.mark.parametrize("display", ["DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"])
def test_with_a_display_the_window_opens(place: Place, display: str) -> None:
    place.run("--version")
    assert place.run(**{display: ":1"}) == (0, "", ["-P -m app"])


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"PYTHON": "python9"}, "python9 is missing; install Python 3.11 or newer"),
        ({"OLD": "1"}, "python3 is too old; Ravine needs Python 3.11 or newer"),
        ({"MISSING": "libegl1 libgl1"}, "install them and try again: sudo apt-get install libegl1 libgl1\n"),
    ],
)
def test_what_is_missing_is_said_before_anything_is_made(place: Place, changes: dict[str, str], sentence: str) -> None:
    code, says, told = place.run("--version", **changes)
    assert (code, told) == (1, [])
    assert sentence in says.splitlines(keepends=True)[-1]
    assert not (place.folder / ".venv").exists()


def test_the_shell_of_debian_understands_it() -> None:
    shell = shutil.which("dash") or "sh"
    assert subprocess.run([shell, "-n", ROOT / "run"], check=False).returncode == 0
    assert os.access(ROOT / "run", os.X_OK)
