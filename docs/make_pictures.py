"""Makes the README's pictures with the program itself: python docs/make_pictures.py, from the project's folder."""

import os
import tempfile
from pathlib import Path

FOLDER = Path(__file__).parent


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
    save_figure(FOLDER / "figure.svg", Experiment(), (1120, 840), THEMES["light"])


if __name__ == "__main__":
    main()
