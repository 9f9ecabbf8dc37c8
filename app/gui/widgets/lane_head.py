"""The upper part of a lane's card: colour, name, buttons, settings and loss, and a line for what is unusual."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.gui.icons import icon
from app.gui.widgets.lane_name import NameField, Swatch
from app.gui.widgets.readout import Readout
from app.gui.widgets.tool import icon_button
from app.model.describe import rule_notes, rule_numbers_text
from app.model.experiment import MASTERS, Lane
from app.model.numbers import number_text
from app.model.theme import Theme
from optim_core import Rule, theory

LOSS_WIDTH = 68


class LaneHead(QWidget):
    """Shows a lane; its name and buttons are there to be listened to."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._told: Rule | None = None
        self._looks: tuple[object, ...] = ()
        self.swatch = Swatch()
        self.name = NameField()
        self.summary = Readout(Qt.AlignmentFlag.AlignLeft, theme)
        self.loss = Readout(Qt.AlignmentFlag.AlignRight, theme, LOSS_WIDTH)
        self.notes = Readout(Qt.AlignmentFlag.AlignLeft, theme)
        self.notes.hide()
        self.eye = icon_button("Show or hide this lane")
        self.link = icon_button("Follow the masters, or stand alone")
        self.more = icon_button("More: rule, schedule, conventions, name, order, remove")
        self._lay_out()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(0)
        top.addWidget(self.name, 1)
        for button in (self.link, self.eye, self.more):
            top.addWidget(button)
        below = QHBoxLayout()
        below.setSpacing(4)
        below.addWidget(self.summary, 1)
        below.addWidget(self.loss)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addLayout(top)
        words.addLayout(below)
        words.addWidget(self.notes)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self.swatch)
        whole.addLayout(words, 1)

    def show_lane(self, lane: Lane, rule: Rule) -> None:
        """Show the lane, which runs that rule."""
        told = _without_masters_changes(lane, rule) if lane.linked else rule
        if told != self._told:
            self._told = told
            self._show_words(told)
        # Icons and colours are repainted whenever they are set: under a dragging hand they stay.
        looks = (lane.name, lane.colour, lane.visible, lane.linked, self._theme.name)
        if looks != self._looks:
            self._looks = looks
            self._show_looks(lane)

    def _show_words(self, rule: Rule) -> None:
        notes = " · ".join(rule_notes(rule))
        self.summary.show_text(rule_numbers_text(rule) + _speed_text(rule))
        self.notes.show_text(notes)
        self.notes.setToolTip(notes)
        self.notes.setVisible(bool(notes))

    def _show_looks(self, lane: Lane) -> None:
        if self.name.isReadOnly():
            self.name.setText(lane.name)
            self.name.setCursorPosition(0)
        self.swatch.show_color(self._theme.lanes[lane.colour])
        quiet, loud = self._theme.quiet, self._theme.text
        self.eye.setIcon(icon("eye", loud) if lane.visible else icon("eye-off", quiet))
        self.link.setIcon(icon("link", loud) if lane.linked else icon("unlink", self._theme.accent))

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours; what is the lane's own follows with the next `show_lane`."""
        self._theme = theme
        self.more.setIcon(icon("more", theme.quiet))
        for part in (self.summary, self.loss, self.notes):
            part.set_theme(theme)


def _without_masters_changes(lane: Lane, rule: Rule) -> Rule:
    """A linked lane's rule as its card tells it: what was steered for all lanes is told once, beside the masters."""
    if not rule.changes:
        return rule
    return replace(rule, changes=tuple(change for change in lane.rule.changes if change.name not in MASTERS))


def _speed_text(rule: Rule) -> str:
    """How much longer than lr a step gets under a constant gradient, if it does: ×10."""
    form = theory.form_of(rule)
    if form is None or not rule.lr:
        return ""
    times = form.effective_lr / rule.lr
    return f"  ×{number_text(times, 3)}" if abs(times - 1.0) > 1e-9 else ""
