"""A figure of crowds, as it stands in a paper: all seeds on the surface, bands below, and at the right how they end."""

from PySide6.QtGui import QPainter

from app.gui.painting.crowd_column import paint_column
from app.gui.painting.figure import paint_figure
from app.gui.painting.layout import layout_of
from app.gui.painting.sheet import Sheet, on
from app.model.crowd.report import CrowdReport
from app.model.scene import Scene
from app.model.terrain import View


def paint_crowd_figure(
    painter: QPainter,
    sheet: Sheet,
    scene: Scene,
    report: CrowdReport,
    *,
    view: View | None = None,
    step: int | None = None,
) -> None:
    """Paint the scene up to a step (default: the last), and what the report says of its end, on that sheet.

    `view` defaults to the surface's own. Where a column has no room, the caption says what it would.
    """
    paint_figure(painter, sheet, scene, view=view, step=step, report=report)
    column = layout_of(sheet, scene, view, report).column
    if column is not None:
        with on(painter, sheet):
            paint_column(painter, column)
