"""The view in space beside its plan: the same rectangle, a smooth picture when the hand rests, and a figure."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.gui.views.relief_view import ReliefView
from app.gui.views.view import Hands
from app.gui.widgets.canvas import Canvas
from app.model.experiment import Experiment
from app.model.relief.orbit import Orbit
from app.model.scene import SceneBuilder
from app.model.theme import LIGHT
from tests.app.gui.hand import Hand, settle
from tests.app.gui.painting.papers import image_of

SCENE = SceneBuilder().build(Experiment(steps=60))


class Beside(QWidget):
    """A plan, and the view in space."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[object] = []
        self.canvas = Canvas(LIGHT)
        self.canvas.draw(SCENE)
        self.view = ReliefView(LIGHT, Hands(*(self.said.append for _ in Hands._fields)), self.canvas)
        row = QHBoxLayout(self)
        row.addWidget(self.view.panel, 1)
        row.addWidget(self.canvas, 1)
        self.view.show_scene(SCENE)
        self.view.show_step(60)
        self.resize(900, 420)


@pytest.fixture
def beside(qtbot: QtBot) -> Iterator[Beside]:
    made = Beside()
    made.show()
    qtbot.waitExposed(made)
    settle()
    yield made
    made.view.stop()
    made.close()
    made.deleteLater()
    settle()


def test_it_shows_the_rectangle_of_the_plan(beside: Beside) -> None:
    before = beside.view.panel.view.grab().toImage()
    beside.canvas.view.setRange(xRange=(-1.0, 1.0), yRange=(0.0, 1.5), padding=0)
    after = beside.view.panel.view.grab().toImage()
    assert after != before
    beside.view.panel.show_rectangle((-1.0, 1.0, 0.0, 1.5))
    assert beside.view.panel.view.grab().toImage() == after


def test_a_smooth_picture_comes_by_itself(beside: Beside, qtbot: QtBot) -> None:
    coarse = beside.view.panel.view.grab().toImage()
    qtbot.waitUntil(lambda: beside.view.panel.view.grab().toImage() != coarse)
    qtbot.waitUntil(lambda: beside.view.is_settled)
    smooth = beside.view.panel.view.grab().toImage()
    beside.view.show_step(10)
    beside.view.show_step(60)
    assert beside.view.panel.view.grab().toImage() == smooth


def test_a_hand_turns_it_and_others_can(beside: Beside) -> None:
    turned: list[Orbit] = []
    beside.view.panel.orbit_changed.connect(turned.append)
    Hand(beside).wheel(beside.view.panel.view, 1)
    assert turned == [beside.view.panel.orbit]
    beside.view.look_from(Orbit(10, 20))
    assert beside.view.panel.orbit == Orbit(10, 20)
    assert len(turned) == 1


def test_its_figure_is_what_is_shown(beside: Beside) -> None:
    rectangle = beside.canvas.frame_of_plan.view
    pictures = []
    for orbit in (Orbit(10, 20), Orbit(80, 60)):
        beside.view.look_from(orbit)
        paint = beside.view.painting(rectangle, 30)
        assert paint is not None
        pictures.append(image_of(paint, (480, 360)))
    assert pictures[0] != pictures[1]
    beside.view.leave()
    assert beside.view.painting(rectangle, 30) is None


def test_a_lane_stands_out(beside: Beside) -> None:
    before = beside.view.panel.view.grab().toImage()
    beside.view.show_hovered(1)
    assert beside.view.panel.view.grab().toImage() != before
    beside.view.show_hovered(None)
    beside.view.show_selected(0)
    assert beside.said == []
