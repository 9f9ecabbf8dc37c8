"""Figures as files and on the clipboard, whatever they show: each is a function that paints."""

import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPoint, QRect, QSize, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from app.errors import FaultError
from app.files import check_figure_suffix, write_whole
from app.gui.painting.figure import paint_figure
from app.model.experiment import Experiment
from app.model.scene import Scene, SceneBuilder
from app.model.terrain import View
from app.model.theme import Theme

PIXELS_PER_INCH = 96
"""A figure's pixels on paper, as in CSS."""


Paint = Callable[[QPainter, QSizeF, bool], None]
"""Draws a figure on paper of that size; the last argument asks for text as outlines."""


def save_figure(target: Path, experiment: Experiment, size: tuple[int, int], theme: Theme) -> None:
    """Compute an experiment and write its figure; the target's suffix says the format."""
    check_figure_suffix(target)
    write_picture(target, QSize(*size), scene_painting(SceneBuilder().build(experiment), theme))


def scene_painting(scene: Scene, theme: Theme, *, view: View | None = None, step: int | None = None) -> Paint:
    """What draws a scene's figure; see `paint_figure`."""
    return lambda painter, size, outlines: paint_figure(
        painter, size, scene, theme, view=view, step=step, outlines=outlines
    )


def write_picture(target: Path, size: QSize, paint: Paint) -> None:
    """Write what `paint` draws, whole or not at all. Raises UseError for an unknown suffix, FaultError if it fails."""
    write_whole(target, FORMATS[check_figure_suffix(target)](size, paint))


def picture_image(size: QSize, paint: Paint) -> QImage:
    """What `paint` draws as an image. Raises FaultError when there is no memory for one of that size."""
    image = QImage(size, QImage.Format.Format_RGB32)
    # A too large QImage is silently null.
    if image.isNull():
        raise FaultError(f"no memory for a picture of {size.width()} × {size.height()} pixels; choose a smaller size")
    image.setDotsPerMeterX(round(PIXELS_PER_INCH / 0.0254))
    image.setDotsPerMeterY(round(PIXELS_PER_INCH / 0.0254))
    _painted(QPainter(image), size, paint)
    return image


def _png(size: QSize, paint: Paint) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not picture_image(size, paint).save(buffer, "PNG"):  # type: ignore[call-overload]
        raise FaultError("the picture could not be encoded as PNG")
    return bytes(data.data())


def _svg(size: QSize, paint: Paint) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setResolution(PIXELS_PER_INCH)
    generator.setSize(size)
    generator.setViewBox(QRect(QPoint(0, 0), size))
    generator.setTitle("Ravine")
    _painted(QPainter(generator), size, paint, outlines=True)
    # WORKAROUND: QSvgGenerator gives the size in rounded millimetres, which readers turn into a pixel too many.
    size_in_pixels = f'width="{size.width()}" height="{size.height()}"'.encode()
    return re.sub(rb'width="[\d.]+mm" height="[\d.]+mm"', size_in_pixels, bytes(data.data()), count=1)


def _pdf(size: QSize, paint: Paint) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(PIXELS_PER_INCH)
    points = QSizeF(size) * (72 / PIXELS_PER_INCH)
    page = QPageSize(points, QPageSize.Unit.Point, "figure", QPageSize.SizeMatchPolicy.ExactMatch)
    writer.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
    writer.setTitle("Ravine")
    _painted(QPainter(writer), size, paint)
    buffer.close()
    return bytes(data.data())


def _painted(painter: QPainter, size: QSize, paint: Paint, *, outlines: bool = False) -> None:
    # A QPainter left open by an exception crashes the program when it is collected.
    try:
        paint(painter, QSizeF(size), outlines)
    finally:
        painter.end()


FORMATS: dict[str, Callable[[QSize, Paint], bytes]] = {".png": _png, ".svg": _svg, ".pdf": _pdf}
