"""A line that moves all the time, and what becomes of it where there is no room."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from app.gui.widgets.readout import Readout
from app.model.theme import LIGHT
from tests.app.gui.widgets.conftest import Stage

LEFT = Qt.AlignmentFlag.AlignLeft


def told_at_rest(readout: Readout) -> str:
    """What a mouse that rests on it is told."""
    QToolTip.hideText()
    place = readout.rect().center()
    QApplication.sendEvent(readout, QHelpEvent(QEvent.Type.ToolTip, place, readout.mapToGlobal(place)))
    return QToolTip.text() if QToolTip.isVisible() else ""


def test_what_is_cut_is_told_in_full(stage: Stage) -> None:
    readout = Readout(LEFT, LIGHT, width=80)
    stage(readout)
    readout.show_text("loss 0.1")
    assert told_at_rest(readout) == ""
    readout.show_text("loss 0.1 after a thousand steps")
    assert told_at_rest(readout) == "loss 0.1 after a thousand steps"
    readout.setToolTip("something else, and loss 0.1 after a thousand steps")
    assert told_at_rest(readout) == "something else, and loss 0.1 after a thousand steps"


def test_it_never_asks_for_a_new_layout(stage: Stage) -> None:
    readout = Readout(LEFT, LIGHT)
    stage(readout)
    before = readout.sizeHint(), readout.minimumSizeHint()
    readout.show_text("much " * 100)
    assert (readout.sizeHint(), readout.minimumSizeHint()) == before
    assert readout.accessibleName() == readout.text() == "much " * 100
