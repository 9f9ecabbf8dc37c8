"""The window and the command line write the same data of the same session, to the last byte."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from app.gui.output import write_output
from app.gui.window import Window
from app.model.formats import Kind, suffixes
from app.model.motion import Motion
from app.model.paper import Paper
from app.sessions import Session
from app.sessions.figures import with_session
from app.sessions.share import share_text
from app.sessions.text import session_bytes
from optim_core import Change, Move
from tests.app.sessions.pictures import SVG
from tests.app.sessions.sessions import MAPPED, RICH
from tests.app.terminal import ENVIRONMENT

LAST = RICH.experiment.steps
AT_THE_END = replace(
    RICH.experiment,
    lr=1e-3,
    start=(-1.2, 0.1 + 0.2),
    changes=(Change(420, "noise", 0.25), Change(LAST, "lr", 0.5)),
    moves=(Move(700, 0.5, -1.0), Move(LAST, 1 / 3, 0.0)),
)
"""What comes with the last step is seen at the last point."""
SESSIONS = {"rich": RICH, "mapped": MAPPED, "changed at its end": Session(AT_THE_END, step=20, view="crowd")}
EVERYTHING = "import sys; from app.main import main; sys.exit(max(main(words.split()) for words in sys.argv[1:]))"


@pytest.mark.parametrize("name", SESSIONS)
def test_the_data_are_the_same_whatever_names_the_session(still: Window, tmp_path: Path, name: str) -> None:
    session = SESSIONS[name]
    # What is looked at is nothing that data depend on, and a path is there at once.
    still.document.begin(replace(session, view="path"), None)
    subject = still.present.subject()
    for suffix in suffixes(Kind.DATA):
        write_output(tmp_path / f"window{suffix}", subject, Paper(), Motion())
    (tmp_path / "a.ravine").write_bytes(session_bytes(session))
    (tmp_path / "a.svg").write_bytes(with_session(SVG, ".svg", session))
    calls = ["render said.csv a.ravine", f"render said.npz {share_text(session)}", "render said.json a.svg"]
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", EVERYTHING, *calls],
        cwd=tmp_path,
        env=ENVIRONMENT,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    for suffix in suffixes(Kind.DATA):
        assert (tmp_path / f"said{suffix}").read_bytes() == (tmp_path / f"window{suffix}").read_bytes()
