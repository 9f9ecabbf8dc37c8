"""The button that says on which surface one walks, and offers the others."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from surfaces import Surface

WIDEST, BESIDE = 360, 26
"""Pixels of the whole button, and of them beside its text."""
ARROW = "  ▾"


class SurfaceButton(QPushButton):
    """Shows a surface by its title, with its formula where there is room; what is cut off is told in its note."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("raised")
        self.setAccessibleName("Surface")
        # A click leaves the keys where they are: Space goes on playing.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_surface(self, surface: Surface, room: int, *, with_formula: bool) -> None:
        """Show that one, in at most so many pixels."""
        named = filter(None, (surface.title, surface.formula if with_formula else ""))
        letters = min(room, WIDEST) - BESIDE - self.fontMetrics().horizontalAdvance(ARROW)
        words = self.fontMetrics().elidedText("   ".join(named), Qt.TextElideMode.ElideRight, letters)
        # An ampersand would underline the letter behind it.
        text = f"{words}{ARROW}".replace("&", "&&")
        if self.text() != text:
            self.setText(text)
            self.setToolTip(_note(surface))


def _note(surface: Surface) -> str:
    named = "\n".join(filter(None, (surface.title, surface.formula)))
    return f"<p style='white-space: pre-wrap'>{escape(named)}</p>Choose another surface (P)"
