"""The memory of a process that shows the default experiment, beside that of the bare imports of what it stands on."""

from statistics import median

from tests.benchmarks.peers import missing
from tests.benchmarks.processes import BARE, BARE_NAME, PEER, PEER_NAME, run, window

SAMPLES = 3
TELL = """
with open("/proc/self/status") as status:
    print(next(line.split()[1] for line in status if line.startswith("VmRSS")))
"""
PLAY = """
from time import perf_counter
end = perf_counter() + 2.0
while perf_counter() < end or not window.is_settled:
    QApplication.processEvents()
"""


def rows():
    """(who, MiB): the imports, and the window after two seconds of playing."""
    codes = {BARE_NAME: BARE + TELL, "Ravine, the default experiment": window(PLAY + TELL)}
    if not missing("matplotlib"):
        codes[PEER_NAME] = PEER + TELL
    return [(who, median(mebibytes(code) for _ in range(SAMPLES))) for who, code in codes.items()]


def mebibytes(code):
    return int(run(code).split()[-1]) / 1024
