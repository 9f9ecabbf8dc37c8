"""The colours of maps: even to the eye, and apart for every eye."""

from dataclasses import replace
from itertools import combinations, pairwise

import numpy as np
import pytest
from PySide6.QtGui import QColor

from app.gui.painting.map_colours import SHADES, map_image, oklab, ramp, tone_colour
from app.gui.painting.pixels import channels
from app.model.maps.shading import Role, Shading, Tone
from app.model.theme import LIGHT, THEMES
from optim_core.diagnosis import Verdict

each_theme = pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())
EYES = {
    "usual": np.eye(3),
    "without red": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "without green": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    "without blue": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
}
"""What becomes of linear red, green and blue in such an eye (Machado, Oliveira and Fernandes 2009)."""
NOTICED = 0.02
"""In Oklab a difference that is just noticed."""


def seen(name: str, eye: str) -> np.ndarray:
    """A colour in Oklab, as that eye sees it."""
    share = channels(name) / 255.0
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    other = np.clip(np.array(EYES[eye]) @ linear, 0.0, 1.0)
    back = np.where(other <= 0.0031308, 12.92 * other, 1.055 * other ** (1 / 2.4) - 0.055)
    return oklab(255.0 * back)


def nearest_pair(names: list[str], eye: str) -> float:
    return min(float(np.linalg.norm(seen(a, eye) - seen(b, eye))) for a, b in combinations(names, 2))


@each_theme
@pytest.mark.parametrize("eye", EYES)
def test_colours_that_mean_different_things_look_different_to_every_eye(theme, eye: str) -> None:
    assert len(theme.verdicts) == len(Verdict)
    diverged = theme.verdicts[list(Verdict).index(Verdict.DIVERGED)]
    assert nearest_pair(list(theme.verdicts), eye) > 2.5 * NOTICED
    assert nearest_pair(list(theme.minima), eye) > 2.5 * NOTICED
    assert nearest_pair([theme.sequence[-1], theme.never, diverged], eye) > 2.5 * NOTICED
    assert nearest_pair([*theme.apart, theme.difference[1]], eye) > 2.5 * NOTICED
    converged = theme.verdicts[list(Verdict).index(Verdict.CONVERGED)]
    assert nearest_pair([converged, diverged], eye) > 15 * NOTICED


@each_theme
def test_a_ramp_is_even_to_the_eye_and_its_lightness_goes_one_way(theme) -> None:
    for anchors in (theme.sequence, theme.difference[:2], theme.difference[1:]):
        lab = oklab(ramp(anchors))
        # Over sixteen shades, so that rounding to whole numbers hardly counts.
        steps = np.linalg.norm(lab[16::16] - lab[:-16:16], axis=1)
        assert steps.max() < 1.35 * steps.min()
        assert np.ptp(np.sign(lab[16::16, 0] - lab[:-16:16, 0])) == 0.0
    assert np.abs(ramp(theme.sequence)[[0, -1]] - [channels(theme.sequence[k]) for k in (0, -1)]).max() <= 1.0


def test_oklab_is_that_of_its_author() -> None:
    white, red = oklab(np.array([255.0, 255.0, 255.0])), oklab(np.array([255.0, 0.0, 0.0]))
    assert white == pytest.approx([1.0, 0.0, 0.0], abs=1e-4)
    assert red == pytest.approx([0.62796, 0.22486, 0.12585], abs=1e-4)


@each_theme
def test_every_cell_has_the_colour_of_its_tone_and_level_and_the_first_row_is_at_the_bottom(theme, qapp) -> None:
    tones = (Tone(Role.NUMBER), Tone(Role.VERDICT, 9, "Diverged"), Tone(Role.NEVER))
    shading = Shading(tones, np.array([[0, 1], [2, 0]], dtype=np.uint8), np.array([[0.0, 0.3], [0.7, 1.0]]))
    image = map_image(shading, theme)
    found = [[image.pixelColor(x, y).name() for x in (0, 1)] for y in (1, 0)]
    ends = [QColor(*map(int, ramp(theme.sequence)[k])).name() for k in (0, -1)]
    assert found == [[ends[0], theme.verdicts[9]], [theme.never, ends[1]]]
    large = map_image(shading, theme, 3)
    assert (large.width(), large.height()) == (6, 6)
    assert {large.pixelColor(x, y).name() for x in range(3) for y in range(3)} == {theme.never}


def test_more_colours_than_an_image_can_list_are_all_there(qapp) -> None:
    tones, sides = (Tone(Role.NUMBER), Tone(Role.NEVER)), (2, SHADES)
    shading = Shading(
        tones, np.repeat([[0], [1]], SHADES, axis=1).astype(np.uint8), np.linspace(0, 1, SHADES) + np.zeros(sides)
    )
    image, listed = map_image(shading, LIGHT), map_image(replace(shading, codes=np.zeros(sides, dtype=np.uint8)), LIGHT)
    assert (image.colorCount(), listed.colorCount()) == (0, SHADES)
    for x in range(SHADES):
        assert image.pixelColor(x, 0).name() == LIGHT.never
        assert image.pixelColor(x, 1) == listed.pixelColor(x, 0) == listed.pixelColor(x, 1)


@each_theme
def test_a_minimum_that_is_reached_late_is_paler(theme, qapp) -> None:
    tone = Tone(Role.MINIMUM, 1)
    levels = np.linspace(0.0, 1.0, 4).reshape(2, 2)
    image = map_image(Shading((tone,), np.zeros((2, 2), dtype=np.uint8), levels), theme)
    order = [channels(image.pixelColor(x, y).name()) for y in (1, 0) for x in (0, 1)]
    away = [float(np.linalg.norm(colour - channels(theme.panel))) for colour in order]
    assert all(before > after for before, after in pairwise(away))
    assert image.pixelColor(0, 1).name() == tone_colour(tone, theme)


def test_more_minima_than_colours_begin_again() -> None:
    for theme in THEMES.values():
        count = len(theme.minima)
        assert tone_colour(Tone(Role.MINIMUM, count), theme) == tone_colour(Tone(Role.MINIMUM, 0), theme)
