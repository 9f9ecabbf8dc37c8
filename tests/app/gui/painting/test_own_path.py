"""The way that belongs to a surface's own data: a thin line between two dots, where it is in view."""

import numpy as np
import pytest
from PySide6.QtGui import QImage, QPainter

from app.gui.painting.frame import Frame
from app.gui.painting.own_path import DOT, paint_own_path
from app.gui.painting.style import Style, color
from app.model.theme import DARK, LIGHT, Theme

FRAME = Frame(0.0, 0.0, 200.0, 200.0, (0.0, 1.0, 0.0, 1.0))


def painted(path: list[list[float]], theme: Theme = LIGHT, screen: bool = False) -> np.ndarray:
    """What is painted on the map's ground, (200, 200, 3)."""
    image = QImage(200, 200, QImage.Format.Format_RGB32)
    image.fill(color(theme.map_high))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_own_path(painter, FRAME, Style(theme, screen=screen), np.array(path))
    painter.end()
    return np.frombuffer(image.constBits(), dtype=np.uint8).reshape(200, 200, 4)[:, :, 2::-1].astype(int)


def ink(name: str) -> list[int]:
    return list(color(name).getRgb()[:3])


def changed(picture: np.ndarray, theme: Theme = LIGHT) -> np.ndarray:
    return (picture != ink(theme.map_high)).any(axis=2)


@pytest.mark.parametrize("screen", [False, True])
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_it_leads_from_a_hollow_dot_to_a_full_one(theme: Theme, screen: bool) -> None:
    picture = painted([[0.1, 0.5], [0.5, 0.5], [0.9, 0.5]], theme, screen)
    assert picture[100, 20].tolist() == ink(theme.halo)
    assert picture[100, 180].tolist() == ink(theme.quiet)
    line = np.abs(picture[96:104, 100] - ink(theme.quiet)).sum(axis=1)
    assert line.min() < 100
    assert changed(picture, theme)[:, 100].sum() <= 6
    assert not changed(picture, theme)[: 100 - 2 * int(DOT)].any()


def test_what_leaves_the_view_is_cut() -> None:
    picture = changed(painted([[0.5, 0.5], [5.0, 0.5]]))
    assert picture[100, 100:].all()
    assert not picture[:, :90].any()
    assert not changed(painted([[2.0, 2.0], [3.0, 2.5]])).any()


def test_a_single_point_is_a_dot() -> None:
    picture = changed(painted([[0.5, 0.5]]))
    assert picture[100, 100]
    assert 20 < picture.sum() < 100
