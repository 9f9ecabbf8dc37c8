"""How light falls on the solid, and how far its contour lines lie from each other on the picture."""

from math import sqrt

import numpy as np
from numpy.typing import NDArray

from app.model.relief.camera import Camera
from app.model.relief.relief import Relief

Floats = NDArray[np.float32]
LAMP = (-0.55, -0.30, 0.78)
"""Where the light comes from, as the eye has it: to the right, away from it, and up. It goes around with the eye."""
DARKEST, BRIGHTEST = 0.55, 1.3
"""Level ground has its own colour, times 1; slopes towards the lamp are brighter, others darker."""
CONTRAST = 0.75
MOST = 1e6
"""Pixels on which level ground would rise by one."""


def light(relief: Relief, camera: Camera) -> Floats:
    """By what the colours are multiplied (Lambert 1760), (rows, columns)."""
    aside, away = _slopes(relief, camera)
    right, back, up = (part / sqrt(sum(each * each for each in LAMP)) for part in LAMP)
    rise = camera.rise
    lit = (up - rise * (right * aside + back * away)) / np.sqrt(1.0 + rise * rise * (aside * aside + away * away))
    found: Floats = np.clip(1.0 + CONTRAST * (lit - up), DARKEST, BRIGHTEST).astype(np.float32)
    return found


def spread(relief: Relief, camera: Camera) -> Floats:
    """Pixels of the picture on which the height changes by one, across the contour lines, (rows, columns)."""
    aside, away = _slopes(relief, camera)
    upright, flat = camera.tilt
    # At one place of the picture, a line of sight meets other ground where that is higher.
    seen = np.abs(flat + camera.rise * upright * away)
    steep = np.sqrt(away * away + (flat * aside) ** 2)
    found: Floats = np.minimum(camera.scale * seen / np.maximum(steep, 1e-9), MOST).astype(np.float32)
    return found


def _slopes(relief: Relief, camera: Camera) -> tuple[Floats, Floats]:
    """How heights change to the right, and away from the eye."""
    c, s = (np.float32(part) for part in camera.turn)
    along_u, along_v = relief.slopes
    return c * along_u + s * along_v, c * along_v - s * along_u
