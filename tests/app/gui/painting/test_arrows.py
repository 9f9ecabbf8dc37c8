"""Arrows point where a step goes, are long enough to be read and short enough to be seen whole."""

from math import atan2, hypot

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from app.gui.painting.arrow_key import KINDS, arrow_key_box, paint_arrow_key
from app.gui.painting.arrows import (
    GRADIENT,
    LONGEST,
    LOOK_AHEAD,
    SHORTEST,
    STEP_SIZES,
    VELOCITY,
    kinds_in,
    paint_arrows,
    shown_length,
)
from app.gui.painting.frame import Frame
from app.gui.painting.step_sizes import FLATTEST, LARGEST, SMALLEST, TICK, half_axes
from app.gui.painting.style import Style
from app.model import edits
from app.model.arrows import Arrows
from app.model.experiment import Experiment
from app.model.scene import SceneBuilder
from app.model.theme import LIGHT, THEMES
from optim_core import Adam

INK = "#ff0000"
FRAME = Frame(0.0, 0.0, 400.0, 200.0, (-4.0, 4.0, -1.0, 1.0))
"""50 pixels a unit of x, 100 pixels a unit of y."""


def arrows(velocity=(0.0, 0.0), gradient=(0.0, 0.0), theta=(0.0, 0.0), ahead=None, sizes=(0.0, 0.0)) -> Arrows:
    theta, velocity, gradient, sizes = (np.array(part) for part in (theta, velocity, gradient, sizes))
    taken_at = theta if ahead is None else np.array(ahead)
    return Arrows(theta, taken_at, velocity, gradient, ahead and taken_at, sizes)


def inked(found: Arrows, *kinds: str) -> np.ndarray:
    """The pixels (n, 2), from the middle of the frame and y upwards, that are more red than anything else."""
    image = QImage(400, 200, QImage.Format.Format_RGB32)
    image.fill(QColor(LIGHT.halo))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_arrows(painter, FRAME, Style(LIGHT), found, INK, frozenset(kinds), 1.0)
    painter.end()
    data = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(200, 400, 4).astype(int)
    rows, columns = np.nonzero(data[:, :, 2] - data[:, :, 1] > 120)
    return np.column_stack((columns - 199.5, 99.5 - rows))


@pytest.mark.parametrize("way", [(1.0, 0.0), (0.4, 0.5), (-0.3, 0.2), (-1e-4, -1e-4), (0.0, 3.0), (1e-7, 0.0)])
@pytest.mark.parametrize("kind", [GRADIENT, VELOCITY])
def test_the_direction_is_true_on_the_screen_and_the_length_readable(kind: str, way: tuple[float, float]) -> None:
    found = arrows(gradient=way) if kind == GRADIENT else arrows(velocity=way)
    pixels = inked(found, kind)
    tip = pixels[np.hypot(*pixels.T).argmax()]
    true = (50.0 * way[0], 100.0 * way[1])
    turn = atan2(tip[1], tip[0]) - atan2(true[1], true[0])
    assert abs((turn + np.pi) % (2 * np.pi) - np.pi) < 0.15
    assert hypot(*tip) == pytest.approx(shown_length(hypot(*true)), abs=2.5)


def test_longer_steps_have_longer_arrows_within_bounds() -> None:
    lengths = [shown_length(10.0**power) for power in range(-9, 10)]
    assert lengths == sorted(lengths)
    assert (min(lengths), max(lengths)) == (SHORTEST, LONGEST)
    assert (SHORTEST, LONGEST) == (18.0, 90.0)
    assert shown_length(1.0) - shown_length(0.1) == pytest.approx(shown_length(10.0) - shown_length(1.0))


@pytest.mark.parametrize("way", [(0.0, 0.0), (np.nan, 1.0), (np.inf, 0.0), (1e-300, 0.0)])
def test_where_nothing_pulls_there_is_no_arrow(way: tuple[float, float]) -> None:
    assert len(inked(arrows(velocity=way, gradient=way), *KINDS)) == 0


def test_only_the_kinds_that_are_wanted_are_drawn() -> None:
    whole = arrows(velocity=(0.6, 0.0), gradient=(0.0, 0.5), ahead=(0.6, 0.0), sizes=(0.1, 0.1))
    counts = {kind: len(inked(whole, kind)) for kind in KINDS}
    assert min(counts.values()) > 20
    assert len(inked(whole)) == 0
    assert len(inked(arrows(velocity=(0.6, 0.0)), LOOK_AHEAD)) == 0


