"""From slider to pixel: how long a hand waits for the picture, beside matplotlib drawing the same one.

By hand: python -m tests.benchmarks.drag

A move of the held lr slider is sent to the real window (1280 × 800, offscreen); the clock stops when every path has
all its steps and the repaint of canvas, charts and panel is over. The peers compute the same paths with the same core
and draw the same picture (filled map, contours, three paths, two charts) with matplotlib's Agg canvas of the same size,
once by redrawing and once by blitting the moving lines over a kept background. Blitting leaves axes, legend, labels and
widgets as they are; no window system waits for the peers.
"""

import gc
from time import perf_counter

import numpy as np

from tests.benchmarks.windows import close, own_folders

SIZE = (1280, 800)
MOVES = 200


def main():
    own_folders()
    from app.gui.application import make_application

    make_application([], offscreen=True)
    plain, crowd = experiments()
    rows = {
        "Ravine, 3 lanes × 1,000 steps": ravine_seconds(plain),
        "Ravine, the same, Rosenbrock typed": ravine_seconds(typed(plain)),
        "Ravine, the same, 100 seeds a lane, noise": ravine_seconds(crowd),
    }
    try:
        rows["matplotlib, plain redraw, 3 × 1,000"] = matplotlib_seconds(plain, blit=False)
        rows["matplotlib, blitting, 3 × 1,000"] = matplotlib_seconds(plain, blit=True)
    except ImportError:
        print("matplotlib is not installed: its rows are skipped")
    report(rows)


def experiments():
    from app.model import edits
    from app.model.experiment import Experiment

    plain = Experiment()
    return plain, edits.set_run(edits.set_run(plain, "noise", 5.0), "seeds", 100)


def typed(experiment):
    """The same walks on the same surface, seen in the same rectangle, from a formula that a person typed."""
    from dataclasses import replace

    import surfaces

    return replace(experiment, surface=surfaces.get("expr:(a-x)^2 + b*(y-x^2)^2, a=1, b=100"))


def learning_rates():
    """Where the slider of our own window goes."""
    return np.tile(np.geomspace(4e-4, 2e-3, 20), MOVES // 20)


def report(rows):
    ours = np.median(next(iter(rows.values())))
    print(f"{'':44} {'median':>9} {'p95':>9} {'p99':>9}   against Ravine")
    for name, seconds in rows.items():
        median, p95, p99 = (1e3 * np.percentile(seconds, q) for q in (50, 95, 99))
        print(f"{name:44} {median:6.1f} ms {p95:6.1f} ms {p99:6.1f} ms   {median / 1e3 / ours:.1f} ×")


def ravine_seconds(experiment, prepare=None, knob="lr", at_end=None):
    """Seconds from each move of a master's slider to its picture; the callables get the window before and after."""
    from PySide6.QtCore import QPoint, Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from app.gui.window import Window

    window = Window(experiment)
    window.resize(*SIZE)
    window.show()
    window.scrub(experiment.steps)
    if prepare is not None:
        prepare(window)
    for _ in range(50):
        QApplication.processEvents()
    slider = window.panel.masters[knob].slider
    middle = slider.height() // 2
    places = [46 + k % 20 for k in range(MOVES)]
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(45, middle))
    gc.collect()
    gc.freeze()
    seconds = []
    for x in places:
        begin = perf_counter()
        QTest.mouseMove(slider, QPoint(x, middle))
        while not window.is_painted:
            QApplication.processEvents()
            if perf_counter() - begin > 5:
                raise RuntimeError("the picture did not follow the hand")
        seconds.append(perf_counter() - begin)
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(80, middle))
    if at_end is not None:
        at_end(window)
    close(window)
    return np.array(seconds)


def matplotlib_seconds(experiment, *, blit):
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    from app.model import edits
    from app.model.scene import SceneBuilder

    figure = Figure(figsize=(SIZE[0] / 100, SIZE[1] / 100), dpi=100)
    canvas = FigureCanvasAgg(figure)
    builder = SceneBuilder()
    axes, lines = matplotlib_picture(figure, builder.build(experiment), animated=blit)
    canvas.draw()
    background = canvas.copy_from_bbox(figure.bbox)
    seconds = []
    for lr in learning_rates():
        begin = perf_counter()
        update_lines(lines, builder.build(edits.set_master(experiment, "lr", float(lr))))
        if blit:
            canvas.restore_region(background)
            for axis, line in lines_with_axes(axes, lines):
                axis.draw_artist(line)
            canvas.blit(figure.bbox)
        else:
            canvas.draw()
        seconds.append(perf_counter() - begin)
    return np.array(seconds)


def matplotlib_picture(figure, scene, *, animated):
    """A filled logarithmic map with contours, the paths, and the two charts below."""
    surface = scene.experiment.surface
    x0, x1, y0, y1 = surface.view
    x, y = np.meshgrid(np.linspace(x0, x1, 400), np.linspace(y0, y1, 215))
    height = np.log10(surface.value(x, y) + 1e-2)
    grid = figure.add_gridspec(2, 2, height_ratios=(5, 2))
    plan, loss, distance = (figure.add_subplot(cell) for cell in (grid[0, :], grid[1, 0], grid[1, 1]))
    plan.contourf(x, y, height, levels=60)
    plan.contour(x, y, height, levels=14, colors="k", linewidths=0.5)
    loss.set_yscale("log")
    distance.set_yscale("log")
    axes = (plan, loss, distance)
    lines = [[axis.plot([], [], lw=2, animated=animated)[0] for _ in scene.runs] for axis in axes]
    update_lines(lines, scene)
    plan.set_xlim(x0, x1)
    plan.set_ylim(y0, y1)
    for axis in (loss, distance):
        axis.set_xlim(0, scene.experiment.steps)
        axis.set_ylim(1e-6, 1e2)
    return axes, lines


def update_lines(lines, scene):
    goal = np.array(scene.experiment.surface.minima[0])
    steps = np.arange(scene.experiment.steps + 1)
    for run, path, loss, distance in zip(scene.runs, *lines, strict=True):
        path.set_data(run.positions[0, :, 0], run.positions[0, :, 1])
        loss.set_data(steps, run.loss[0])
        distance.set_data(steps, np.hypot(*(run.positions[0] - goal).T))


def lines_with_axes(axes, lines):
    return [(axis, line) for axis, row in zip(axes, lines, strict=True) for line in row]


if __name__ == "__main__":
    main()
