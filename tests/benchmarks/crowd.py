"""10,000 seeds of three lanes: how long a person waits for the picture, and how much memory it takes.

By hand: python -m tests.benchmarks.crowd

The experiment is put before the real window (1280 × 800, offscreen). The first clock stops at the first repaint with
some of the seeds, the second when all seeds are on the screen, the third when the crowd's report is there too. Then the
noise slider is dragged: each move counts until canvas and charts show a crowd of it, coarse as long as the hand holds
it, and then until all seeds are back. Memory is the whole process' highest. The peer computes the same paths in plain
NumPy, one draw for all seeds at a time and nothing kept for the next picture, and draws three densities with
matplotlib's hist2d; without matplotlib it draws nothing.
"""

import gc
import resource
from importlib.util import find_spec
from time import perf_counter

import numpy as np

from tests.benchmarks.windows import LAYOUTS, SIZE, close, opened, own_folders

SEEDS, STEPS, NOISE = 10_000, 300, 5.0
MOVES = 100
BARS = {"first picture": 0.5, "drag of the noise slider, p95": 0.1}
MOST_MEMORY = 600


def main():
    own_folders()
    from app.gui.application import make_application

    make_application([], offscreen=True)
    print(f"{SEEDS:,} seeds × {STEPS} steps × 3 lanes with noise")
    window = open_window()
    for name, seconds in (pictures(window) | drag(window)).items():
        bar = f"   (bar: {1e3 * BARS[name]:.0f} ms)" if name in BARS else ""
        print(f"  {name:44}{1e3 * seconds:8.0f} ms{bar}")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  {'highest memory of the process':44}{memory:8.0f} MB   (bar: {MOST_MEMORY} MB)")
    close(window)
    peer()


def open_window():
    from PySide6.QtWidgets import QApplication

    from app.gui.widgets.view_switch import Tab
    from app.model.experiment import Experiment

    window = opened(Experiment(steps=STEPS))
    window.show_view(Tab.CROWD)
    for _ in range(LAYOUTS):
        QApplication.processEvents()
    gc.collect()
    return window


def pictures(window):
    """Seconds from the wish to what a person sees."""
    from app.model import edits

    begin = perf_counter()
    window.apply(lambda experiment: edits.set_run(edits.set_run(experiment, "noise", NOISE), "seeds", SEEDS))
    first = wait(begin, lambda: shows(window) > 1)
    whole = wait(begin, lambda: shows(window) == SEEDS and window.is_painted)
    report = wait(begin, lambda: window.is_settled)
    return {"first picture": first, "all seeds": whole, "all seeds and their report": report}


def shows(window):
    """How many seeds of the experiment as it is wanted now are on the screen."""
    is_there = window.scene.experiment == window.store.experiment and window.scene.is_whole
    return window.scene.seeds_known if is_there and window.canvas.is_painted else 0


def drag(window):
    from PySide6.QtCore import QPoint, Qt
    from PySide6.QtTest import QTest

    slider = window.panel.masters["noise"].slider
    middle, begun = slider.height() // 2, slider.width() // 3
    button = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QTest.mousePress(slider, *button, QPoint(begun, middle))
    seconds, known = [], set()
    for move in range(MOVES):
        before, begin = window.store.experiment, perf_counter()
        QTest.mouseMove(slider, QPoint(begun + 1 + move % 20, middle))
        window.store.flush()
        assert window.store.experiment != before
        seconds.append(wait(begin, lambda: shows(window) > 1))
        known.add(window.scene.seeds_known)
    begin = perf_counter()
    QTest.mouseRelease(slider, *button, QPoint(begun + 40, middle))
    whole = wait(begin, lambda: shows(window) == SEEDS and window.is_painted)
    p50, p95 = (float(np.percentile(seconds, share)) for share in (50, 95))
    print(f"  while the hand drags there are {sorted(known)} seeds on the screen")
    names = ("drag of the noise slider, median", "drag of the noise slider, p95", "all seeds again once it lets go")
    return dict(zip(names, (p50, p95, whole), strict=True))


def wait(begin, is_there):
    from PySide6.QtCore import QCoreApplication, QEventLoop

    while not is_there():
        # To wait for events is to let other threads work.
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if perf_counter() - begin > 30:
            raise RuntimeError("the picture did not come")
    return perf_counter() - begin


def peer():
    """The same picture by hand."""
    begin = perf_counter()
    paths = plain_paths()
    print(f"  {'plain NumPy: the paths':44}{1e3 * (perf_counter() - begin):8.0f} ms")
    if find_spec("matplotlib") is None:
        print("  matplotlib is not installed: no densities to compare with")
        return
    draw_densities(paths)
    print(f"  {'the same and three densities by hist2d':44}{1e3 * (perf_counter() - begin):8.0f} ms")


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