def test_the_look_ahead_is_as_long_as_it_is_and_the_gradient_begins_there() -> None:
    whole = arrows(gradient=(0.0, 0.5), ahead=(2.0, 0.0))
    dashes = inked(whole, LOOK_AHEAD)
    assert dashes[:, 0].max() == pytest.approx(2.0 * 50 + 4, abs=2)
    pull = inked(whole, GRADIENT)
    assert pull[:, 0].mean() == pytest.approx(100.0, abs=2.0)


def test_an_arrow_from_beyond_the_view_is_not_drawn_and_none_leaves_the_frame() -> None:
    assert len(inked(arrows(gradient=(1.0, 0.0), theta=(9.0, 0.0)), GRADIENT)) == 0
    near = inked(arrows(gradient=(50.0, 0.0), theta=(3.5, 0.0)), GRADIENT)
    assert near[:, 0].max() <= 200


@pytest.mark.parametrize("sizes", [(0.1, 0.1), (0.2, 0.1), (1e-3, 4e-3), (1e-9, 1e-8)])
def test_the_axes_of_the_ellipse_are_to_each_other_as_the_step_sizes_are(sizes: tuple[float, float]) -> None:
    """Whatever a pixel is worth in x and in y: a circle means alike."""
    pixels = inked(arrows(sizes=sizes), STEP_SIZES)
    x, y = (np.abs(pixels[:, axis]).max() - TICK for axis in (0, 1))
    longest = max(sizes)
    assert (x, y) == pytest.approx([max(x, y) * size / longest for size in sizes], abs=1.2)
    assert SMALLEST - 2 <= max(x, y) <= LARGEST + 2


def test_larger_steps_have_larger_ellipses_within_bounds_and_none_is_too_flat_to_be_seen() -> None:
    longer = [half_axes(np.array([10.0**power, 1e-9]))[0] for power in range(-9, 6)]
    assert longer == sorted(longer)
    assert (longer[0], longer[-1]) == (SMALLEST, LARGEST)
    along, across = half_axes(np.array([1e-9, 1.0]))
    assert across / along == pytest.approx(FLATTEST)


@pytest.mark.parametrize("sizes", [(0.0, 0.0), (np.nan, np.nan), (np.inf, 1.0)])
def test_where_there_are_no_step_sizes_there_is_no_ellipse(sizes: tuple[float, float]) -> None:
    assert half_axes(np.array(sizes)) is None
    assert len(inked(arrows(sizes=sizes), STEP_SIZES)) == 0


def test_an_ellipse_stands_at_the_head_and_only_where_that_is_in_view() -> None:
    pixels = inked(arrows(theta=(2.0, 0.5), sizes=(0.1, 0.1)), STEP_SIZES)
    np.testing.assert_allclose(pixels.mean(axis=0), (100.0, 50.0), atol=1.5)
    assert len(inked(arrows(theta=(9.0, 0.5), sizes=(0.1, 0.1)), STEP_SIZES)) == 0


def test_a_figure_has_ellipses_where_a_lane_has_step_sizes_of_its_own() -> None:
    plain = SceneBuilder().build(edits.set_run(Experiment(), "steps", 5))
    assert kinds_in(plain) == {GRADIENT, VELOCITY, LOOK_AHEAD}
    adam = edits.set_rule(edits.set_run(Experiment(), "steps", 5), 0, Adam)
    assert kinds_in(SceneBuilder().build(adam)) == set(KINDS)
    assert STEP_SIZES not in kinds_in(SceneBuilder().build(edits.set_visible(adam, 0, False)))


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())
def test_the_key_has_a_row_a_kind_and_stands_in_the_corner(theme) -> None:
    style = Style(theme)
    box, small = (arrow_key_box(FRAME, style, frozenset(kinds)) for kinds in (KINDS, {GRADIENT}))
    assert (box.right(), box.bottom()) == pytest.approx((388.0, 188.0))
    assert small.height() < box.height()
    nothing = arrow_key_box(FRAME, style, frozenset())
    assert nothing.isEmpty()
    image = QImage(400, 200, QImage.Format.Format_RGB32)
    image.fill(QColor(theme.map_low))
    blank = image.copy()
    painter = QPainter(image)
    paint_arrow_key(painter, nothing, style, frozenset())
    assert image == blank
    paint_arrow_key(painter, box, style, frozenset(KINDS))
    painter.end()
    assert image != blank
