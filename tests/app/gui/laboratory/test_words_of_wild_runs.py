"""A window with runs that are lost, flat or undefined: no label, button, tip or name for a reader says nan or inf."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

from app.gui.widgets.readout import Readout
from app.gui.widgets.view_switch import Tab
from app.gui.window import Window
from app.model.experiment import Experiment
from tests.app.gui.hand import Hand, settle
from tests.app.gui.laboratory.views import open_view, wait
from tests.app.model.wild import WILD, without_words

STEPS = (0, 33, 10**5)
VIEWS = {"lost at once": Tab, "undefined on the way": Tab}
"""What is looked at in every view; of the others, the path."""
each_wild = pytest.mark.parametrize(("name", "experiment"), WILD.items(), ids=WILD.keys())


def said(window: Window) -> Iterator[str]:
    """Everything that a window says, hidden parts included."""
    for widget in (window, *window.findChildren(QWidget)):
        yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription(), widget.windowTitle())
        if isinstance(widget, QLabel | QAbstractButton | QLineEdit | Readout):
            yield widget.text()


@each_wild
def test_no_widget_shows_a_number_that_is_none(
    name: str, experiment: Experiment, still: Window, hand: Hand, qtbot
) -> None:
    still.apply(lambda _: experiment)
    wait(qtbot, still)
    for view in VIEWS.get(name, [Tab.PATH]):
        open_view(qtbot, still, hand, view)
        for step in STEPS:
            still.scrub(min(step, experiment.steps))
            settle()
            assert without_words(list(said(still))) == []
