"""A hand that acts at random on whatever lies on top: one method for each thing that it can do.

Each says what it does before it does it. `lap` is called after each piece of input, when the window has answered.
"""

from collections.abc import Callable
from pathlib import Path
from random import Random

import shiboken6
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRect, QSize, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence, QMouseEvent, QWheelEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QScrollArea, QWidget

from app.gui.acts import Act
from app.gui.widgets.formula_field import FormulaField
from app.gui.window import Window
from app.sessions import Session
from app.sessions.share import share_text
from tests.endurance import texts
from tests.endurance.census import Census
from tests.endurance.folder import Folder
from tests.endurance.standing_time import CLOCK, bring_news

LEFT, RIGHT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton
NONE, SHIFT, CONTROL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
KEYS = [
    "Space",
    "Left",
    "Right",
    "Home",
    "End",
    "L",
    "F",
    "E",
    "A",
    "P",
    "S",
    "T",
    "?",
    "1",
    "2",
    "3",
    "4",
    "5",
    "Up",
    "Down",
    "PgUp",
    "PgDown",
    "Return",
    "Esc",
    "Del",
    "Backspace",
    "F2",
    "Menu",
]
CHORDS = ["Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+Y", "F1", "F11", "Ctrl+A", "Ctrl+X", "Shift+F10"]
CHORDS += [act.keys for act in Act if act.keys not in ("", "?", "Ctrl+Q")]
WALK = ("Tab", "Tab", "Tab", "Shift+Tab", "Down", "Up", "Left", "Right")
SMALL, LARGE = (400, 1100), (400, 3000)
"""Sides of the window, in pixels: usually, which costs less, and now and then."""


