"""Playing: how long a frame takes, from a tick of the playhead to the end of its repaint, and how many there are.

The first figure is of frames that are asked for one after the other, as fast as they are painted; the second counts
the repaints of some seconds in which the playhead's own timer runs, and says how far apart they are.
"""

from functools import partial
from itertools import pairwise, product
from time import perf_counter

from tests.benchmarks.experiments import called, experiment
from tests.benchmarks.peers import missing
from tests.benchmarks.timing import Bar, row, seconds_of, tidy_up, within
from tests.benchmarks.windows import LARGE, SIZE, application, delete, opened

FRAMES = {True: 20, False: 300}
SECONDS = {True: 0.5, False: 5.0}
PEER_FRAMES = {True: 3, False: 40}
MOST_SECONDS = 8.0
LEAST_TIMES = 4
"""Repaints, however long they take."""
BAR = Bar("rate", 60.0, least=True)
STRIDE = 3
"""Steps from one frame to the next, so that each of them shows another step."""


def rows(quick):
    yield from missing("matplotlib")
    with application():
        for size, (lanes, seeds) in product((SIZE, LARGE), ((3, 1), (8, 1), (3, 100))):
            made = experiment(lanes, seeds=seeds)
            yield from ours(made, size, quick)
            if (lanes, seeds) == (3, 1) and not missing("matplotlib"):
                yield from peers(made, size, quick)


def ours(made, size, quick):
    window = opened(made, size)
    tidy_up()
    what = called(made, size)
    yield row(what, "Ravine, a frame", asked_for(window, FRAMES[quick]))
    apart = by_the_timer(window, SECONDS[quick])
    bar = BAR if size == SIZE else None
    yield row(what, "Ravine, from frame to frame", apart, rate=len(apart) / sum(apart), rated="frames", bar=bar)
    delete(window)


def asked_for(window, frames):
    """Seconds from a step to the end of its repaint."""
    return [painted(window, STRIDE * (1 + frame)) for frame in within(MOST_SECONDS, frames)]


def painted(window, step):
    from PySide6.QtWidgets import QApplication

    begin = perf_counter()
    window.playhead.seek(step)
    while window.canvas.painted_at < begin:
        QApplication.processEvents()
    return perf_counter() - begin


def by_the_timer(window, budget):
    """Seconds between the repaints while the window plays."""
    from PySide6.QtCore import QCoreApplication, QEventLoop

    window.playhead.seek(0)
    window.playhead.play()
    times = [window.canvas.painted_at]
    end = perf_counter() + budget
    while perf_counter() < end or len(times) < LEAST_TIMES:
        # To wait for events is what the program does between two ticks.
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if window.canvas.painted_at != times[-1]:
            times.append(window.canvas.painted_at)
    window.playhead.pause()
    # The first was there before, and the second came when the first tick was due.
    return [after - before for before, after in pairwise(times[1:])]


def peers(made, size, quick):
    from app.model.scene import SceneBuilder
    from tests.benchmarks.matplotlib_picture import Picture

    scene = SceneBuilder().build(made)
    for blit in (False, True):
        picture = Picture(scene, size, blit=blit)
        frames = within(MOST_SECONDS, PEER_FRAMES[quick], least=3)
        seconds = [seconds_of(partial(draw, picture, STRIDE * (1 + frame))) for frame in frames]
        name = "matplotlib, blitting" if blit else "matplotlib, redrawing"
        yield row(called(made, size), name, seconds, rate=len(seconds) / sum(seconds), rated="frames")


def draw(picture, step):
    picture.show_step(step)
    picture.draw()
