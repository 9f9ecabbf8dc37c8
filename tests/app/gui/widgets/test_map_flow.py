"""A row that goes on in the next line."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.gui.widgets.map_flow import GAP, FlowRow
from tests.app.gui.hand import settle
from tests.app.gui.widgets.conftest import Stage

WIDE, HIGH, COUNT = 80, 20, 4


class Part(QWidget):
    """Likes to be so wide."""

    wide = WIDE

    def sizeHint(self) -> QSize:
        return QSize(self.wide, HIGH)


@pytest.fixture
def row(stage: Stage) -> FlowRow:
    made = FlowRow()
    for _ in range(COUNT):
        made.add(Part())
    around = QWidget()
    column = QVBoxLayout(around)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(made)
    column.addStretch(1)
    stage(around)
    return made


def lines(row: FlowRow, width: int) -> list[list[int]]:
    """The x of every part, by lines."""
    row.parentWidget().setFixedWidth(width)
    settle()
    found: dict[int, list[int]] = {}
    for part in row.findChildren(Part):
        if part.isVisible():
            found.setdefault(part.y(), []).append(part.x())
    return list(found.values())


def test_as_many_in_a_line_as_there_is_room_for(row: FlowRow) -> None:
    step = WIDE + GAP
    assert lines(row, COUNT * step - GAP) == [[0, step, 2 * step, 3 * step]]
    assert row.height() == HIGH
    assert lines(row, COUNT * step - GAP - 1) == [[0, step, 2 * step], [0]]
    assert row.height() == 2 * HIGH + GAP
    assert lines(row, WIDE) == [[0]] * COUNT
    assert row.minimumSizeHint().width() == WIDE


def test_what_is_hidden_leaves_its_place_and_what_grows_takes_it(row: FlowRow) -> None:
    step, parts = WIDE + GAP, row.findChildren(Part)
    lines(row, 2 * step)
    parts[1].hide()
    assert lines(row, 2 * step) == [[0, step], [0]]
    parts[0].wide = 2 * WIDE
    parts[0].updateGeometry()
    assert lines(row, 2 * step) == [[0], [0, step]]
    parts[1].show()
    assert lines(row, 2 * step) == [[0], [0, step], [0]]
