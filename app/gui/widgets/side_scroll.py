"""What a panel at the window's right edge shows: how wide it is, and how it scrolls."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

WIDTH, MARGIN = 268, 12


class SideScroll(QScrollArea):
    """Scrolls what does not fit, and is no taller than what it shows: whatever is below follows directly.

    Its bar stands in the margin of what it shows, which therefore keeps its width.
    """

    def __init__(self, body: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(body)
        self.verticalScrollBar().rangeChanged.connect(self._on_bar_range_changed)

    def _on_bar_range_changed(self, low: int, high: int) -> None:
        room = self.verticalScrollBar().sizeHint().width() if high > low else 0
        self.widget().layout().setContentsMargins(MARGIN, MARGIN, MARGIN - room, 0)

    def sizeHint(self) -> QSize:
        return self.widget().sizeHint()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
