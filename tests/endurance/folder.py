"""The one folder that a run reads and writes: its home, its settings, and files good and bad to open."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from random import Random
from unittest.mock import patch

import numpy as np
from PySide6.QtWidgets import QFileDialog

import app
from app.model import edits
from app.model.experiment import Experiment
from app.sessions import Session
from app.sessions.figures import with_session
from app.sessions.text import session_bytes
from surfaces.registry import find
from tests.app.sessions.pictures import SVG, png
from tests.app.sessions.sessions import GOOD, USUAL
from tests.endurance.texts import LONGEST_FORMULA

LESSONS = Path(app.__file__).parent / "lessons" / "built_in"
NEW_NAMES = (
    "one.ravine",
    "two",
    "β 2.ravine",
    "figure.png",
    "film.gif",
    "data.csv",
    "no such folder/a.ravine",
    "a" * 300,
)


class Folder:
    """Files to open, and what the file dialogs answer."""

    def __init__(self, path: Path, random: Random) -> None:
        self.path = path
        self.files = path / "files"
        self._random = random
        self.files.mkdir(parents=True)
        for name, data in _contents().items():
            (self.files / name).write_bytes(data)

    def any_file(self) -> Path:
        """One that is there now, whatever it is."""
        return self._random.choice(sorted(self.files.iterdir()))

    def spoil(self) -> str:
        """Another program writes, cuts or removes a file; which, in words."""
        target, what = self.any_file(), self._random.choice(("cut", "remove", "replace"))
        if what == "cut":
            target.write_bytes(target.read_bytes()[: self._random.randrange(400)])
        elif what == "remove" and len(list(self.files.iterdir())) > 8:
            target.unlink()
        else:
            name, data = self._random.choice(sorted(_contents().items()))
            (self.files / name).write_bytes(data)
        return f"{what} {target.name}"

    def open_name(self, *_: object, **__: object) -> tuple[str, str]:
        """What the dialog to open answers."""
        if self._random.random() < 0.1:
            return "", ""
        return str(self.any_file() if self._random.random() < 0.95 else self.files / "not there.ravine"), ""

    def save_name(self, *_: object, **__: object) -> tuple[str, str]:
        """What the dialog to save answers."""
        if self._random.random() < 0.2:
            return "", ""
        is_new = self._random.random() < 0.6
        return str(self.files / self._random.choice(NEW_NAMES) if is_new else self.any_file()), ""

    @contextmanager
    def at_home(self) -> Iterator[None]:
        """Let this folder be the person's home, with settings of its own, and answer all file dialogs."""
        homes = {"HOME": self.files} | {
            f"XDG_{what}_HOME": self.path / what for what in ("CONFIG", "STATE", "DATA", "CACHE")
        }
        with (
            patch.dict(os.environ, {name: str(folder) for name, folder in homes.items()}),
            patch.object(QFileDialog, "getOpenFileName", self.open_name),
            patch.object(QFileDialog, "getSaveFileName", self.save_name),
        ):
            yield

    def remove(self) -> None:
        """Leave nothing behind."""
        shutil.rmtree(self.path)


@cache
def _contents() -> dict[str, bytes]:
    good = {f"{name}.ravine": session_bytes(session) for name, session in (GOOD | _more()).items()}
    usual = good["usual.ravine"]
    heights = np.add.outer(np.linspace(-1, 1, 12) ** 2, np.linspace(-1, 1, 17) ** 2)
    table = "\n".join(",".join(f"{value:.4f}" for value in row) for row in heights)
    return good | {
        "figure with a session.png": with_session(png(), ".png", USUAL),
        "figure.svg": with_session(SVG, ".svg", GOOD["rich"]),
        "picture.png": png(),
        "cut.ravine": usual[: len(usual) // 2],
        "empty.ravine": b"",
        "noise.ravine": bytes(range(256)) * 20,
        "deep.ravine": b"[" * 100_000,
        "infinite.ravine": json.dumps({"steps": float("inf")}).encode(),
        "heights β.csv": table.encode(),
        "holes.csv": table.replace("0.", "nan", 5).encode(),
        "words.csv": b"a;b\nc;d\n",
        "not really.npz": b"PK\x03\x04" + b"\0" * 100,
        "lesson.toml": (LESSONS / "momentum.toml").read_bytes(),
        "half a lesson.toml": (LESSONS / "noise.toml").read_bytes()[:300],
    }


def _more() -> dict[str, Session]:
    """Experiments that cost much, and one that leaves the world at once."""
    usual = Experiment()
    typed = edits.choose_surface(usual, find(f"expr:{LONGEST_FORMULA}"))
    many = edits.set_run(edits.set_run(usual, "noise", 0.5), "seeds", 400)
    return {
        "typed": Session(typed),
        "many seeds": Session(many, view="crowd"),
        "long": Session(edits.set_run(usual, "steps", 20_000)),
        "diverges": Session(edits.set_master(usual, "lr", 1e9), view="3d"),
    }
