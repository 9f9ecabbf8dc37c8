"""Animations of the usual experiment at 1280 × 720, each in a program of its own, and matplotlib's beside it:

    python -m tests.benchmarks.film

The peer draws the surface, the paths and the charts of the same runs, and is skipped where it is not installed. It
makes fewer frames, and its time is scaled up. Nothing else should run on the machine meanwhile.
"""

import os
import resource
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

SIZE = (1280, 720)
BARS = {"mp4": 8.0, "gif": 3.0}
"""Seconds for so many frames:"""
FRAMES = {"mp4": 300, "gif": 150, "apng": 150, "webp": 150}
PEER_FRAMES = 30
PEERS = {"mp4": "ffmpeg", "gif": "pillow"}
REPEATS = 3
FPS = 25.0
MEGABYTE = 2.0**20


def main():
    if len(sys.argv) > 1:
        print(*{"ours": ours, "peer": peer}[sys.argv[1]](*sys.argv[2:]))
        return
    print(f"Animations of the usual experiment, {SIZE[0]} × {SIZE[1]} pixels, the best of {REPEATS} programs each")
    print(f"  {'':34}{'seconds':>9}{'file':>12}{'memory beyond the program':>28}")
    for suffix, frames in FRAMES.items():
        seconds, size, memory = best("ours", suffix, str(frames))
        bar = f"   bar: {BARS[suffix]:g} s" if suffix in BARS else ""
        print(row(f"ravine, {suffix}, {frames} frames", seconds, size, memory) + bar, flush=True)
        if suffix in PEERS:
            report_peer(suffix, frames, seconds)


def report_peer(suffix, frames, own):
    if find_spec("matplotlib") is None:
        print("  matplotlib is not installed: no animation to compare with")
        return
    seconds, size, memory = best("peer", suffix)
    scaled = frames / PEER_FRAMES
    print(row(f"matplotlib, {suffix}, scaled from {PEER_FRAMES}", scaled * seconds, scaled * size, memory), end="")
    print(f"   {scaled * seconds / own:.1f} times as long")


def row(what, seconds, size, memory):
    return f"  {what:34}{seconds:9.2f}{size:9.2f} MB{memory:25.0f} MB"


def best(*words):
    """Seconds, megabytes of the file and of memory, of the soonest of some runs."""
    command = [sys.executable, "-m", "tests.benchmarks.film", *words]
    runs = [subprocess.run(command, capture_output=True, text=True, check=True) for _ in range(REPEATS)]
    return min(tuple(float(number) for number in run.stdout.split()) for run in runs)


def measured(work, suffix):
    """What `work(target)` takes."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with TemporaryDirectory() as folder:
        target = Path(folder) / f"film.{suffix}"
        begin = perf_counter()
        work(target)
        seconds = perf_counter() - begin
        size = target.stat().st_size
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return seconds, size / MEGABYTE, (after - before) * 1024 / MEGABYTE


def ours(suffix, frames):
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from app.gui.application import make_application
    from app.gui.film import write_animation
    from app.model.experiment import Experiment
    from app.model.motion import Motion
    from app.model.paper import Paper
    from app.model.scene import SceneBuilder

    application = make_application(["ravine"], offscreen=True)
    scene, paper, motion = SceneBuilder().build(Experiment()), Paper(*SIZE), Motion(int(frames), FPS)
    found = measured(lambda target: write_animation(target, paper, motion, scene, None, lambda share: None), suffix)
    application.shutdown()
    return found


def peer(suffix):
    """FuncAnimation as its manual shows it: artists made once, and their data set in every frame."""
    import matplotlib

    matplotlib.use("agg")
    from matplotlib.animation import FuncAnimation

    figure, update = peer_figure()
    if find_spec("imageio_ffmpeg") is not None:
        from imageio_ffmpeg import get_ffmpeg_exe

        matplotlib.rcParams["animation.ffmpeg_path"] = get_ffmpeg_exe()
    film = FuncAnimation(figure, update, frames=PEER_FRAMES, blit=True)
    return measured(lambda target: film.save(target, writer=PEERS[suffix], fps=FPS, dpi=100), suffix)


def peer_figure():
    import numpy as np
    from matplotlib.figure import Figure

    from app.model.charts import charts
    from app.model.experiment import Experiment
    from app.model.scene import SceneBuilder

    scene = SceneBuilder().build(Experiment())
    experiment = scene.experiment
    figure = Figure(figsize=(SIZE[0] / 100, SIZE[1] / 100), dpi=100)
    plan, *below = (figure.add_subplot(grid) for grid in panes(figure))
    x0, x1, y0, y1 = experiment.surface.view
    x, y = np.meshgrid(np.linspace(x0, x1, 400), np.linspace(y0, y1, 400))
    plan.contourf(x, y, np.log1p(experiment.surface.value(x, y)), 30, cmap="Blues")
    plan.set(xlim=(x0, x1), ylim=(y0, y1))
    moving = []
    for run in scene.runs:
        (path,), (head,) = plan.plot([], []), plan.plot([], [], "o")
        moving += [(path, run.positions[0], False), (head, run.positions[0], True)]
    for axes, chart in zip(below, charts(scene), strict=True):
        axes.set(title=chart.title, xlim=(0, experiment.steps), ylim=(chart.low, chart.high))
        for curve in chart.curves:
            (line,) = axes.plot([], [])
            moving.append((line, np.column_stack((curve.steps, curve.values)), False))

    def update(frame):
        step = round(frame * experiment.steps / (PEER_FRAMES - 1))
        for artist, points, is_head in moving:
            shown = points[min(step, len(points) - 1) :][:1] if is_head else points[: step + 1]
            artist.set_data(shown[:, 0], shown[:, 1])
        return [artist for artist, *_ in moving]

    return figure, update


def panes(figure):
    grid = figure.add_gridspec(2, 3, height_ratios=(2.5, 1))
    return grid[0, :], *(grid[1, column] for column in range(3))


if __name__ == "__main__":
    main()
