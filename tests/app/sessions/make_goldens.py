"""Makes the golden files of this version: what every later version must open as the same sessions, for ever.

They are made once for each version of the format, by `python -m tests.app.sessions.make_goldens`, and never again:
files that are there already are left alone.
"""

import os
from pathlib import Path

from app.sessions.figures import with_session, xmp
from app.sessions.schema import VERSION
from app.sessions.session import Session
from app.sessions.share import share_text
from app.sessions.text import session_bytes
from tests.app.sessions.pictures import SVG, png
from tests.app.sessions.sessions import GOOD

FOLDER = Path(__file__).with_name("goldens")


def pdf_of_qt(session: Session) -> bytes:
    """A line on a page, with the session in its metadata."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice
    from PySide6.QtGui import QPainter, QPdfWriter

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setDocumentXmpMetadata(QByteArray(xmp(session)))
    painter = QPainter(writer)
    painter.drawLine(0, 0, 300, 200)
    painter.end()
    buffer.close()
    return bytes(buffer.data().data())


CARRIERS = {
    ".ravine": session_bytes,
    ".png": lambda session: with_session(png(), ".png", session),
    ".svg": lambda session: with_session(SVG, ".svg", session),
    ".pdf": pdf_of_qt,
    ".txt": lambda session: share_text(session).encode() + b"\n",
}


def main() -> None:
    """Make those that are not there yet."""
    FOLDER.mkdir(exist_ok=True)
    for name, session in GOOD.items():
        for suffix, carry in CARRIERS.items():
            path = FOLDER / f"v{VERSION}-{name}{suffix}"
            if not path.exists():
                path.write_bytes(carry(session))


if __name__ == "__main__":
    main()
