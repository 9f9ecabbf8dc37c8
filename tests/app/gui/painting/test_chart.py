"""A chart's past is drawn in full and its future faintly."""

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from app.gui.painting.chart import paint_chart
from app.gui.painting.style import Style
from app.model.charts import loss_chart
from app.model.experiment import Experiment
from app.model.scene import SceneBuilder
from app.model.theme import LIGHT


def ink(step: int) -> float:
    """How dark the chart is with the playhead at that step, the playhead itself left out."""
    image = QImage(400, 200, QImage.Format.Format_Grayscale8)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    chart = loss_chart(SceneBuilder().build(Experiment()))
    paint_chart(painter, QRectF(0, 0, 400, 200), Style(LIGHT), chart, step, cursor=False)
    painter.end()
    return float(255.0 - np.frombuffer(image.constBits(), dtype=np.uint8).mean())


def test_the_further_the_playhead_the_more_ink(qapp) -> None:
    steps = [ink(step) for step in (0, 250, 500, 1000)]
    assert steps == sorted(steps)
    assert len(set(steps)) == 4
