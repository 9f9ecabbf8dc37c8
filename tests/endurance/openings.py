"""Opening, using and closing the window again and again: nothing is left, and memory does not grow."""

import gc
import threading
import tracemalloc
import weakref
from dataclasses import dataclass, field

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication

from app.gui.widgets.view_switch import Tab
from app.gui.window import Window
from app.model.experiment import Experiment
from tests.app.gui.hand import Hand, settle
from tests.endurance.leftovers import close_for_good, open_files, threads_left, widgets
from tests.endurance.memory import KIB, allocated, resident, slope

WARM = 50
"""Openings before memory is compared."""
MOST_GROWTH = 20 * KIB
"""Bytes for each opening."""


@dataclass
class Openings:
    """What so many openings left."""

    faults: list[str] = field(default_factory=list)
    heap: list[int] = field(default_factory=list)
    allocated: list[int] = field(default_factory=list)
    resident: list[int] = field(default_factory=list)

    def growth(self, warm: int) -> dict[str, float]:
        """Bytes for each opening after the first ones: of Python's memory, of all that is held, and of the process."""
        return {name: slope(getattr(self, name)[warm:]) for name in ("heap", "allocated", "resident")}


def open_and_close(times: int, *, traced: bool = True) -> Openings:
    """Do it so often; there must be an application. What is `traced` knows Python's memory too, and takes longer."""
    found = Openings()
    # What is opened once for all, by Qt and by imports, is opened here.
    for view in Tab:
        _once(view)
    if traced:
        tracemalloc.start()
    try:
        for index in range(times):
            found.faults += [f"opening {index}: {fault}" for fault in _once(list(Tab)[index % len(Tab)])]
            gc.collect()
            found.heap.append(tracemalloc.get_traced_memory()[0])
            found.allocated.append(allocated())
            found.resident.append(resident())
    finally:
        tracemalloc.stop()
    return found


def _once(view: Tab) -> list[str]:
    before = widgets(), open_files(), threading.active_count()
    window = Window(Experiment())
    window.show()
    settle()
    hand = Hand(window)
    slider = window.panel.masters["lr"].slider
    hand.drag(slider, [slider.rect().center() + QPoint(way, 0) for way in (0, 8, -5)])
    window.show_view(view)
    window.show_lessons(True)
    settle()
    window.show_keys()
    settle()
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    dialog.close()
    faults = close_for_good(window) + threads_left()
    held = weakref.ref(window)
    del window, hand, slider, dialog
    settle()
    gc.collect()
    if held() is not None:
        faults.append("the closed window is still held")
    after = widgets(), open_files(), threading.active_count()
    return faults + ([f"widgets, files and threads: {before} before, {after} after"] if before != after else [])
