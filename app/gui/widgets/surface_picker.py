"""The picker of surfaces, which opens over the window: the catalogue to search, a field to type in, files to read.

It lies in the window and not in one of its own, so that dead keys and input methods reach what is typed.
"""

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.gui.widgets.surface_picker_layout import snapped
from app.gui.widgets.surface_picker_sheet import PickerSheet
from app.model.theme import Theme
from surfaces import Surface

SMALLEST, LARGEST = QSize(720, 560), QSize(1020, 800)
SHARE = QSize(54, 75)
"""Of the window, in percent: so large is the sheet between its smallest and its largest size."""
AROUND = 8
"""Pixels of the window that stay in sight around it."""


class SurfacePicker(QWidget):
    """Covers the window while it is open: a click beside the sheet closes it, and does nothing else."""

    surface_wanted = Signal(object)
    """A Surface."""
    file_wanted = Signal()

    def __init__(self, button: QWidget, theme: Theme) -> None:
        """Opens below that button, in its window."""
        super().__init__(button.window())
        self.setAccessibleName("Surfaces")
        self._button = button
        self.sheet = PickerSheet(theme)
        self.sheet.setParent(self)
        self._former: QWidget | None = None
        self._connect()
        self.hide()

    def _connect(self) -> None:
        self.parentWidget().installEventFilter(self)
        self.sheet.surface_wanted.connect(self._on_sheet_surface_wanted)
        self.sheet.file_wanted.connect(self._on_sheet_file_wanted)
        application = QApplication.instance()
        assert isinstance(application, QApplication), "a widget has an application"
        application.focusChanged.connect(self._on_application_focus_changed)

    def open(self, surface: Surface) -> None:
        """Show what there is, with the surface that one walks on marked."""
        if not self.isVisible():
            self._former = QApplication.focusWidget()
        self._place()
        self.show()
        self.raise_()
        self.sheet.begin(surface)

    def leave(self) -> None:
        """Close it; keys go where they went before."""
        if self._former is not None and shiboken6.isValid(self._former):
            self._former.setFocus()
        self.hide()

    def show_surface(self, surface: Surface) -> None:
        """Mark the surface that one walks on, if it has become another."""
        self.sheet.show_present(surface)

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        self.sheet.set_theme(theme)

    def _place(self) -> None:
        window = self.parentWidget()
        self.setGeometry(window.rect())
        top = self._button.mapTo(window, QPoint(0, self._button.height())).y() + AROUND
        left = self._button.mapTo(window, QPoint()).x()
        room = QSize(window.width() - 2 * AROUND, window.height() - top - AROUND)
        share = QSize(window.width() * SHARE.width() // 100, window.height() * SHARE.height() // 100)
        size = share.expandedTo(SMALLEST).boundedTo(LARGEST).boundedTo(room)
        size.setWidth(snapped(size.width()))
        self.sheet.setGeometry(QRect(QPoint(min(left, window.width() - AROUND - size.width()), top), size))

    def _on_sheet_surface_wanted(self, surface: Surface) -> None:
        self.leave()
        self.surface_wanted.emit(surface)

    def _on_sheet_file_wanted(self) -> None:
        self.leave()
        self.file_wanted.emit()

    def _on_application_focus_changed(self, before: QWidget | None, now: QWidget | None) -> None:  # noqa: ARG002
        """Close it where something else of the window has taken the keys, as lessons do that are opened."""
        if now is not None and self.isVisible() and now.window() is self.window() and not self.isAncestorOf(now):
            self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, next: bool) -> bool:
        """The Tab key goes around within the sheet."""
        return self.sheet.focus_on_next(1 if next else -1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        # Not when it is pressed: what lies below would hear of the release.
        event.accept()
        self.leave()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # What lies below is not to hear of any key.
        event.accept()
        if event.key() == Qt.Key.Key_Escape:
            self.leave()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.sheet.rest()
