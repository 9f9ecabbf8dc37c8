"""What must be true before Qt is imported, looked at without Qt.

A missing library, a known-bad version or a missing display would end the program in a crash that Python can no longer
turn into a sentence.
"""

import ctypes
import importlib.util
import locale
import os
import re
import socket
import sys
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import Thread

from app.errors import FaultError

_FOR_PICTURES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
}
_FOR_WINDOWS = {
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}
_DISPLAYS = {"xcb": "DISPLAY", "wayland": "WAYLAND_DISPLAY"}
"""The platforms that need a display, and what names it."""
ON_LINUX = sys.platform.startswith("linux")
PATIENCE = 10.0
"""Seconds in which a display must answer."""
INSTEAD = "use a desktop session, ssh -X or xvfb-run, or write a picture with ravine render figure.png"


def check_pictures() -> None:
    """Raise FaultError, in one sentence, for what would keep figures from being painted."""
    check_version(installed_version(), sys.version_info[:2])
    if ON_LINUX:
        _check_loads("offscreen")


def check_window(environment: Mapping[str, str] = os.environ) -> None:
    """Raise FaultError, in one sentence, for what would keep the window from opening."""
    check_version(installed_version(), sys.version_info[:2])
    if not ON_LINUX:
        return
    platforms = usable_platforms(environment)
    if not any(_plugin_loads(name) for name in platforms):
        _check_loads(platforms[0])


def check_version(version: str, python: tuple[int, ...]) -> None:
    """Raise FaultError for a PySide6 that is known to crash under this Python; `version` is empty if there is none."""
    good = "PySide6-Essentials==6.7.3" if python < (3, 12) else "PySide6-Essentials==6.11.3"
    if not version:
        raise FaultError(f"PySide6 is not installed; install it: pip install {good}")
    number = tuple(int(digits) for digits in re.findall(r"\d+", version)[:3])
    bad = number >= (6, 8) if python < (3, 12) else number in {(6, 9, 1), (6, 9, 2)}
    if bad:
        running = ".".join(map(str, python))
        raise FaultError(f"PySide6 {version} is known to crash under Python {running}; install: pip install {good}")


def installed_version() -> str:
    """The version of PySide6, or nothing. Read from the folder's name: importlib.metadata takes 40 ms to import."""
    with suppress(FaultError, OSError):
        for name in os.listdir(_package_folder().parent):
            if found := re.fullmatch(r"pyside6[_-]essentials-([\d.]+)\.dist-info", name, re.IGNORECASE):
                return found[1]
    return ""


def usable_platforms(environment: Mapping[str, str]) -> list[str]:
    """The platform plugins with which a window can open here, at least one. Raises FaultError if none can."""
    wish = environment.get("QT_QPA_PLATFORM", "")
    wanted = [part.split(":")[0].strip() for part in wish.split(";") if part.strip()]
    known = ["wayland" if name.startswith("wayland") else name for name in wanted if _plugins(name)]
    if wanted and not known:
        raise FaultError(f"Qt has no platform {wish!r}; unset QT_QPA_PLATFORM, or set it to xcb, wayland or offscreen")
    # Those that are neither X11 nor Wayland need no display.
    usable = [name for name in known or _DISPLAYS if name not in _DISPLAYS or _has_display(name, environment)]
    if not usable:
        raise FaultError(_no_display([_DISPLAYS[name] for name in known or _DISPLAYS], environment))
    return usable


def use_utf8(environment: MutableMapping[str, str] = os.environ) -> None:
    """Name a locale with UTF-8 where another is set, as Qt would, which complains about it on stderr."""
    if not ON_LINUX:
        return
    with suppress(locale.Error):
        locale.setlocale(locale.LC_CTYPE, "")
    if locale.nl_langinfo(locale.CODESET) != "UTF-8":
        environment["LC_ALL"] = "C.UTF-8"


def missing_packages(*, window: bool) -> list[str]:
    """The Debian packages of the system libraries that cannot be loaded."""
    needed = _FOR_PICTURES | _FOR_WINDOWS if window else _FOR_PICTURES
    return [package for library, package in needed.items() if not _loads(library)] if ON_LINUX else []


@contextmanager
def explained_imports() -> Iterator[None]:
    """Turn an ImportError of Qt or another package into the sentence of a FaultError."""
    try:
        yield
    except ImportError as error:
        raise FaultError(
            f"a part of Ravine cannot be loaded ({error}); install it again: ./run, or pip install ."
        ) from error


def _check_loads(platform: str) -> None:
    """Load a platform plugin with everything it needs, exactly as Qt is about to."""
    for plugin in _plugins(platform):
        try:
            ctypes.CDLL(str(plugin))
        except OSError as error:
            missing = " ".join(missing_packages(window=platform != "offscreen"))
            cure = f"install it: apt-get install {missing}" if missing else "install the package that has it"
            raise FaultError(f"a system library is missing ({error}); {cure}") from error


def _plugin_loads(platform: str) -> bool:
    with suppress(FaultError):
        _check_loads(platform)
        return True
    return False


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _package_folder() -> Path:
    found = importlib.util.find_spec("PySide6")
    if found is None or found.origin is None:
        raise FaultError("PySide6 is not installed")
    return Path(found.origin).parent


def _plugins(platform: str) -> list[Path]:
    """The files of a platform plugin; Wayland's has another name in each version."""
    if not re.fullmatch(r"[a-z0-9-]+", platform):
        return []
    pattern = "libqwayland*.so" if platform.startswith("wayland") else f"libq{platform}.so"
    return sorted((_package_folder() / "Qt" / "plugins" / "platforms").glob(pattern))


def _has_display(platform: str, environment: Mapping[str, str]) -> bool:
    if platform == "xcb":
        return bool(environment.get("DISPLAY")) and _x11_answers(environment["DISPLAY"])
    name = environment.get("WAYLAND_DISPLAY", "")
    return bool(name) and _wayland_answers(Path(environment.get("XDG_RUNTIME_DIR", "/")) / name)


def _x11_answers(display: str) -> bool:
    """Ask in a thread: a display on another machine, or one that has stopped, may never answer."""
    answers: list[bool] = []
    asking = Thread(target=lambda: answers.append(_x11_connects(display)), daemon=True)
    asking.start()
    asking.join(PATIENCE)
    return answers == [True]


def _x11_connects(display: str) -> bool:
    """Connect as Qt will, with the same library, so that a refusal of access counts too."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # The plugin, which needs it as well, will say so.
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(display.encode(errors="surrogateescape"), None))
    refused = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not refused


def _wayland_answers(path: Path) -> bool:
    with closing(socket.socket(socket.AF_UNIX)) as wayland:
        wayland.settimeout(PATIENCE)
        try:
            wayland.connect(str(path))
        except OSError:
            return False
        return True


def _no_display(variables: list[str], environment: Mapping[str, str]) -> str:
    named = [f"{name}={environment[name]}" for name in variables if environment.get(name)]
    if not named:
        return f"no display: {' and '.join(variables)} not set; {INSTEAD}"
    return f"the display does not answer ({', '.join(named)}); {INSTEAD}"
