"""What the tests of painting share: an eye on everything that is written."""

import sys

import pytest
from PySide6.QtCore import QRectF

from app.gui.painting.text import draw_text
from tests.app.gui.painting.papers import Words


@pytest.fixture
def words(monkeypatch: pytest.MonkeyPatch) -> Words:
    """Everything that is written, with where it stands in the painter's units."""
    written: Words = []

    def recorded(painter, style, at, text, *rest) -> QRectF:
        box = draw_text(painter, style, at, text, *rest)
        if text:
            written.append((text, painter.transform().mapRect(box)))
        return box

    for name, module in list(sys.modules.items()):
        if name.startswith("app.gui.painting.") and vars(module).get("draw_text") is draw_text:
            monkeypatch.setattr(module, "draw_text", recorded)
    return written
