"""Which keys do what. The list that `?` shows is `app.gui.widgets.key_list`."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut

from app.gui.acts import Act
from app.gui.widgets.view_switch import Tab

if TYPE_CHECKING:
    from app.gui.window import Window

VIEW_KEYS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5)
CHORDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
"""Keys that make another key a wish of its own."""


def connect_chords(window: "Window") -> None:
    """Let chords and function keys act wherever the focus is."""
    chords: dict[str, Callable[[], object]] = {
        "Ctrl+Z": window.store.undo,
        "Ctrl+Shift+Z": window.store.redo,
        "Ctrl+Y": window.store.redo,
        "F1": window.top_bar.lessons.click,
        "F11": window.toggle_full_screen,
        **{act.keys: partial(window.do, act) for act in Act if act.keys and act is not Act.KEYS},
    }
    for keys, action in chords.items():
        QShortcut(QKeySequence(keys), window).activated.connect(action)


def press(window: "Window", event: QKeyEvent) -> bool:
    """Do what a key says that the focused widget left alone, so that arrows still move a focused slider."""
    action = None if event.modifiers() & CHORDS else _single_keys(window).get(event.key())
    if action is not None:
        action()
    return action is not None


def _single_keys(window: "Window") -> dict[int, Callable[[], object]]:
    playhead, bar = window.playhead, window.top_bar
    return {
        Qt.Key.Key_Space: playhead.toggle,
        Qt.Key.Key_Left: partial(playhead.step_by, -1),
        Qt.Key.Key_Right: partial(playhead.step_by, 1),
        Qt.Key.Key_Home: partial(window.scrub, 0),
        Qt.Key.Key_End: partial(window.scrub, playhead.last),
        Qt.Key.Key_L: partial(playhead.set_loop, not playhead.loop),
        Qt.Key.Key_F: window.canvas.fit,
        Qt.Key.Key_E: bar.aspect.toggle,
        Qt.Key.Key_A: bar.toggle_arrows,
        Qt.Key.Key_P: bar.open_picker,
        Qt.Key.Key_S: window.toggle_steering,
        Qt.Key.Key_T: window.toggle_theme,
        Qt.Key.Key_Question: window.show_keys,
        **{key: partial(window.show_view, view) for key, view in zip(VIEW_KEYS, Tab, strict=True)},
    }
