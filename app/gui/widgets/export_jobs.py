"""What is computed beside the window: the preview's sheet, how a file begins, and a picture for the clipboard."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass

from PySide6.QtGui import QImage

from app.gui.export import Paint, picture_image
from app.gui.painting.painter import painting
from app.gui.painting.sheet import line_sheet, pixel_sheet
from app.gui.widgets.export_beginning import Beginning, beginning
from app.model.paper import Paper
from app.model.scene import Scene


@dataclass(frozen=True)
class PageJob:
    """The sheet, drawn `width` pixels wide and `height` high whatever its own size; `lines` is as for SVG and PDF."""

    paint: Paint
    paper: Paper
    lines: bool
    width: int
    height: int

    def results(self, executor: Executor, checkpoint: Callable[[], None]) -> Iterator[QImage]:  # noqa: ARG002
        """One image; what it shows has the proportions of the true sheet, letters too."""
        checkpoint()
        image = QImage(self.width, self.height, QImage.Format.Format_RGB32)
        sheet = line_sheet(self.paper, outlines=True) if self.lines else pixel_sheet(self.paper)
        with painting(image) as painter:
            painter.scale(self.width / sheet.size.width(), self.height / sheet.size.height())
            self.paint(painter, sheet)
        yield image


@dataclass(frozen=True, eq=False)
class DataJob:
    """The first lines of a file with data."""

    scene: Scene
    suffix: str

    def results(self, executor: Executor, checkpoint: Callable[[], None]) -> Iterator[Beginning]:  # noqa: ARG002
        """One beginning."""
        yield beginning(self.scene, self.suffix, checkpoint)


@dataclass(frozen=True, eq=False)
class PictureJob:
    """The sheet as a picture of its own, as it would be in a file."""

    paint: Paint
    paper: Paper

    def results(self, executor: Executor, checkpoint: Callable[[], None]) -> Iterator[QImage]:  # noqa: ARG002
        """One image."""
        checkpoint()
        yield picture_image(self.paper, self.paint)
