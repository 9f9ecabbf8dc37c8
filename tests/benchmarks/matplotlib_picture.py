"""The peer's picture: a filled logarithmic map with contours, the paths, and two charts below, on the Agg canvas.

Redrawn as a whole or by blitting, which draws the moving lines over a kept background and leaves axes, legend and
labels as they are. It has less in it than the window: no widgets, two charts, no ghosts of paths not walked yet.
"""

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

DPI = 100


class Picture:
    """A figure of a scene, which shows others of the same surface and number of lanes."""

    def __init__(self, scene, size, *, blit):
        self.figure = Figure(figsize=(size[0] / DPI, size[1] / DPI), dpi=DPI)
        self._canvas = FigureCanvasAgg(self.figure)
        self._blit = blit
        self._axes = self._made_axes(scene)
        self._lines = [[axes.plot([], [], lw=2, animated=blit)[0] for _ in scene.runs] for axes in self._axes]
        self.show(scene)
        self._canvas.draw()
        self._background = self._canvas.copy_from_bbox(self.figure.bbox)

    @property
    def lines(self):
        """All that moves."""
        return [line for row in self._lines for line in row]

    def show(self, scene):
        """Give the lines the paths of a scene, without drawing them."""
        goal = np.array(scene.experiment.surface.minima[0])
        steps = np.arange(scene.experiment.steps + 1)
        self._data = [
            (run.positions[0].T, (steps, run.loss[0]), (steps, np.hypot(*(run.positions[0] - goal).T)))
            for run in scene.runs
        ]
        self.show_step(scene.experiment.steps)

    def show_step(self, step):
        """Give the lines what there is up to this step."""
        for run, lines in zip(self._data, zip(*self._lines, strict=True), strict=True):
            for (x, y), line in zip(run, lines, strict=True):
                line.set_data(x[: step + 1], y[: step + 1])

    def draw(self):
        """Draw it, until the last pixel is there."""
        if not self._blit:
            self._canvas.draw()
            return
        self._canvas.restore_region(self._background)
        for axes, row in zip(self._axes, self._lines, strict=True):
            for line in row:
                axes.draw_artist(line)
        self._canvas.blit(self.figure.bbox)

    def _made_axes(self, scene):
        grid = self.figure.add_gridspec(2, 2, height_ratios=(5, 2))
        plan, loss, distance = (self.figure.add_subplot(cell) for cell in (grid[0, :], grid[1, 0], grid[1, 1]))
        _draw_map(plan, scene.experiment.surface)
        for axes in (loss, distance):
            axes.set_yscale("log")
            axes.set_xlim(0, scene.experiment.steps)
            axes.set_ylim(1e-6, 1e2)
        return plan, loss, distance


def _draw_map(plan, surface):
    x0, x1, y0, y1 = surface.view
    x, y = np.meshgrid(np.linspace(x0, x1, 400), np.linspace(y0, y1, 215))
    height = np.log10(surface.value(x, y) + 1e-2)
    plan.contourf(x, y, height, levels=60)
    plan.contour(x, y, height, levels=14, colors="k", linewidths=0.5)
    plan.set_xlim(x0, x1)
    plan.set_ylim(y0, y1)
