"""A row of widgets that goes on in the next line where it is too long, as words do."""

from PySide6.QtCore import QEvent, QPoint, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

GAP = 4


class FlowRow(QWidget):
    """Each widget as wide as it likes, left to right, in lines below each other."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[QWidget] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def add(self, *parts: QWidget) -> None:
        """Put these at the end."""
        for part in parts:
            part.setParent(self)
            part.show()
            self._parts.append(part)

    def _hints(self) -> list[tuple[QWidget, QSize]]:
        """What is shown, and how large each would be; all are as high as the highest."""
        hints = [(part, part.sizeHint()) for part in self._parts if not part.isHidden()]
        high = max((hint.height() for _, hint in hints), default=0)
        return [(part, QSize(hint.width(), high)) for part, hint in hints]

    def _flow(self) -> None:
        """Place what is shown, and take the height that it needs."""
        at, bottom = QPoint(0, 0), 0
        for part, size in self._hints():
            if at.x() and at.x() + size.width() > self.width():
                at = QPoint(0, bottom + GAP)
            part.setGeometry(QRect(at, size))
            at, bottom = at + QPoint(size.width() + GAP, 0), at.y() + size.height()
        self.setFixedHeight(bottom)

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(max((size.width() for _, size in self._hints()), default=0), self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._flow()

    def event(self, event: QEvent) -> bool:
        # Sent when a part changes its mind about its size, or is shown or hidden.
        if event.type() == QEvent.Type.LayoutRequest:
            self._flow()
        return super().event(event)
