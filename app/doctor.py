"""`ravine doctor`: whether everything that the program needs is there and works, in a line each."""

import os
import platform
import sys
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from typing import NamedTuple

from app.errors import FaultError
from app.startup import check_pictures, check_window, usable_platforms

PACKAGES = ("PySide6-Essentials", "pyqtgraph", "numpy", "contourpy", "msgspec", "platformdirs", "pillow")
SYMBOLS = "βθηλκσ∇√−×"
LARGEST_ERROR = 1e-12


class Finding(NamedTuple):
    """What was looked at, what was found, and whether that is fine."""

    name: str
    says: str
    fine: bool = True


def examine() -> list[Finding]:
    """Look at everything, whatever fails on the way."""
    findings = [_finding("system", _system), _finding("python", _python)]
    findings += [_package(name) for name in PACKAGES]
    findings += [_finding("window", _window), _finding("settings", _settings), _finding("computing", _computing)]
    libraries = _finding("libraries", _libraries)
    # Without its libraries Qt would crash.
    return [*findings, libraries, *(_qt() if libraries.fine else [])]


def report(findings: list[Finding]) -> str:
    """The findings as text."""
    width = max(len(finding.name) for finding in findings)
    lines = [f"{'ok' if fine else 'problem':7}  {name:{width}}  {says}" for name, says, fine in findings]
    problems = sum(not finding.fine for finding in findings)
    return "\n".join([*lines, "", f"{problems} of these need attention." if problems else "All is well."])


def _finding(name: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(name, look())
    except FaultError as error:
        return Finding(name, str(error), fine=False)
    except Exception as error:
        return Finding(name, f"{type(error).__name__}: {error}", fine=False)


def _package(name: str) -> Finding:
    try:
        return Finding(name, version(name))
    except PackageNotFoundError:
        return Finding(name, f"not installed; install it: pip install {name}", fine=False)


def _system() -> str:
    return f"{platform.platform()}, {os.cpu_count()} processors"


def _python() -> str:
    return f"{platform.python_version()} in {sys.prefix}"


def _libraries() -> str:
    check_pictures()
    return "this PySide6 suits this Python, and the system has what it needs"


def _window() -> str:
    if not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        return "no display here; ravine render needs none"
    check_window()
    return f"can open on {usable_platforms(os.environ)[0]}"


def _settings() -> str:
    from app.model.settings import settings_path

    folder = settings_path().parent
    existing = next(place for place in (folder, *folder.parents) if place.exists())
    if not os.access(existing, os.W_OK | os.X_OK):
        raise FaultError(f"{existing} is not writable, so that nothing is remembered; set XDG_CONFIG_HOME elsewhere")
    return str(folder)


def _computing() -> str:
    """Heavy ball on x² + y², whose path is known: the powers of one matrix."""
    import numpy as np

    import surfaces
    from optim_core import Momentum, simulate

    lr, beta, curvature, steps = 0.05, 0.9, 2.0, 200
    step = np.array([[1 - lr * curvature, -lr * beta], [curvature, beta]])
    expected = np.linalg.matrix_power(step, steps)[0, 0]
    walked = simulate(surfaces.get("sphere").gradient, [Momentum(lr=lr, beta=beta)], start=(1.0, 1.0), steps=steps)
    error = float(abs(walked.positions[0, 0, -1] - expected).max())
    if not error <= LARGEST_ERROR:
        raise FaultError(f"{steps} steps of momentum miss the closed form by {error:.1e}; install numpy again")
    return f"{steps} steps of momentum meet the closed form to {error:.0e}"


def _qt() -> list[Finding]:
    from app.gui.application import make_application

    # The name keeps the application alive from the first letter to the last colour.
    application = make_application(["ravine"], offscreen=True)
    findings = [_finding("typeface", _typeface), _finding("painting", _painting), _finding("video", _video)]
    del application
    return findings


def _typeface() -> str:
    from PySide6.QtGui import QFontInfo, QFontMetrics

    from app.gui.painting.style import font

    metrics = QFontMetrics(font(13))
    missing = [symbol for symbol in SYMBOLS if not metrics.inFontUcs4(ord(symbol))]
    if missing:
        raise FaultError(f"the typeface lacks {' '.join(missing)}; install Ravine again")
    return f"{QFontInfo(font(13)).family()} has {SYMBOLS}"


def _painting() -> str:
    from app.gui.export import picture_image, scene_painting
    from app.model.experiment import Experiment
    from app.model.paper import Paper
    from app.model.scene import SceneBuilder
    from app.model.theme import LIGHT

    image = picture_image(Paper(320, 200, theme=LIGHT), scene_painting(SceneBuilder().build(Experiment())))
    size = image.size()
    colours = {image.pixel(x, y) for x in range(size.width()) for y in range(0, size.height(), 10)}
    if len(colours) < len(LIGHT.lanes):
        raise FaultError(f"a figure came out in {len(colours)} colours; install PySide6 again")
    return f"a figure of {size.width()} × {size.height()} pixels came out"


def _video() -> str:
    """Nothing is wrong where MP4 cannot be written: the other animations can."""
    from app.gui.animation.ffmpeg import video_obstacle

    return video_obstacle() or "animations can be written as MP4"
