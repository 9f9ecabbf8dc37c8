"""The checks before Qt: each refusal is one sentence that says what to do."""

import socket
import sys
from contextlib import closing
from pathlib import Path

import pytest

from app import startup
from app.errors import FaultError
from app.startup import check_version, check_window, explained_imports, installed_version, missing_packages

on_linux = pytest.mark.skipif(not startup.ON_LINUX, reason="looks at Linux's displays and libraries")


@pytest.mark.parametrize(
    ("version", "python"),
    [("6.8.0", (3, 11)), ("6.12.0", (3, 11)), ("6.9.1", (3, 12)), ("6.9.2", (3, 13)), ("", (3, 12)), ("", (3, 11))],
)
def test_a_known_bad_version_is_refused_with_a_good_one(version: str, python: tuple[int, int]) -> None:
    with pytest.raises(FaultError, match=r"pip install PySide6-Essentials==6\.\d+\.\d$") as caught:
        check_version(version, python)
    check_version(str(caught.value).rsplit("==")[-1], python)


@pytest.mark.parametrize(
    ("version", "python"), [("6.7.3", (3, 11)), ("6.8.3", (3, 12)), ("6.11.3", (3, 13)), ("6.12.0", (3, 14))]
)
def test_a_good_version_passes(version: str, python: tuple[int, int]) -> None:
    check_version(version, python)


def test_the_version_found_is_the_one_that_runs() -> None:
    import PySide6

    assert installed_version() == PySide6.__version__


def test_without_pyside_there_is_no_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(startup.importlib.util, "find_spec", lambda name: None)
    assert installed_version() == ""


@on_linux
@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({}, "no display: DISPLAY and WAYLAND_DISPLAY not set; use a desktop session"),
        ({"DISPLAY": ":7654"}, "the display does not answer (DISPLAY=:7654); use"),
        ({"DISPLAY": "no such display"}, "the display does not answer"),
        ({"WAYLAND_DISPLAY": "wayland-7654"}, "the display does not answer (WAYLAND_DISPLAY=wayland-7654); use"),
        ({"QT_QPA_PLATFORM": "xcb"}, "no display: DISPLAY not set; use"),
        ({"QT_QPA_PLATFORM": "wayland-egl"}, "no display: WAYLAND_DISPLAY not set; use"),
        ({"QT_QPA_PLATFORM": "ofscreen"}, "Qt has no platform 'ofscreen'; unset QT_QPA_PLATFORM, or"),
        ({"QT_QPA_PLATFORM": "*"}, "Qt has no platform '*'; unset"),
        ({"QT_QPA_PLATFORM": "../../x"}, "Qt has no platform '../../x'; unset"),
    ],
)
def test_without_a_display_no_window_is_tried(environment: dict[str, str], sentence: str) -> None:
    with pytest.raises(FaultError) as caught:
        check_window(environment)
    assert str(caught.value).startswith(sentence)


@on_linux
@pytest.mark.parametrize(
    "platform", ["offscreen", "offscreen:size=1", "nonsense;offscreen", "xcb;offscreen", "minimal"]
)
def test_a_platform_that_needs_no_display_passes(platform: str) -> None:
    check_window({"QT_QPA_PLATFORM": platform})


@on_linux
def test_a_display_that_never_answers_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(startup, "PATIENCE", 0.2)
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        number = silent.getsockname()[1] - 6000
        with pytest.raises(FaultError, match="the display does not answer"):
            check_window({"DISPLAY": f"127.0.0.1:{number}"})


@on_linux
def test_here_no_library_of_pictures_is_missing() -> None:
    assert missing_packages(window=False) == []


@on_linux
def test_a_missing_library_is_named_by_its_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(startup._FOR_PICTURES, "libnot-there.so.1", "libnot-there1")
    (tmp_path / "libqoffscreen.so").write_bytes(b"cannot be loaded")
    monkeypatch.setattr(startup, "_plugins", lambda platform: [tmp_path / "libqoffscreen.so"])
    with pytest.raises(
        FaultError, match=r"^a system library is missing .*; install it: apt-get install libnot-there1$"
    ):
        startup.check_pictures()


def test_an_import_error_is_explained() -> None:
    with pytest.raises(FaultError, match=r"No module named 'not_there'.*install it again"), explained_imports():
        import not_there  # noqa: F401


def test_the_checks_import_no_qt() -> None:
    import subprocess

    code = "import sys, app.startup as s; s.check_pictures(); sys.exit(any('PySide6.' in name for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], check=False).returncode == 0
