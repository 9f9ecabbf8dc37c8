"""A painter that is ended whatever happens: one that an exception leaves open crashes the program when it is collected.

with painting(self) as painter:
painter.drawLine(…)
"""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtGui import QPaintDevice, QPainter


@contextmanager
def painting(device: QPaintDevice) -> Iterator[QPainter]:
    """A painter on a widget, a pixmap or an image, for as long as the block lasts."""
    painter = QPainter(device)
    try:
        yield painter
    finally:
        painter.end()
