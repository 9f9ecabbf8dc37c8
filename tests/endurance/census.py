"""Which widgets a hand can act on, what to call them, and which of them a run has reached."""

from collections import Counter
from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QMenu,
    QWidget,
)

from app.gui.widgets.surface_picker import SurfacePicker

INTERACTIVE = (QAbstractButton, QAbstractItemView, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit, QMenu)
HANDLERS = {"mousePressEvent", "mouseReleaseEvent", "mouseMoveEvent", "mouseDoubleClickEvent", "wheelEvent"}
HANDLERS |= {"keyPressEvent", "contextMenuEvent", "enterEvent"}
CHROME = ("qt_", "ScrollLeftButton", "ScrollRightButton")
"""How the names of Qt's own parts of widgets begin."""


class Census:
    """Counts how often each widget was met and reached; a widget is known by where the program keeps it."""

    def __init__(self) -> None:
        self.seen: Counter[str] = Counter()
        self.reached: Counter[str] = Counter()
        self._names: dict[QWidget, str] = {}

    def candidates(self, top: QWidget) -> list[QWidget]:
        """All that a hand could act on now, in an order that depends on nothing but the program."""
        # What lies under the picker does not hear of a hand.
        over = next((picker for picker in top.findChildren(SurfacePicker) if picker.isVisible()), top)
        found = [widget for widget in (over, *over.findChildren(QWidget)) if _is_reachable(widget, top)]
        self.seen.update(map(self.name, found))
        return found

    def reach(self, widget: QWidget) -> str:
        """A hand acts on it; its name."""
        name = self.name(widget)
        self.reached[name] += 1
        return name

    def name(self, widget: QWidget) -> str:
        """Such as "TopBar.undo"; the same for widgets that stand in a row."""
        if widget not in self._names:
            self._names[widget] = _name(widget)
        return self._names[widget]

    def forget_widgets(self) -> None:
        """The window is gone."""
        self._names.clear()

    @property
    def missed(self) -> list[str]:
        """What was to be seen, and was never reached."""
        return sorted(set(self.seen) - set(self.reached))


def _is_reachable(widget: QWidget, top: QWidget) -> bool:
    return (
        _is_interactive(type(widget))
        and widget.isVisible()
        and widget.isEnabled()
        and widget.window() is top.window()
        and not widget.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        and widget.width() > 0
        and widget.height() > 0
        and not widget.objectName().startswith(CHROME)
    )


@cache
def _is_interactive(kind: type[QWidget]) -> bool:
    own = (set(vars(base)) for base in kind.__mro__ if base.__module__.startswith("app."))
    return issubclass(kind, INTERACTIVE) or any(HANDLERS & names for names in own)


def _name(widget: QWidget) -> str:
    around = widget.parentWidget()
    while around is not None:
        for attribute, value in getattr(around, "__dict__", {}).items():
            if found := _place(attribute, value, widget):
                return f"{type(around).__name__}.{found}"
        if type(around).__module__.startswith("app."):
            break
        around = around.parentWidget()
    inside = f"{type(around).__name__}/" if around is not None else ""
    what = widget.text() if isinstance(widget, QAbstractButton) else widget.objectName()
    return f"{inside}{type(widget).__name__}" + (f"({what})" if what else "")


def _place(attribute: str, value: object, widget: QWidget) -> str | None:
    if value is widget:
        return attribute
    if isinstance(value, dict):
        return next((f"{attribute}[{getattr(key, 'name', key)}]" for key, one in value.items() if one is widget), None)
    return f"{attribute}[]" if isinstance(value, (list, tuple)) and any(one is widget for one in value) else None
