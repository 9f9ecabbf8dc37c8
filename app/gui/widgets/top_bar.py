"""The bar across the top: document, surface, which view, undo and redo, arrows, panels, the theme, export."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QToolButton

from app.gui.icons import icon
from app.gui.widgets.act_menu import DocumentMenu, ExportMenu
from app.gui.widgets.surface_picker_button import SurfaceButton
from app.gui.widgets.view_switch import view_switch
from app.model.theme import Theme
from surfaces import Surface

if TYPE_CHECKING:
    from app.gui.widgets.surface_picker import SurfacePicker

ARROWS = {
    "gradient": "Gradient: where the slope pulls",
    "velocity": "Velocity: where the step goes",
    "look-ahead": "Look-ahead: where the gradient is taken",
    "step-sizes": "Step sizes: how far each coordinate goes for the same slope",
}
"""The arrows that can be drawn at the present step."""


ROOMY = 1200
"""From this width on there is room for formulas."""


class TopBar(QFrame):
    """Shows the surface's name and emits what a person wants."""

    surface_wanted = Signal(object)
    """A Surface."""
    surface_file_wanted = Signal()
    """A person wants to read a surface from a file."""
    undo_wanted = Signal()
    redo_wanted = Signal()
    fit_wanted = Signal()
    equal_aspect_wanted = Signal(bool)
    arrows_wanted = Signal(object)
    """A frozenset of `ARROWS`' keys."""
    theme_wanted = Signal()
    lessons_wanted = Signal(bool)
    explanations_wanted = Signal(bool)
    act_wanted = Signal(object)
    """An Act of the menus."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.setFixedHeight(44)
        self.document = QPushButton("Ravine  ▾")
        self.document.setObjectName("brand")
        self.document.setAccessibleName("Document")
        self.document.setToolTip("New, open, save")
        self.surface = SurfaceButton()
        self.views = view_switch()
        self.undo = _tool("Undo (Ctrl+Z)")
        self.redo = _tool("Redo (Ctrl+Shift+Z)")
        self.fit = _tool("Show the whole surface (double click, F)")
        self.aspect = _tool("Same scale for x and y (E)")
        self.aspect.setCheckable(True)
        self.arrows = _tool("Arrows at the present step (A)")
        self.arrows.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.explanations = _tool("Show or hide what happens")
        self.explanations.setCheckable(True)
        self.theme = _tool("Light or dark (T)")
        self.lessons = QPushButton("Lessons")
        self.lessons.setCheckable(True)
        self.lessons.setToolTip("Learn how optimizers move, step by step (F1)")
        self.export = QPushButton("Export  ▾")
        self.export.setObjectName("raised")
        self.export.setToolTip("Pictures, animations, data and text (Ctrl+E)")
        # A click leaves the keys where they are: Space goes on playing.
        for button in (self.document, self.lessons, self.export):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._surface: Surface | None = None
        self._theme = theme
        self._picker: SurfacePicker | None = None
        self._lay_out()
        self._fill_menus()
        self._connect()
        self.set_theme(theme)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 12, 0)
        row.setSpacing(4)
        row.addWidget(self.document)
        row.addSpacing(4)
        row.addWidget(self.surface)
        row.addStretch(1)
        row.addWidget(self.views)
        row.addStretch(1)
        for widget in (self.undo, self.redo, self.fit, self.aspect, self.arrows, self.theme, self.explanations):
            row.addWidget(widget)
        row.addSpacing(8)
        row.addWidget(self.lessons)
        row.addSpacing(8)
        row.addWidget(self.export)

    def _fill_menus(self) -> None:
        arrows = QMenu(self.arrows)
        for key, text in ARROWS.items():
            action = arrows.addAction(text)
            action.setCheckable(True)
            action.setData(key)
            action.toggled.connect(self._on_arrows_toggled)
        self.arrows.setMenu(arrows)
        self.document_menu, export = DocumentMenu(self.document), ExportMenu(self.export)
        for button, menu in ((self.document, self.document_menu), (self.export, export)):
            button.setMenu(menu)
            menu.act_wanted.connect(self.act_wanted)

    def _connect(self) -> None:
        self.surface.clicked.connect(self.open_picker)
        self.undo.clicked.connect(self.undo_wanted)
        self.redo.clicked.connect(self.redo_wanted)
        self.fit.clicked.connect(self.fit_wanted)
        self.aspect.toggled.connect(self.equal_aspect_wanted)
        self.theme.clicked.connect(self.theme_wanted)
        self.lessons.clicked.connect(self.lessons_wanted)
        self.explanations.clicked.connect(self.explanations_wanted)

    @property
    def picker(self) -> "SurfacePicker":
        """What offers surfaces, made when it is opened for the first time: nobody waits for it at the start."""
        if self._picker is None:
            from app.gui.widgets.surface_picker import SurfacePicker

            self._picker = SurfacePicker(self.surface, self._theme)
            self._picker.surface_wanted.connect(self.surface_wanted)
            self._picker.file_wanted.connect(self.surface_file_wanted)
        return self._picker

    def open_picker(self) -> None:
        """Let a person choose, type or open a surface."""
        if self._surface is not None:
            self.picker.open(self._surface)

    def show_surface(self, surface: Surface) -> None:
        """Show which surface it is, with its formula where there is room."""
        self._surface = surface
        others = self.layout().sizeHint().width() - self.surface.sizeHint().width()
        self.surface.show_surface(surface, self.width() - others, with_formula=self.width() >= ROOMY)
        if self._picker is not None and self._picker.isVisible():
            self._picker.show_surface(surface)

    def show_history(self, can_undo: bool, can_redo: bool) -> None:
        """Offer undo and redo, or not."""
        self.undo.setEnabled(can_undo)
        self.redo.setEnabled(can_redo)

    def show_open(self, lessons: bool, explanations: bool) -> None:
        """Show which panels are open."""
        self.lessons.setChecked(lessons)
        self.explanations.setChecked(explanations)

    def toggle_arrows(self) -> None:
        """All arrows, or none if there is any."""
        actions = self.arrows.menu().actions()
        wanted = not any(action.isChecked() for action in actions)
        for action in actions:
            action.setChecked(wanted)

    def _on_arrows_toggled(self) -> None:
        chosen = frozenset(action.data() for action in self.arrows.menu().actions() if action.isChecked())
        self.arrows.setProperty("active", "yes" if chosen else "")
        self.arrows.style().unpolish(self.arrows)
        self.arrows.style().polish(self.arrows)
        self.arrows_wanted.emit(chosen)

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        named = {"undo": self.undo, "redo": self.redo, "fit": self.fit, "aspect": self.aspect, "sun": self.theme}
        named |= {"arrows": self.arrows, "side": self.explanations}
        for name, button in named.items():
            button.setIcon(icon(name, theme.text))
        self._theme = theme
        if self._picker is not None:
            self._picker.set_theme(theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._surface is not None:
            self.show_surface(self._surface)


def _tool(note: str) -> QToolButton:
    button = QToolButton()
    button.setIconSize(QSize(16, 16))
    button.setToolTip(note)
    button.setAccessibleName(note.split(" (")[0])
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
