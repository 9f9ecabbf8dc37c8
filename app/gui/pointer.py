"""What is under the mouse on the surface: a lane at a step, read out in words."""

from PySide6.QtCore import QPointF

from app.gui.painting.frame import Frame
from app.model.hover import hover_text, nearest_step
from app.model.scene import Scene

REACH = 10.0
"""Pixels around the mouse within which a path counts as meant."""


def pointed_at(scene: Scene, step: int, frame: Frame, place: QPointF) -> tuple[str, int]:
    """What to read out at a place of the frame's pixels, and the index of the lane there, −1 for none."""
    x, y = frame.data(place.x(), place.y())
    x0, x1, y0, y1 = frame.view
    reach = (REACH * (x1 - x0) / frame.width, REACH * (y1 - y0) / frame.height)
    hover = nearest_step(scene, step, x, y, reach)
    lanes = [run is hover.lane for run in scene.runs]
    return hover_text(scene, hover), lanes.index(True) if any(lanes) else -1
