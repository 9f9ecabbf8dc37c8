"""The window in places where nothing is as it should be: it opens, works and closes, and nothing is on stderr.

What is odd comes together in a few starts, since each takes a second; where one fails, halve its oddities.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OFFSCREEN_CANNOT = re.compile(r"This plugin does not support [^\n]*\n")
OPENED = "opened"

# Opens the window as the program does, tells what it says, and closes it.
VISIT = f"""
import sys
from PySide6.QtCore import QTimer
from app.gui import application
from app.main import main

stay = application.stay

def visit(window):
    print("{OPENED}", ascii(window.notice.text() if window.notice.isVisible() else ""))
    window.close()

def stay_a_while(window, document, say):
    QTimer.singleShot(50, lambda: visit(window))
    return stay(window, document, say)

application.stay = stay_a_while
sys.exit(main([]))
"""

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="has its folders elsewhere")


def start(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-P", "-W", "error", *words],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    done.stderr = OFFSCREEN_CANNOT.sub("", done.stderr)
    return done


def visited(*words: str, **environment: str) -> str:
    """What the window says when it has opened."""
    done = start(*words, "-c", VISIT, QT_QPA_PLATFORM="offscreen", **environment)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(OPENED)
    return done.stdout.removeprefix(OPENED).strip("' \n")


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({}, r"ravine: no display: [^\n]+ not set; use a desktop session, ssh -X or xvfb-run, or [^\n]+\n"),
        ({"QT_QPA_PLATFORM": "nonsense"}, r"ravine: Qt has no platform 'nonsense'; unset QT_QPA_PLATFORM, or [^\n]+\n"),
    ],
    ids=["no display", "bad platform"],
)
def test_where_no_window_can_open_one_sentence_says_what_to_do(environment: dict[str, str], sentence: str) -> None:
    done = start("-m", "app", LC_ALL="C", **environment)
    assert (done.returncode, done.stdout) == (1, "")
    assert re.fullmatch(sentence, done.stderr)


def test_it_opens_for_somebody_without_home_language_fonts_or_a_place_for_what_passes(tmp_path: Path) -> None:
    fonts = tmp_path / "fonts.conf"
    fonts.write_text('<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig></fontconfig>')
    odd = {
        "HOME": "no such home",
        "LC_ALL": "C",
        "PYTHONIOENCODING": "ascii",
        "TMPDIR": "/proc/none",
        "FONTCONFIG_FILE": str(fonts),
        "QT_SCALE_FACTOR": "1.25",
    }
    assert visited("-OO", **odd) == ""


def test_it_opens_where_nothing_can_be_kept(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert visited(HOME=str(tmp_path / "file" / "home"), LANG="xx_YY.ISO-8859-1") == ""
    assert (tmp_path / "file").read_bytes() == b""


def test_of_damaged_files_is_said_once_what_became_of_them(tmp_path: Path) -> None:
    config, recovery = tmp_path / "config" / "ravine", tmp_path / "state" / "ravine" / "recovery"
    config.mkdir(parents=True)
    recovery.mkdir(parents=True)
    (config / "settings.json").write_bytes(b"\xff{")
    (config / "recent.json").mkdir()
    (recovery / "stale.lock").touch()
    places = {"XDG_CONFIG_HOME": str(config.parent), "XDG_STATE_HOME": str(tmp_path / "state"), "HOME": str(tmp_path)}
    said = visited(**places)
    assert said.startswith("The settings made no sense: the file is put aside as ")
    assert "The recent files could not be read (it is a folder" in said
    assert (config / "settings.damaged.json").read_bytes() == b"\xff{"
    assert (config / "recent.damaged.json").is_dir()
    assert (config / "settings.json").read_bytes().startswith(b'{"theme":"system",')
    assert list(recovery.iterdir()) == []
    os.mkfifo(recovery / "junk.ravine")
    assert visited(**places).startswith("Unsaved changes stay where they are: ")
    assert (recovery / "junk.ravine").is_fifo()
