"""From slider to pixel: how long a hand waits for the picture, beside matplotlib drawing the same one.

A move of the held lr slider is sent to the real window, offscreen. The first clock stops when the first repaint of the
surface with paths of the new value is over, the second when every path has all its steps and the repaint of canvas,
charts and panel is over. The peer computes the same paths with the same core and draws them by `matplotlib_picture`; no
window system waits for it.
"""

from itertools import product
from time import perf_counter

import numpy as np

from tests.benchmarks.dragging import PLACES, clocked
from tests.benchmarks.experiments import called, experiment, typed
from tests.benchmarks.peers import missing
from tests.benchmarks.timing import Bar, row, within
from tests.benchmarks.windows import LARGE, SIZE, application

BARS = {(3, 1000): ("whole", Bar("p95", 16.7)), (8, 1000): ("whole", Bar("p95", 33.0))}
BARS[3, 10_000] = ("first", Bar("p95", 33.0))
"""Of one seed on Rosenbrock in a window of the usual size, by lanes and steps."""
BUDGET = {True: 0.2, False: 4.0}
"""Seconds of dragging for each experiment, quick or not; those with a bar get three times as many."""
LEAST = {True: 2, False: 10}
"""Moves, however long they take."""
PEER_MOVES = {True: 3, False: 20}
PEERS = ((3, 1000), (8, 1000), (3, 10_000))


def rows(quick):
    yield from missing("matplotlib")
    with application():
        for size, surface, seeds, steps, lanes in product(
            (SIZE, LARGE), ("rosenbrock", "rastrigin"), (1, 100), (1000, 10_000), (3, 8)
        ):
            plain = (surface, seeds) == ("rosenbrock", 1)
            bar = BARS.get((lanes, steps)) if plain and size == SIZE else None
            made = experiment(lanes, steps, seeds, surface)
            yield from ours(made, size, quick, bar)
            if plain and (lanes, steps) in PEERS and not missing("matplotlib"):
                yield from peers(made, size, quick)
        yield from ours(typed(experiment()), SIZE, quick, None)


def ours(made, size, quick, bar):
    first, whole, moves = clocked(made, size, BUDGET[quick] * (3 if bar else 1), LEAST[quick])
    bars = dict([bar]) if bar else {}
    what = called(made, size)
    yield row(what, "Ravine, whole picture", whole, bar=bars.get("whole"))
    yield row(what, "Ravine, first picture", first, rate=moves, rated="moves", bar=bars.get("first"))


def peers(made, size, quick):
    for blit in (False, True):
        name = "matplotlib, blitting" if blit else "matplotlib, redrawing"
        yield row(called(made, size), name, peer_seconds(made, size, blit, PEER_MOVES[quick]))


def peer_seconds(made, size, blit, moves):
    from app.model import edits
    from app.model.scene import SceneBuilder
    from tests.benchmarks.matplotlib_picture import Picture

    builder = SceneBuilder()
    picture = Picture(builder.build(made), size, blit=blit)
    rates = np.geomspace(4e-4, 2e-3, PLACES)
    seconds = []
    for move in within(10.0, moves, least=3):
        begin = perf_counter()
        picture.show(builder.build(edits.set_master(made, "lr", float(rates[move % PLACES]))))
        picture.draw()
        seconds.append(perf_counter() - begin)
    return seconds
