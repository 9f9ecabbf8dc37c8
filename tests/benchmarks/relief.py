"""The view in space: how long a frame takes while a hand turns the surface, and while the playhead moves.

By hand: python -m tests.benchmarks.relief

The view of three paths of 1,000 steps on Rosenbrock, 900 × 620 pixels, is repainted whole in a hidden window: first for
one orbit after the other, then for one step after the other, and at last for one rectangle of the plan after the other.
The first rows have 96 × 96 cells, which is the bar's size, and the others as many as the program takes. The peer draws
the same surface with the same cells and paths with matplotlib's plot_surface and its Agg canvas; it has no light on
contour lines, and hides no path behind the surface.
"""

from functools import partial

import numpy as np

from tests.benchmarks.peers import missing
from tests.benchmarks.table import show
from tests.benchmarks.timing import Bar, row, seconds_of, tidy_up
from tests.benchmarks.windows import own_folders

SIZE = (900, 620)
CELLS = 96
FRAMES = 150
PEER_FRAMES = 12
BAR = Bar("rate", 30.0, least=True)
VIEW = (-2.0, 2.0, -1.0, 3.0)


def main():
    own_folders()
    from app.gui.application import make_application

    make_application([], offscreen=True)
    show(rows())


def rows():
    from app.model.relief.relief import CELLS as USUAL_CELLS

    yield from missing("matplotlib")
    peer = {} if missing("matplotlib") else matplotlib_frames()
    for cells in (CELLS, USUAL_CELLS):
        for name, seconds in frames(cells).items():
            what = f"{name}, {cells} × {cells} cells"
            yield frames_row(what, "Ravine", seconds, BAR if cells == CELLS else None)
            if cells == CELLS and name in peer:
                yield frames_row(what, "matplotlib, plot_surface", peer[name])


def frames_row(what, who, seconds, bar=None):
    return row(what, who, seconds, rate=len(seconds) / sum(seconds), rated="frames", bar=bar)


def frames(cells):
    from PySide6.QtCore import QCoreApplication

    from app.gui.widgets import relief_view
    from app.model.experiment import Experiment
    from app.model.relief.orbit import USUAL
    from app.model.relief.relief import relief
    from app.model.scene import SceneBuilder
    from app.model.theme import DARK

    relief_view.relief = lambda surface, view, offset: relief(surface, view, offset, cells)
    scene = SceneBuilder().build(Experiment())
    view = relief_view.ReliefView(DARK)
    view.resize(*SIZE)
    view.show_scene(scene)
    view.show_step(scene.experiment.steps)
    view.show()
    # Before that, nothing is painted.
    QCoreApplication.processEvents()
    tidy_up()
    moves = {
        "orbiting": lambda k: view.show_orbit(USUAL.turned(1.7 * (k + 1), 10.0 * np.sin(0.1 * k))),
        "playing": lambda k: view.show_step(5 * k),
        "moving the plan": lambda k: view.show_rectangle(tuple(side + 1e-3 * k for side in VIEW)),
    }
    found = {name: sample(partial(repainted, view, move), FRAMES) for name, move in moves.items()}
    view.close()
    return found


def sample(frame, count):
    """Seconds of each of so many frames."""
    return [seconds_of(partial(frame, k)) for k in range(count)]


def repainted(view, move, k):
    move(k)
    view.repaint()


def matplotlib_frames():
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    from app.model.experiment import Experiment
    from app.model.relief.relief import relief
    from app.model.scene import SceneBuilder

    scene = SceneBuilder().build(Experiment())
    solid = relief(scene.experiment.surface, VIEW, (0.0, 0.0), CELLS)
    figure = Figure(figsize=(SIZE[0] / 100, SIZE[1] / 100), dpi=100)
    canvas = FigureCanvasAgg(figure)
    axes = figure.add_subplot(projection="3d", computed_zorder=False)
    x, y = np.meshgrid(np.linspace(*VIEW[:2], CELLS + 1), np.linspace(*VIEW[2:], CELLS + 1))
    axes.plot_surface(x, y, solid.heights, rcount=CELLS, ccount=CELLS, cmap="Blues")
    paths = [run.positions[0] for run in scene.runs]
    heights = [solid.at(*solid.places(path).T) for path in paths]
    lines = [axes.plot(*path.T, height)[0] for path, height in zip(paths, heights, strict=True)]

    def turn(k):
        axes.view_init(elev=40, azim=-60 + 1.7 * k)

    def play(k):
        for line, path, height in zip(lines, paths, heights, strict=True):
            line.set_data_3d(*path[: 50 * k + 2].T, height[: 50 * k + 2])

    moves = {"orbiting": turn, "playing": play}
    return {name: sample(partial(drawn, canvas, move), PEER_FRAMES) for name, move in moves.items()}


def drawn(canvas, move, k):
    move(k)
    canvas.draw()


if __name__ == "__main__":
    main()
