"""What a hand does with the views beside the path: opens them, waits for what they compute, aims on a map."""

import numpy as np
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from app.gui.widgets.map_panel import MapPanel
from app.gui.widgets.view_switch import Tab
from app.gui.window import Window
from tests.app.gui.hand import Hand

PATIENCE = 20_000


def open_view(qtbot: QtBot, window: Window, hand: Hand, view: Tab) -> None:
    """Click a tab, and wait for everything that it shows."""
    hand.click(window.top_bar.views.segments[view])
    wait(qtbot, window)


def wait(qtbot: QtBot, window: Window) -> None:
    """Until nothing is computed any more."""
    qtbot.waitUntil(lambda: window.is_settled, timeout=PATIENCE)


def map_panel(window: Window) -> MapPanel:
    part = window.views.part
    assert part is not None
    assert isinstance(part.panel, MapPanel)
    return part.panel


def on_map(window: Window, x: float, y: float, which: int = 0) -> QPoint:
    """The place of a map's picture at those shares of its axes."""
    frame = map_panel(window).view._frames()[which]
    return frame.point(x, y).toPoint()


def cross(window: Window, which: int = 0) -> tuple[float, float]:
    """The values at which a map's cross stands."""
    picture = map_panel(window).picture
    assert picture is not None
    found = picture.panels[which].cross
    assert found is not None
    return found


def is_far(a: np.ndarray, b: np.ndarray) -> bool:
    """Whether two paths differ."""
    return not np.array_equal(a, b, equal_nan=True)
