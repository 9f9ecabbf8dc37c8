"""10,000 seeds of three lanes: how long a person waits for the picture, and how much memory it takes.

By hand: python -m tests.benchmarks.crowd

The experiment is put before the real window (1280 × 800, offscreen). The first clock stops at the first repaint with
some of the seeds, the second when all seeds are on the screen, the third when the crowd's report is there too. Then the
noise slider is dragged: each move counts until canvas and charts show a crowd of it, coarse as long as the hand holds
it, and then until all seeds are back. Memory is the whole process' highest. The peer computes the same paths in plain
NumPy, one draw for all seeds at a time and nothing kept for the next picture, and draws three densities with
matplotlib's hist2d; without matplotlib it draws nothing.
"""

import resource
from time import perf_counter

import numpy as np

from tests.benchmarks.dragging import Drag, waited
from tests.benchmarks.peers import missing
from tests.benchmarks.table import show
from tests.benchmarks.timing import Bar, row, single, tidy_up
from tests.benchmarks.windows import LAYOUTS, SIZE, close, opened, own_folders

SEEDS, STEPS, NOISE = 10_000, 300, 5.0
MOVES = 100
FIRST, EACH, MEMORY = Bar("median", 500.0), Bar("p95", 100.0), Bar("median", 600.0)
WHAT = f"{SEEDS:,} seeds × {STEPS} steps × 3 lanes with noise"


def main():
    own_folders()
    from app.gui.application import make_application

    make_application([], offscreen=True)
    show(rows())


def rows():
    window = open_window()
    yield from pictures(window)
    yield from drag(window)
    mebibytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield single("memory", "Ravine, the most of the process", mebibytes, "MiB", bar=MEMORY)
    close(window)
    yield from peer()


def open_window():
    from PySide6.QtWidgets import QApplication

    from app.gui.widgets.view_switch import Tab
    from app.model.experiment import Experiment

    window = opened(Experiment(steps=STEPS))
    window.show_view(Tab.CROWD)
    for _ in range(LAYOUTS):
        QApplication.processEvents()
    tidy_up()
    return window


def pictures(window):
    """From the wish to what a person sees."""
    from app.model import edits

    begin = perf_counter()
    window.apply(lambda experiment: edits.set_run(edits.set_run(experiment, "noise", NOISE), "seeds", SEEDS))
    first = waited(begin, lambda: shows(window) > 1)
    whole = waited(begin, lambda: shows(window) == SEEDS and window.is_painted)
    report = waited(begin, lambda: window.is_settled)
    yield row(WHAT, "first picture", [first], bar=FIRST)
    yield row(WHAT, "all seeds", [whole])
    yield row(WHAT, "all seeds and their report", [report])


def shows(window):
    """How many seeds of the experiment as it is wanted now are on the screen."""
    is_there = window.scene.experiment == window.store.experiment and window.scene.is_whole
    return window.scene.seeds_known if is_there and window.canvas.is_painted else 0


def drag(window):
    seconds, known = [], set()
    with Drag(window, "noise") as held:
        for _ in range(MOVES):
            seconds.append(held.until_whole()[1])
            known.add(shows(window))
        begin = perf_counter()
    whole = waited(begin, lambda: shows(window) == SEEDS and window.is_painted)
    what = f"the noise slider of {WHAT}"
    yield row(what, "Ravine, a move", seconds, note=f"with {sorted(known)} seeds", bar=EACH)
    yield row(what, "Ravine, all seeds once the hand lets go", [whole])


def peer():
    """The same picture by hand."""
    yield from missing("matplotlib")
    what = f"{WHAT}, by hand"
    begin = perf_counter()
    paths = plain_paths()
    yield row(what, "plain NumPy: the paths", [perf_counter() - begin])
    if not missing("matplotlib"):
        draw_densities(paths)
        yield row(what, "the same and three densities by hist2d", [perf_counter() - begin])


def plain_paths():
    """SGD, heavy ball and Nesterov on Rosenbrock, (steps + 1, 2, lanes, seeds), as a notebook would."""
    rng, lr = np.random.default_rng(0), 1e-3
    beta = np.array([0.0, 0.9, 0.9])[:, np.newaxis]
    reach = np.array([0.0, 0.0, lr])[:, np.newaxis]
    paths = np.empty((STEPS + 1, 2, 3, SEEDS))
    paths[0] = np.array([-1.2, 1.0])[:, np.newaxis, np.newaxis]
    velocity = np.zeros((2, 3, SEEDS))
    for step in range(STEPS):
        x, y = paths[step] - reach * beta * velocity
        gradient = np.stack((-2.0 * (1.0 - x) - 400.0 * x * (y - x * x), 200.0 * (y - x * x)))
        velocity = beta * velocity + gradient + NOISE * rng.standard_normal((2, 1, SEEDS))
        paths[step + 1] = paths[step] - lr * velocity
    return paths


def draw_densities(paths):
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(SIZE[0] / 100, SIZE[1] / 100), dpi=100)
    canvas = FigureCanvasAgg(figure)
    for lane, axes in enumerate(figure.subplots(1, 3)):
        axes.hist2d(paths[:, 0, lane].ravel(), paths[:, 1, lane].ravel(), bins=200, range=[[-2, 2], [-1, 3]])
    canvas.draw()


if __name__ == "__main__":
    main()
