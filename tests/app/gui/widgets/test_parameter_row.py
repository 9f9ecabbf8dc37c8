"""A row: name, slider and field of one parameter."""

import pytest
from PySide6.QtCore import QPoint

from app.gui.widgets.parameter_row import ParameterRow, Turn
from app.model.parameters import Parameter
from app.model.theme import DARK
from tests.app.gui.widgets.conftest import Stage
from tests.app.model.test_parameters import each


@each
def test_every_declared_parameter_has_a_row_with_its_meaning_and_range(parameter: Parameter, stage: Stage) -> None:
    row = ParameterRow(parameter, DARK)
    stage(row)
    row.show_value(parameter.default)
    assert row.label.text() == parameter.label
    assert row.label.sizeHint().width() <= row.label.width()
    for part in (row.label, row.slider, row.field):
        assert part.toolTip().startswith(parameter.help)
        assert "double click for" in part.toolTip()
        assert part.accessibleName().startswith(parameter.label)
    assert len({row.slider.accessibleName(), row.field.accessibleName()}) == 2


def test_both_show_a_value_and_either_asks_for_one(stage: Stage) -> None:
    parameter = Parameter("size", 1.0, (0.0, 10.0), (-100.0, 100.0), "linear", "How large.")
    row = ParameterRow(parameter, DARK)
    hand, found = stage(row), []
    row.value_wanted.connect(found.append)
    row.show_value(5.0)
    assert found == []
    assert (row.slider.value(), row.field.text()) == (row.slider.maximum() // 2, "5")
    hand.click(row.slider, QPoint(row.slider.width() - 8, 10))
    assert found == [pytest.approx(10.0)]
    row.field.setFocus()
    hand.key("Ctrl+A")
    hand.type("-50")
    hand.key("Return")
    assert found[1:] == [-50.0]


def test_how_a_knob_acts_is_told_by_tooltip(stage: Stage) -> None:
    row = ParameterRow(Parameter("size", 1.0, (0.0, 10.0), (-100.0, 100.0), "linear", "How large."), DARK)
    stage(row)
    plain = row.slider.toolTip()
    told = []
    for turn in (Turn.STEERS, Turn.REPLAYS, Turn.PLAIN):
        row.show_turn(turn)
        assert row.label.toolTip() == row.slider.toolTip() == row.field.toolTip()
        told.append(row.slider.toolTip().removeprefix(plain))
    assert [bool(text) for text in told] == [True, True, False]
    assert told[0] != told[1]
