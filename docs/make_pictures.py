"""Makes the README's pictures with the program itself: python docs/make_pictures.py, from the project's folder."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.gui.window import Window

FOLDER = Path(__file__).parent
LAYOUTS = 20
"""Turns of the event loop in which what has come finds its place."""
IN_SPACE = "--surface himmelblau --lane sgd --lane momentum --lane adam:lr=0.1 --steps 300 --start -0.5,-1.2"
CROWD = "--surface ravine:condition=20,angle=30 --lr 0.02 --noise 3 --seeds 10000 --steps 300"


def main() -> None:
    """Photograph the window, its views, the export dialog and the picker."""
    for kind in ("CONFIG", "STATE"):
        os.environ[f"XDG_{kind}_HOME"] = tempfile.mkdtemp(prefix="ravine-pictures-")
    from app.gui.application import make_application
    from app.gui.widgets.view_switch import Tab
    from app.model.theme import DARK, LIGHT

    # The name keeps the application alive.
    application = make_application(["ravine"], offscreen=True)
    window = opened("")
    window.scrub(420)
    for theme in (DARK, LIGHT):
        window.wear(theme)
        photograph(window, window, f"window-{theme.name}")
    window.wear(DARK)
    photograph_export(window)
    window.close()
    for view, theme, words in ((Tab.MAP, DARK, "--steps 500"), (Tab.CROWD, LIGHT, CROWD)):
        window = opened(words)
        window.show_view(view)
        window.wear(theme)
        window.scrub(window.playhead.last)
        photograph(window, window, view.value.lower())
        window.close()
    photograph_surfaces()
    del application


def opened(words: str) -> "Window":
    """The window on the experiment that these words of the command line say."""
    from app.command.commands import OpenWindow
    from app.command.parse import parse
    from app.gui.window import Window

    wanted = parse(words.split())
    assert isinstance(wanted, OpenWindow)
    window = Window(wanted.session.experiment)
    window.show()
    return window


def photograph(window: "Window", widget: "QWidget", name: str) -> None:
    """Save what the widget looks like when all of the window is computed and has found its place."""
    wait_until(lambda: window.is_settled)
    widget.grab().save(str(FOLDER / f"{name}.png"))


def wait_until(is_settled: Callable[[], bool]) -> None:
    """Let the program work until that is so, and then everything find its place."""
    from PySide6.QtCore import QEventLoop
    from PySide6.QtWidgets import QApplication

    while not is_settled():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    for _ in range(LAYOUTS):
        QApplication.processEvents()


def photograph_export(window: "Window") -> None:
    """The dialog that exports, with a figure for a journal's column."""
    from app.model.export_choices import PRESETS, ExportChoices, save_choices
    from app.model.theme import PRINT

    column = next(preset.size for preset in PRESETS if preset.title == "Journal column")
    save_choices(ExportChoices(".pdf", column, theme=PRINT.name))
    window.exports.export()
    dialog = window.exports.dialog
    assert dialog is not None
    wait_until(lambda: dialog.preview.is_settled)
    photograph(window, dialog, "export")
    dialog.close()


def photograph_surfaces() -> None:
    """The picker of surfaces, and one of them in space."""
    from app.gui.widgets.view_switch import Tab
    from app.model.theme import DARK, LIGHT

    window = opened(IN_SPACE)
    window.wear(DARK)
    window.show_view(Tab.RELIEF)
    window.scrub(window.playhead.last)
    photograph(window, window, "relief")
    window.close()
    window = opened("")
    window.wear(LIGHT)
    window.playhead.pause()
    window.top_bar.open_picker()
    photograph(window, window, "picker")
    window.close()


if __name__ == "__main__":
    main()
