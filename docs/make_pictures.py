"""Makes the README's pictures with the program itself: python docs/make_pictures.py, from the project's folder."""

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

FOLDER = Path(__file__).parent
LAYOUTS = 20
"""Turns of the event loop in which what has come finds its place."""


def main() -> None:
    """Photograph the window, light and dark, and render the default figure."""
    os.environ["XDG_CONFIG_HOME"] = tempfile.mkdtemp(prefix="ravine-pictures-")
    from app.gui.application import make_application

    application = make_application(["ravine"], offscreen=True)
    from app.gui.export import save_figure
    from app.gui.window import Window
    from app.model.experiment import Experiment
    from app.model.theme import THEMES

    window = Window(Experiment())
    window.show()
    window.scrub(420)
    for theme in THEMES.values():
        window.wear(theme)
        application.processEvents()
        window.grab().save(str(FOLDER / f"window-{theme.name}.png"))
    window.close()
    photograph_views(application)
    save_figure(FOLDER / "figure.svg", Experiment(), (1120, 840), THEMES["light"])


def photograph_views(application: "QApplication") -> None:
    """The map and the crowd, each in the window."""
    from PySide6.QtCore import QEventLoop

    from app.command.commands import OpenWindow
    from app.command.parse import parse
    from app.gui.widgets.view_switch import Tab
    from app.gui.window import Window
    from app.model.theme import THEMES

    crowd = "--surface ravine:condition=20,angle=30 --lr 0.02 --noise 3 --seeds 10000 --steps 300"
    for view, theme, words in ((Tab.MAP, "dark", "--steps 500"), (Tab.CROWD, "light", crowd)):
        wanted = parse(words.split())
        assert isinstance(wanted, OpenWindow)
        window = Window(wanted.experiment)
        window.show()
        window.show_view(view)
        window.wear(THEMES[theme])
        window.scrub(wanted.experiment.steps)
        while not window.is_settled:
            application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        for _ in range(LAYOUTS):
            application.processEvents()
        window.grab().save(str(FOLDER / f"{view.value.lower()}.png"))
        window.close()


if __name__ == "__main__":
    main()
