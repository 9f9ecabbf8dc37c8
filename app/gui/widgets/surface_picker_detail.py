"""What is known of one surface, beside the shelves: a larger picture, its formula, what it is good for, its sliders."""

import re

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from app.gui.painting.painter import painting
from app.gui.widgets.lesson_sheet import words
from app.gui.widgets.thumbnail import Gallery, Order, paint_waiting
from app.model.catalogue import minima_words, range_words
from app.model.formula_reading import formula_text
from app.model.parameters import surface_parameters
from app.model.theme import Theme
from surfaces import Surface

WIDTH = 264
MARGIN = 16
PICTURE = QSize(WIDTH - 2 * MARGIN, 136)
BREAKS = re.compile(r"(?<=[+−·/,])")
"""Where a formula may go on in the next line, besides its spaces."""
ZERO_WIDTH_SPACE = "\N{ZERO WIDTH SPACE}"


class Picture(QWidget):
    """The map of a surface."""

    def __init__(self, gallery: Gallery, theme: Theme) -> None:
        super().__init__()
        self._gallery, self._theme = gallery, theme
        self._surface: Surface | None = None
        self.setFixedSize(PICTURE)

    def show_surface(self, surface: Surface, theme: Theme) -> None:
        """Show that one, in these colours."""
        self._surface, self._theme = surface, theme
        self.update()

    def _paint(self, painter: QPainter, surface: Surface) -> None:
        size = (self.width(), self.height())
        picture = self._gallery.picture(Order(surface, self._theme, size, self.devicePixelRatioF()))
        if picture is None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_waiting(painter, self._theme, QRectF(self.rect()))
        else:
            painter.drawImage(self.rect(), picture)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        if self._surface is None:
            return
        with painting(self) as painter:
            self._paint(painter, self._surface)


class Detail(QScrollArea):
    """Tells of one surface at a time."""

    def __init__(self, gallery: Gallery, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._surface: Surface | None = None
        self.picture = Picture(gallery, theme)
        self.title = words("", "lane_name")
        self.formula = words("", "picker_formula")
        self.purpose = words("")
        self.minima = words("", "quiet")
        self.origin = words("", "quiet")
        self.sliders = words("", "quiet")
        self.setFixedWidth(WIDTH)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lay_out()

    def _lay_out(self) -> None:
        body = QWidget()
        body.setObjectName("picker_body")
        column = QVBoxLayout(body)
        column.setContentsMargins(MARGIN, 4, MARGIN, MARGIN)
        column.setSpacing(0)
        column.addWidget(self.picture)
        labels = (self.title, self.formula, self.purpose, self.sliders, self.minima, self.origin)
        for label, above in zip(labels, (12, 4, 8, 8, 8, 0), strict=True):
            label.setContentsMargins(0, above, 0, 0)
            column.addWidget(label)
        column.addStretch(1)
        self.setWidget(body)

    def show_surface(self, surface: Surface) -> None:
        """Tell of that one."""
        if surface == self._surface:
            return
        self._surface = surface
        self.picture.show_surface(surface, self._theme)
        self.title.setText(surface.title)
        _tell(self.formula, BREAKS.sub(ZERO_WIDTH_SPACE, surface.formula))
        _tell(self.purpose, surface.purpose)
        _tell(self.sliders, _slider_words(surface))
        _tell(self.minima, minima_words(surface))
        _tell(self.origin, "" if formula_text(surface) else surface.origin)
        self.verticalScrollBar().setValue(0)

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        self._theme = theme
        if self._surface is not None:
            self.picture.show_surface(self._surface, theme)


def _slider_words(surface: Surface) -> str:
    rows = surface_parameters(surface).values()
    return "\n".join(f"{row.label}   {range_words(row)}\n{row.help}".rstrip() for row in rows)


def _tell(label: QLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))
