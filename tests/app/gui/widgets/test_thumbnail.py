"""Pictures of surfaces: painted in slices, kept, sharp, in the theme's colours."""

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.gui.widgets import thumbnail
from app.gui.widgets.thumbnail import Gallery, Order, paint_thumbnail
from app.model.theme import DARK, LIGHT, WINDOW_THEMES
from surfaces import SURFACES
from surfaces.rosenbrock import Rosenbrock
from tests.app.gui.hand import settle

SIZE = (112, 76)


@pytest.fixture
def gallery(qapp, qtbot: QtBot):
    parent = QObject()
    made = Gallery(parent)
    yield made
    made.stop()


@pytest.mark.parametrize("theme", WINDOW_THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("surface", SURFACES, ids=lambda surface: surface.key)
def test_every_surface_has_a_picture_with_shades_and_lines(qapp, surface, theme) -> None:
    image = paint_thumbnail(Order(surface(), theme, SIZE, 1.0))
    assert (image.width(), image.height()) == SIZE
    colours = {image.pixel(x, y) for x in range(0, SIZE[0], 2) for y in range(0, SIZE[1], 2)}
    assert len(colours) > 20
    assert image.pixelColor(0, 0).alpha() < 128, "corners are round"


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_it_has_the_pixels_of_the_screen(qapp, ratio: float) -> None:
    image = paint_thumbnail(Order(Rosenbrock(), DARK, SIZE, ratio))
    assert (image.width(), image.height()) == (SIZE[0] * ratio, SIZE[1] * ratio)
    assert image.devicePixelRatio() == ratio


def test_a_picture_comes_later_once_and_is_kept(gallery: Gallery, qtbot: QtBot, monkeypatch) -> None:
    painted = []
    monkeypatch.setattr(thumbnail, "paint_thumbnail", lambda order: (painted.append(order), paint_thumbnail(order))[1])
    orders = [Order(surface(), theme, SIZE, 1.0) for surface in SURFACES for theme in (DARK, LIGHT)]
    assert [gallery.picture(order) for order in orders] == [None] * len(orders)
    assert not gallery.is_done
    qtbot.waitUntil(lambda: gallery.is_done)
    pictures = [gallery.picture(order) for order in orders]
    assert all(picture is not None for picture in pictures)
    assert painted == orders
    assert all(gallery.picture(order) is picture for order, picture in zip(orders, pictures, strict=True))


def test_between_slices_the_event_loop_turns(gallery: Gallery, monkeypatch) -> None:
    clock = iter(range(1000))
    monkeypatch.setattr(thumbnail, "perf_counter", lambda: next(clock) * thumbnail.SLICE)
    orders = [Order(surface(), DARK, SIZE, 1.0) for surface in SURFACES]
    for order in orders:
        gallery.picture(order)
    seen = []
    gallery.painted.connect(lambda: seen.append(len(gallery._pictures)))
    while not gallery.is_done:
        settle()
    assert seen == sorted(seen)
    assert len(seen) >= len(orders) / 2


def test_nothing_more_is_painted_when_nobody_looks(gallery: Gallery) -> None:
    gallery.picture(Order(Rosenbrock(), DARK, SIZE, 1.0))
    gallery.stop()
    settle()
    assert gallery.is_done
    assert not gallery._pictures


def test_the_oldest_pictures_make_room(gallery: Gallery, monkeypatch, qtbot: QtBot) -> None:
    monkeypatch.setattr(thumbnail, "MOST", 2)
    orders = [Order(surface(), DARK, SIZE, 1.0) for surface in SURFACES[:3]]
    for order in orders:
        gallery.picture(order)
        qtbot.waitUntil(lambda: gallery.is_done)
    assert list(gallery._pictures) == orders[1:]
