"""The field in which a surface is typed: it reads along with every letter, and says what it understands."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedLayout, QToolButton, QVBoxLayout, QWidget

from app.gui.widgets.formula_field_line import FormulaLine
from app.gui.widgets.lesson_sheet import mark_property, words
from app.gui.workshop import Workshop
from app.model.formula_reading import EXAMPLES, Exploration, Reading, formula_text, read_formula
from app.model.theme import Theme
from surfaces import Surface
from surfaces.expressions.limits import MOST_CHARACTERS

REST_MS = 150
"""So long a hand rests before the typed surface is explored."""
LONG = 200
"""Letters of a formula from which on nobody waits for its exploration with the window standing still."""
LINE = 24
"""Height of what is said, where it has room in one line."""


class FormulaField(QWidget):
    """Emits `surface_wanted` with the typed Surface on Enter; Escape brings the former text back.

    `narrow` is for a panel: no button, no examples, and words only while something is typed.
    """

    surface_wanted = Signal(object)
    previewed = Signal(object)
    """The typed Surface while its writer rests, None as soon as it is another or none."""

    def __init__(self, theme: Theme, *, narrow: bool = False) -> None:
        super().__init__()
        self._shown = ""
        self._reading = Reading("")
        self._wanted: Surface | None = None
        self._narrow = narrow
        self.line = FormulaLine(MOST_CHARACTERS, theme)
        self.use = QPushButton("Use")
        self.use.setObjectName("lesson_button")
        self.use.setProperty("primary", "yes")
        self.use.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.use.setToolTip("Walk on this surface (Enter)")
        self.examples = [] if narrow else [_example(text) for text in EXAMPLES]
        self.status = words("", "formula_status")
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._workshop = Workshop(self)
        self._lay_out()
        self._connect()
        self._show_reading()

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(8)
        above.addWidget(QLabel("f(x, y) ="))
        above.addWidget(self.line, 1)
        if not self._narrow:
            above.addWidget(self.use)
        self.status.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        below = QWidget()
        below.setMinimumHeight(LINE)
        self._below = QStackedLayout(below)
        self._below.addWidget(self.status)
        if not self._narrow:
            self._below.addWidget(_row("Try", self.examples))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addLayout(above)
        whole.addWidget(below)

    def _connect(self) -> None:
        self.line.textChanged.connect(self._on_line_text_changed)
        self.line.inputRejected.connect(self._on_line_input_rejected)
        self.use.clicked.connect(self._commit)
        self._rest.timeout.connect(self._on_rest_timeout)
        self._workshop.result_ready.connect(self._on_workshop_result_ready)
        self._workshop.failed.connect(partial(self._say, is_bad=True))
        self._workshop.busy_changed.connect(self._hand_on)
        for button in self.examples:
            button.clicked.connect(partial(self._on_example_clicked, button.text()))

    @property
    def in_order(self) -> Iterator[QWidget]:
        """What the Tab key comes to."""
        yield self.line
        if not self._narrow:
            yield self.use
            yield from self.examples

    def show_text(self, text: str) -> None:
        """Show the text of the present surface; what is being typed stays as long as that is the same."""
        if text != self._shown:
            self._shown = text
            self._restore()

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        self.line.set_theme(theme)

    def _restore(self) -> None:
        self.line.setText(self._shown)
        self.line.setCursorPosition(0)
        self._show_reading()

    def _commit(self) -> None:
        """Take what was typed, if it is another surface, or say what is the matter with it."""
        surface = self._reading.surface
        if surface is None:
            self._show_reading(insisted=True)
        elif formula_text(surface) == self._shown:
            self._restore()
        else:
            self.line.setModified(False)
            # Where it is walked on with is found out beside the window if that takes long.
            self._workshop.turn_to((Exploration(surface),) if len(self._reading.text) > LONG else ())
            self._wanted = surface
            self._hand_on()

    def _hand_on(self) -> None:
        """Tell which surface is wanted, once that takes nobody's time."""
        surface = self._wanted
        if surface is None:
            return
        if self._workshop.is_busy:
            self._say("Looking for a good start and learning rate …", is_bad=False)
        else:
            self._wanted = None
            self.surface_wanted.emit(surface)

    def _show_reading(self, *, explored: bool = False, insisted: bool = False) -> None:
        reading, is_typed = self._reading, self.line.isModified()
        is_bad = reading.problem is not None and (insisted or not reading.is_unfinished)
        self._say(reading.words(explored=explored, insisted=insisted) if is_typed else "", is_bad=is_bad)
        self.use.setEnabled(is_typed and reading.surface is not None)
        if is_bad and reading.problem is not None:
            self.line.show_problem(reading.problem.position, reading.problem.length)
        else:
            self.line.show_no_problem()

    def _say(self, text: str, *, is_bad: bool) -> None:
        self.status.setText(text)
        self.status.setToolTip(text)
        mark_property(self.status, "mood", "bad" if is_bad else "")
        if self._narrow:
            self.status.parentWidget().setVisible(bool(text))
        else:
            self._below.setCurrentIndex(0 if text else 1)

    def _on_line_text_changed(self, text: str) -> None:
        self._reading = read_formula(text)
        self._wanted = None
        self._workshop.turn_to(())
        self.previewed.emit(None)
        self._show_reading()
        self._rest.start()

    def _on_line_input_rejected(self) -> None:
        self._say(f"A formula has at most {MOST_CHARACTERS:,} characters; a longer text was left out.", is_bad=True)

    def _on_rest_timeout(self) -> None:
        if self._reading.surface is not None and self.line.isModified():
            self._workshop.turn_to((Exploration(self._reading.surface),))

    def _on_workshop_result_ready(self, exploration: Exploration) -> None:
        self._show_reading(explored=True)
        self.previewed.emit(exploration.surface)

    def _on_example_clicked(self, text: str) -> None:
        self.line.setFocus()
        self.line.selectAll()
        # As if it were typed, so that it can be undone.
        self.line.insert(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._commit()
            case Qt.Key.Key_Escape if self.line.isModified():
                self._restore()
            case _:
                super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._rest.stop()
        self._wanted = None
        self._workshop.stop()


def _example(text: str) -> QToolButton:
    button = QToolButton()
    button.setObjectName("formula_example")
    button.setText(text)
    button.setAccessibleName(f"Try {text}")
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def _row(title: str, buttons: list[QToolButton]) -> QWidget:
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    name = QLabel(title)
    name.setObjectName("quiet")
    name.setContentsMargins(0, 2, 0, 0)
    row.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
    for button in buttons:
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
    row.addStretch(1)
    return whole
