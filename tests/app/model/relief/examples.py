"""Solids and eyes for tests: hills drawn by Hypothesis, and what they look like by brute force."""

import numpy as np
from hypothesis import strategies as st

from app.model.relief.camera import Camera
from app.model.relief.measure import Measure
from app.model.relief.orbit import EXAGGERATIONS, HIGHEST, LOWEST, ZOOMS, Orbit
from app.model.relief.relief import Relief

VIEW = (-2.0, 3.0, 10.0, 14.0)
LEVELS = np.arange(0.05, 1.0, 0.1)
ROOM = (40.0, 20.0, 90.0, 70.0)
WIDTH, HEIGHT = 170, 110
FINE = 4000
"""Samples of a line of sight that leave nothing unseen."""

orbits = st.builds(
    Orbit,
    azimuth=st.one_of(st.sampled_from([-180.0, -90.0, 0.0, 45.0, 90.0, 180.0]), st.floats(-360, 360)),
    elevation=st.floats(LOWEST, HIGHEST),
    zoom=st.floats(*ZOOMS),
    exaggeration=st.floats(*EXAGGERATIONS),
)
cameras = orbits.map(lambda orbit: Camera(orbit, *ROOM))


def relief_of(heights: np.ndarray) -> Relief:
    """A solid of these heights."""
    return Relief(VIEW, np.asarray(heights, dtype=np.float32), LEVELS.astype(np.float32), Measure("", ()))


@st.composite
def reliefs(draw: st.DrawFn, cells: int = 40) -> Relief:
    """Hills and pits of different widths, between 0 and 1."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    u, v = np.meshgrid(np.linspace(0, 1, cells + 1), np.linspace(0, 1, cells - 2))
    heights = np.zeros(u.shape)
    for _ in range(draw(st.integers(1, 5))):
        (x, y), width = rng.random(2), rng.uniform(0.1, 0.4)
        heights += rng.normal() * np.exp(-((u - x) ** 2 + (v - y) ** 2) / width**2)
    return relief_of((heights - heights.min()) / max(1e-9, np.ptp(heights)))


def ground(camera: Camera, column: float, depth: np.ndarray) -> np.ndarray:
    """The places u, v (n, 2) at these depths in the middle of a column of pixels."""
    aside = (column - camera.middle[0]) / camera.scale
    (c, s) = camera.turn
    return np.column_stack((0.5 + aside * c - depth * s, 0.5 + aside * s + depth * c))


def profile(relief: Relief, camera: Camera, column: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Depths, rows above the picture's lower edge, and heights along a line of sight; empty where there is none."""
    depth = np.linspace(-0.75, 0.75, FINE)
    places = ground(camera, column, depth)
    inside = ((places >= 0) & (places <= 1)).all(axis=1)
    depth, places = depth[inside], places[inside]
    heights = relief.at(places[:, 0], places[:, 1])
    rows = HEIGHT - camera.pixels(np.column_stack((places, heights)))[:, 1]
    return depth, rows, heights