class RandomHand:
    """Acts on a window; `say` is told what, `lap` is called when it has been answered."""

    def __init__(
        self, random: Random, folder: Folder, census: Census, say: Callable[[str], None], lap: Callable[[], None]
    ) -> None:
        self.window: Window
        self._random = random
        self._folder = folder
        self._census = census
        self._say = say
        self._lap = lap
        self._held: tuple[QWindow, QPoint] | None = None
        self._dropped: list[object] = []

    @property
    def top(self) -> QWidget:
        """What lies over everything else."""
        return QApplication.activePopupWidget() or QApplication.activeModalWidget() or self.window

    def act(self) -> None:
        """Do something that makes sense for what lies on top."""
        if QApplication.activeWindow() is None:
            # A dialog has closed: a display's window manager activates what is below.
            self.top.activateWindow()
        if isinstance(self.top, QMenu):
            self._random.choices((self.choose, self.key, self.click_beside), (14, 3, 1))[0]()
        elif self._held is not None and self._random.random() < 0.5:
            self.let_go()
        else:
            actions = ACTIONS if self.top is self.window else IN_DIALOGS
            self._random.choices(list(actions), list(actions.values()))[0](self)

    def click(self) -> None:
        """One click, with any button, now and then with a key held."""
        widget, name = self._target()
        button = self._random.choices((LEFT, RIGHT, MIDDLE), (12, 2, 1))[0]
        held = self._random.choices((NONE, SHIFT, CONTROL), (12, 1, 1))[0]
        place = self._place(widget)
        self._say(f"click {name} at {_pair(place)} with {button.name}{'' if held is NONE else f' and {held.name}'}")
        window, at = self._at(widget, place)
        QTest.mousePress(window, button, held, at)
        self._lap()
        QTest.mouseRelease(window, button, held, at)

    def double_click(self) -> None:
        widget, name = self._target()
        place = self._place(widget)
        self._say(f"double click {name} at {_pair(place)}")
        window, at = self._at(widget, place)
        QTest.mouseDClick(window, LEFT, NONE, at)

    def drag(self) -> None:
        """Press, move in and out of the widget, and let go; or not yet."""
        widget, name = self._target()
        place = self._place(widget)
        ways = [self._random.choice((-200, -40, -7, -1, 1, 6, 30, 150)) for _ in range(2 * self._random.randint(1, 5))]
        lets_go = self._random.random() < 0.9
        button = RIGHT if self._random.random() < 0.1 else LEFT
        self._say(f"drag {name} from {_pair(place)} by {ways} with {button.name}{'' if lets_go else ', and hold on'}")
        window, at = self._at(widget, place)
        QTest.mousePress(window, button, NONE, at)
        for dx, dy in zip(ways[::2], ways[1::2], strict=True):
            self._lap()
            at += QPoint(dx, dy)
            _move(window, at, button)
        if lets_go or button is RIGHT:
            self._lap()
            _release(window, at, button)
        else:
            self._held = window, at

    def let_go(self) -> None:
        """Of what was held on to."""
        self._say("let go")
        (window, at), self._held = self._held, None
        try:
            _release(window, at, LEFT)
        except RuntimeError:
            return  # The window of a dialog that has been closed is gone.

    def hover(self) -> None:
        widget, name = self._target()
        place = self._place(widget)
        self._say(f"move over {name} at {_pair(place)}")
        window, at = self._at(widget, place)
        QTest.mouseMove(window, at)

    def wheel(self) -> None:
        widget, name = self._target()
        place, turns = self._place(widget), self._random.choice((-3, -1, 1, 2))
        held = self._random.choices((NONE, SHIFT, CONTROL), (8, 1, 1))[0]
        self._say(
            f"turn the wheel over {name} at {_pair(place)} by {turns}{'' if held is NONE else f' with {held.name}'}"
        )
        window, at = self._at(widget, place)
        anywhere = QPointF(widget.window().mapToGlobal(at))
        for _ in range(abs(turns)):
            delta, phase = QPoint(0, 120 if turns > 0 else -120), Qt.ScrollPhase.NoScrollPhase
            event = QWheelEvent(QPointF(at), anywhere, QPoint(), delta, Qt.MouseButton.NoButton, held, phase, False)
            QApplication.sendEvent(window, event)
            self._lap()

    def key(self) -> None:
        self._press(self._random.choice(KEYS))

    def chord(self) -> None:
        self._press(self._random.choice(CHORDS))

    def walk(self) -> None:
        """From widget to widget by the keyboard, and some keys where it arrives."""
        self._press(self._random.choice(WALK))
        self._lap()
        focused = QApplication.focusWidget()
        if focused is not None and self._random.random() < 0.5:
            key = self._random.choice(("Space", "Return", "Up", "Down", "Left", "Right", "Home", "End", "PgUp"))
            self._say(f"  and {key} in {self._census.name(focused)}")
            self._press(key)

    def undo(self) -> None:
        self._press(self._random.choice(("Ctrl+Z", "Ctrl+Z", "Ctrl+Shift+Z")))

    def type(self) -> None:
        """Something into a field, and a key that ends it."""
        fields = [widget for widget in self._census.candidates(self.top) if isinstance(widget, QLineEdit)]
        if not fields:
            self.key()
            return
        field = self._rarest(fields)
        pool = texts.FOR_FORMULAS if isinstance(field, FormulaField) else texts.ALL
        text = self._random.choice(self._random.choice(pool))
        end = self._random.choice(("Return", "Return", "Tab", "Esc", "Up", "Down", ""))
        name = self._census.reach(field)
        self._say(
            f"type {text[:60]!r}{f'… ({len(text)})' if len(text) > 60 else ''} into {name}, and {end or 'no more'}"
        )
        window, at = self._at(field, field.rect().center())
        QTest.mouseClick(window, LEFT, NONE, at)
        self._lap()
        self._press("Ctrl+A", quiet=True)
        self._enter(text)
        if end:
            self._press(end, quiet=True)

    def _enter(self, text: str) -> None:
        """Letter by letter, or at once from the clipboard."""
        if len(text) < 24 and text.isascii() and text.isprintable() and self._random.random() < 0.7:
            for letter in text:
                QTest.keyClick(self._focus_window(), letter)
                self._lap()
        else:
            QGuiApplication.clipboard().setText(text)
            self._press("Ctrl+V", quiet=True)
            self._lap()

    def seek(self) -> None:
        """Go to a long list of which something was seen and never reached, and choose that, which closes the list."""
        missed = [name for name in self._census.missed if name.startswith(("Shelves.", "LessonList."))]
        there = [widget for widget in self._census.candidates(self.top) if self._census.name(widget) in missed]
        if not missed:
            self.walk()
            return
        widget = self._random.choice(there) if there else self._way_to(self._random.choice(missed))
        self._say(f"click {self._census.reach(widget)}, on the way to what was never reached")
        window, at = self._at(widget, widget.rect().center())
        QTest.mouseClick(window, LEFT, NONE, at)

    def _way_to(self, name: str) -> QWidget:
        desk = self.window.desk
        if name.startswith("Shelves."):
            return desk.top_bar.surface
        page = desk.lessons.page if desk.is_learning else None
        return desk.top_bar.lessons if page is None else page.leave

    def resize(self) -> None:
        low, high = SMALL if self._random.random() < 0.9 else LARGE
        size = QSize(self._random.randint(low, high), self._random.randint(400, min(high, 2000)))
        self._say(f"resize to {size.width()} × {size.height()}")
        self.window.resize(size)

    def wait(self) -> None:
        """Time passes."""
        milliseconds = self._random.choice((16, 16, 16, 50, 160, 400, 1000, 6000))
        self._say(f"{milliseconds} ms pass")
        CLOCK.advance(milliseconds)

    def news(self) -> None:
        """What is done beside the window gets on."""
        self._say("what is done beside the window gets on")
        bring_news(self.window)

    def drop(self) -> None:
        """A file falls on the window."""
        path = self._folder.any_file()
        self._say(f"drop {path.name}")
        self._drop(path)

    def paste(self) -> None:
        """A file, an experiment as text, or nonsense."""
        data = QMimeData()
        what = self._random.choice(("file", "share", "half a share", "nonsense"))
        share = share_text(Session(self.window.store.experiment))
        if what == "file":
            data.setUrls([QUrl.fromLocalFile(str(self._folder.any_file()))])
        else:
            data.setText({"share": share, "half a share": share[: len(share) // 2]}.get(what, "x" * 1000))
        self._say(f"paste {what}")
        QGuiApplication.clipboard().setMimeData(data)
        self._press("Ctrl+V", quiet=True)

    def spoil(self) -> None:
        self._say(f"another program: {self._folder.spoil()}")

    def new(self) -> None:
        self._say("new")
        self.window.do(Act.NEW)

    def close(self) -> None:
        self._say("close the window")
        self.window.close()

    def choose(self) -> None:
        """An entry of a menu."""
        menu = self.top
        entries = [
            entry for entry in menu.actions() if entry.isEnabled() and entry.isVisible() and not entry.isSeparator()
        ]
        if not entries:
            self._press("Esc")
            return
        entry = self._random.choice(entries)
        self._census.candidates(menu)
        self._say(f"choose {entry.text()!r} in {self._census.reach(menu)}")
        QTest.mouseMove(menu, menu.actionGeometry(entry).center())
        QTest.mouseClick(menu, LEFT, NONE, menu.actionGeometry(entry).center())

    def click_beside(self) -> None:
        """Beside a menu, which closes it."""
        self._say("click beside the menu")
        QTest.mouseClick(self.top, LEFT, NONE, QPoint(-30, -30))

    def stop(self) -> None:
        """Leave nothing open: as many Escapes as it takes, a few at most."""
        for _ in range(12):
            if self.top is self.window:
                break
            self._press("Esc", quiet=True)

    def _press(self, chord: str, *, quiet: bool = False) -> None:
        if not quiet:
            focused = QApplication.focusWidget()
            self._say(f"press {chord} in {self._census.name(focused) if focused is not None else 'nothing'}")
        combination, window = QKeySequence(chord)[0], self._focus_window()
        QTest.keyPress(window, combination.key(), combination.keyboardModifiers())
        self._lap()
        # Where the key has closed it, nobody hears of its release.
        if shiboken6.isValid(window):
            QTest.keyRelease(window, combination.key(), combination.keyboardModifiers())

    def _focus_window(self) -> QWindow | QWidget:
        """What keys go to. The handle of a menu that was open before may be one that is gone."""
        handle = self.top.window().windowHandle()
        return handle if shiboken6.isValid(handle) else self.top

    def _target(self) -> tuple[QWidget, str]:
        candidates = self._census.candidates(self.top)
        widget = self._rarest(candidates) if candidates else self.top
        return widget, self._census.reach(widget)

    def _rarest(self, widgets: list[QWidget]) -> QWidget:
        """Any, or one of those that were reached least often; one that was never reached does not wait for its turn."""
        times = [self._census.reached[self._census.name(widget)] for widget in widgets]
        if self._random.random() < (0.2 if min(times) == 0 else 0.5):
            return self._random.choice(widgets)
        return self._random.choice([widget for widget, time in zip(widgets, times, strict=True) if time == min(times)])

    def _place(self, widget: QWidget) -> QPoint:
        if self._random.random() < 0.3:
            return widget.rect().center()
        return QPoint(self._random.randrange(widget.width()), self._random.randrange(widget.height()))

    def _at(self, widget: QWidget, place: QPoint) -> tuple[QWindow, QPoint]:
        """A place of a widget in its window, scrolled into sight."""
        window, around = widget.window(), widget.parentWidget()
        while around is not None and around is not window:
            if isinstance(around, QScrollArea) and around.widget().isAncestorOf(widget):
                around.ensureWidgetVisible(widget)
            around = around.parentWidget()
        handle, at = window.windowHandle(), widget.mapTo(window, place)
        # On a screen smaller than the smallest window, full screen cuts off what lies beyond: no hand gets there.
        return handle, QPoint(min(at.x(), handle.width() - 1), min(at.y(), handle.height() - 1))

    def _drop(self, path: Path) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        copy, place = Qt.DropAction.CopyAction, self.window.rect().center()
        QApplication.sendEvent(self.window, QDragEnterEvent(place, copy, data, LEFT, NONE))
        QApplication.sendEvent(self.window, QDropEvent(QPointF(place), copy, data, LEFT, NONE))
        # Qt does not keep it, and asks for it later.
        self._dropped = [data]


def _move(window: QWindow, at: QPoint, button: Qt.MouseButton) -> None:
    """Anywhere, as a hand that holds a button does; QTest complains of places beside the window."""
    _send(window, at, QEvent.Type.MouseMove, Qt.MouseButton.NoButton, button)


def _release(window: QWindow, at: QPoint, button: Qt.MouseButton) -> None:
    if QRect(QPoint(), window.size()).contains(at):
        QTest.mouseRelease(window, button, NONE, at)
    else:
        _send(window, at, QEvent.Type.MouseButtonRelease, button, Qt.MouseButton.NoButton)


def _send(window: QWindow, at: QPoint, kind: QEvent.Type, button: Qt.MouseButton, buttons: Qt.MouseButton) -> None:
    place = QPointF(at)
    event = QMouseEvent(kind, place, place, QPointF(window.mapToGlobal(at)), button, buttons, NONE)
    QApplication.sendEvent(window, event)


def _pair(place: QPoint) -> str:
    return f"({place.x()}, {place.y()})"


_EVERYWHERE = {
    RandomHand.click: 30,
    RandomHand.double_click: 3,
    RandomHand.drag: 12,
    RandomHand.hover: 6,
    RandomHand.wheel: 6,
    RandomHand.key: 6,
    RandomHand.walk: 10,
    RandomHand.type: 10,
    RandomHand.wait: 10,
    RandomHand.news: 4,
}
ACTIONS = _EVERYWHERE | {
    RandomHand.chord: 5,
    RandomHand.undo: 4,
    RandomHand.seek: 6,
    RandomHand.resize: 1,
    RandomHand.drop: 1,
    RandomHand.paste: 1,
    RandomHand.spoil: 0.5,
    RandomHand.new: 1,
    RandomHand.close: 0.5,
}
IN_DIALOGS = _EVERYWHERE | {RandomHand.paste: 0.3, RandomHand.drop: 0.3, RandomHand.close: 0.2}
