"""What it costs to start: from nothing to the first painted window, and the memory of the default experiment.

Beside the bare imports of what the program stands on, and matplotlib's picture. Each sample is a process of its own;
they take turns.
"""

from functools import partial

from tests.benchmarks import memory
from tests.benchmarks.peers import missing
from tests.benchmarks.processes import BARE, BARE_NAME, PEER, PEER_NAME, run, window
from tests.benchmarks.timing import Bar, measure_together, row, single

SAMPLES = {True: 2, False: 15}
WHAT = "a process, until its first picture is painted"
BAR = Bar("ratio", 1.3)
QUIT = "\nimport os; os._exit(0)"


def rows(quick):
    yield from missing("matplotlib")
    codes = {BARE_NAME: BARE, "Ravine": window()}
    if not missing("matplotlib"):
        codes[PEER_NAME] = PEER
    # The end of an interpreter is nobody's start.
    calls = {who: partial(run, code + QUIT) for who, code in codes.items()}
    for who, seconds in measure_together(calls, SAMPLES[quick]).items():
        yield row(WHAT, who, seconds, bar=bar_of(who))
    for who, mebibytes in memory.rows():
        yield single("memory", who, mebibytes, "MiB", bar=bar_of(who))


def bar_of(who):
    return BAR if who.startswith("Ravine") else None
