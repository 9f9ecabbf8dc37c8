"""Figures as files and on the clipboard, whatever they show: each is a function that paints on a sheet.

All of it can run beside the window in a thread of its own: it needs no widget and no QPixmap.
"""

import re
from collections.abc import Callable
from math import ceil
from pathlib import Path

import shiboken6
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSize, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from app.errors import FaultError
from app.files import write_whole
from app.gui.painting.figure import paint_figure
from app.gui.painting.sheet import Sheet, line_sheet, pixel_sheet
from app.model.formats import Kind, format_of
from app.model.paper import MM_PER_INCH, POINTS_PER_INCH, SCREEN, Paper, Unit
from app.model.scene import Scene
from app.model.terrain import View
from app.sessions import Session

Paint = Callable[[QPainter, Sheet], None]
"""Draws a figure on that sheet."""


def scene_painting(scene: Scene, *, view: View | None = None, step: int | None = None) -> Paint:
    """What draws a scene's figure; see `paint_figure`."""
    return lambda painter, sheet: paint_figure(painter, sheet, scene, view=view, step=step)


def write_figure(
    target: Path, paper: Paper, paint: Paint, session: Session, report: Callable[[float], None] = lambda _: None
) -> None:
    """Write what `paint` draws, whole or not at all, with the session in it, so that it can be opened again.

    `report` is told the share that is done before anything is written: what it raises leaves nothing behind. Raises
    UseError for an unknown suffix, FaultError if it fails.
    """
    data = FIGURES[format_of(target, Kind.FIGURE).suffix](paper, paint, session)
    report(1.0)
    write_whole(target, data)


def picture_image(paper: Paper, paint: Paint) -> QImage:
    """What `paint` draws as an image. Raises FaultError when there is no memory for one of that size."""
    width, height = paper.pixels
    image = QImage(width, height, QImage.Format.Format_RGB32)
    # A too large QImage is silently null.
    if image.isNull():
        raise FaultError(f"no memory for a picture of {width} × {height} pixels; choose a smaller size")
    per_metre = round(paper.dpi / MM_PER_INCH * 1000)
    image.setDotsPerMeterX(per_metre)
    image.setDotsPerMeterY(per_metre)
    _painted(QPainter(image), pixel_sheet(paper), paint)
    return image


def _png(paper: Paper, paint: Paint, session: Session) -> bytes:
    from app.sessions.figures import with_session

    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not picture_image(paper, paint).save(buffer, "PNG"):  # type: ignore[call-overload]
        raise FaultError("the picture could not be encoded as PNG")
    return with_session(bytes(data.data()), ".png", session)


def _svg(paper: Paper, paint: Paint, session: Session) -> bytes:
    from app.sessions.figures import with_session

    data = QByteArray()
    buffer = QBuffer(data)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setResolution(round(SCREEN))
    sheet = line_sheet(paper, outlines=True)
    generator.setSize(QSize(ceil(sheet.size.width()), ceil(sheet.size.height())))
    generator.setViewBox(QRectF(0, 0, sheet.size.width(), sheet.size.height()))
    generator.setTitle("Ravine")
    _painted(QPainter(generator), sheet, paint)
    # WORKAROUND: QSvgGenerator gives the size in rounded millimetres, which readers turn into a pixel too many.
    (width, height), unit = (paper.millimetres, "mm") if paper.unit is Unit.MM else (paper.units, "")
    size = f'width="{width:.8g}{unit}" height="{height:.8g}{unit}"'
    sized = re.sub(rb'width="[\d.]+mm" height="[\d.]+mm"', size.encode(), bytes(data.data()), count=1)
    return with_session(sized, ".svg", session)


def _pdf(paper: Paper, paint: Paint, session: Session) -> bytes:
    from app.sessions.figures import xmp

    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(round(SCREEN))
    writer.setDocumentXmpMetadata(QByteArray(xmp(session)))
    sheet = line_sheet(paper, outlines=False)
    width, height = (side / SCREEN * POINTS_PER_INCH for side in paper.units)
    whole = QSizeF(ceil(width), ceil(height))
    page = QPageSize(whole, QPageSize.Unit.Point, "figure", QPageSize.SizeMatchPolicy.ExactMatch)
    writer.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
    writer.setTitle("Ravine")
    _painted(QPainter(writer), sheet, paint)
    buffer.close()
    # WORKAROUND: QPdfWriter knows pages of whole points alone; the figure begins at the upper left corner of its page.
    return _with_page(bytes(data.data()), whole, width, height)


def _with_page(pdf: bytes, whole: QSizeF, width: float, height: float) -> bytes:
    """The same with a page of that size in points, cut from the right and below; no byte of the rest moves."""
    box = b"[0 %.5f %.5f %d]" % (whole.height() - height, width, whole.height())
    cut, count = re.subn(rb"(?<=/MediaBox )\[[^\]]*\]", lambda found: box.ljust(len(found[0])), pdf, count=1)
    assert count, "a PDF says the size of its page"
    assert len(cut) == len(pdf), "a shorter size was written"
    return cut


def _painted(painter: QPainter, sheet: Sheet, paint: Paint) -> None:
    # A QPainter left open by an exception crashes the program when it is collected.
    try:
        paint(painter, sheet)
    finally:
        # Its own end() has no other thread run while it encodes a whole PDF; its destructor, which ends it too, does.
        shiboken6.delete(painter)


FIGURES: dict[str, Callable[[Paper, Paint, Session], bytes]] = {".png": _png, ".svg": _svg, ".pdf": _pdf}
