"""How long a hand waits for the picture while a map is being computed, beside the same drag without one.

By hand: python -m tests.benchmarks.alive

The sliders of the real window (1280 × 800, offscreen) are dragged as in `tests.benchmarks.drag`: in the path view, in
the map view when the map is there, and in the map view while the map is on its way, which it still is when the drag
ends. A move of the noise slider asks for another map each time.
"""

from time import perf_counter

from tests.benchmarks.dragging import waited, whole_seconds
from tests.benchmarks.table import show
from tests.benchmarks.timing import row
from tests.benchmarks.windows import own_folders


def main():
    own_folders()
    from app.gui.application import make_application
    from app.model.experiment import Experiment

    make_application([], offscreen=True)
    plain = Experiment()
    show(found for knob in ("lr", "noise") for found in rows(plain, knob))


def rows(plain, knob):
    what = f"the {knob} slider"
    yield row(what, "path view", whole_seconds(plain, knob=knob))
    yield row(what, "map view", whole_seconds(plain, open_map_and_wait, knob))
    yield row(what, "map view, map on its way", whole_seconds(plain, open_map, knob, check_busy))


def open_map(window):
    from app.gui.widgets.view_switch import Tab

    window.show_view(Tab.MAP)


def open_map_and_wait(window):
    open_map(window)
    waited(perf_counter(), lambda: window.is_settled)


def check_busy(window):
    if window.views.is_settled:
        raise RuntimeError("the map was finished before the drag was")


if __name__ == "__main__":
    main()
