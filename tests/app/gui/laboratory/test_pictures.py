"""Pictures of an experiment in which much happens: saved and copied as it is on the screen."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog

from app.gui.painting.figure import _areas, figure_scale
from app.gui.painting.frame import Frame
from app.gui.painting.style import Style
from app.gui.window import Window
from tests.app.gui.hand import RIGHT, Hand, settle
from tests.app.gui.laboratory.moves import type_into
from tests.app.gui.laboratory.sight import ink_around
from tests.app.gui.test_window import on
from tests.app.gui.widgets.menus import walk
from tests.app.gui.widgets.test_chart_view import along

STEER, MOVE = 0.2, 0.5


@pytest.fixture
def eventful(still: Window, hand: Hand) -> Window:
    """lr steered, a restart, a schedule, a moved surface and an explained step, all by hand; at the last step."""
    chart, card = still.chart_views[0], still.panel.cards[2]
    hand.click(still.mode.steer)
    hand.click(chart, along(chart, STEER))
    type_into(hand, still.panel.masters["lr"].field, "5e-4")
    hand.click(chart, along(chart, MOVE), RIGHT)
    walk(chart.menu, "Move")
    hand.click(chart, along(chart, 0.7), RIGHT)
    walk(chart.menu, "Restart", "Momentum")
    hand.click(card.more)
    walk(card.menu, "Schedule", "Add cosine")
    still.scrub(still.playhead.last)
    settle()
    return still


def saved(window: Window, hand: Hand, target: Path, monkeypatch: pytest.MonkeyPatch) -> bytes:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    hand.key("Ctrl+E")
    assert window.notice.text() == f"Saved {target.name} in {target.parent}."
    return target.read_bytes()


def copied(window: Window, hand: Hand) -> QImage:
    QGuiApplication.clipboard().clear()
    window.canvas.setFocus()
    hand.key("Ctrl+C")
    return QGuiApplication.clipboard().image()


def test_pictures_are_saved_in_every_format_and_copied(
    eventful: Window, hand: Hand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for suffix, start in {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}.items():
        assert saved(eventful, hand, tmp_path / f"a.{suffix}", monkeypatch).startswith(start)
    image = copied(eventful, hand)
    assert QImage(str(tmp_path / "a.png")).convertToFormat(image.format()) == image


def test_a_picture_shows_what_happened_and_the_surface_where_it_stands(eventful: Window, hand: Hand) -> None:
    everything = copied(eventful, hand)
    assert (everything.width(), everything.height()) == (1680, 1260)
    pictures = [everything]
    while eventful.store.can_undo:
        eventful.store.undo()
        settle()
        pictures.append(copied(eventful, hand))
    assert len(pictures) == 5
    assert len({picture.constBits().tobytes() for picture in pictures}) == 5, "each thing that happens is seen"


def test_the_star_of_a_picture_is_where_the_minimum_is_by_then(eventful: Window, hand: Hand) -> None:
    for card in eventful.panel.cards:
        hand.click(card.eye)
    image = copied(eventful, hand)
    size = QSizeF(image.size())
    plan, _ = _areas(size, Style(eventful._theme, figure_scale(size)))
    view = eventful.canvas.frame_of_plan.view
    frame = Frame(plan.x(), plan.y(), plan.width(), plan.height(), view)
    (move,), ((x, y),) = eventful.store.experiment.moves, eventful.store.experiment.surface.minima
    inks = [ink_around(image, frame.point(x + dx, y).toPoint(), eventful._theme.text) for dx in (0.0, move.dx)]
    assert inks[0] < 10 < 60 < inks[1]


def test_a_picture_is_the_same_with_lessons_open_and_explanations_closed(eventful: Window, hand: Hand) -> None:
    before = copied(eventful, hand)
    hand.click(eventful.top_bar.lessons)
    assert not eventful.explanations.isVisible()
    assert copied(eventful, hand) == before


def test_a_picture_while_a_hand_steers(eventful: Window, hand: Hand, tmp_path: Path) -> None:
    slider = eventful.panel.masters["lr"].slider
    eventful.scrub(100)
    hand.press(slider, on(slider, 0.3))
    hand.move(slider, on(slider, 0.5))
    eventful.pictures.save(tmp_path / "a.png")
    hand.release(slider, on(slider, 0.5))
    eventful.pictures.save(tmp_path / "b.png")
    hand.key("Ctrl+Z")
    eventful.pictures.save(tmp_path / "c.png")
    during, after, before = (path.read_bytes() for path in sorted(tmp_path.iterdir()))
    assert during == after != before
