"""Every view as a file, computed and painted in one go."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor

import pytest
from PySide6.QtGui import QImage

from app.command.commands import MapView, Render
from app.command.parse import parse
from app.gui import drawings
from app.gui.drawings import last_result, map_picture, painting_of
from app.gui.export import picture_image
from app.model import edits
from app.model.experiment import Experiment
from app.model.maps import MapKind, Measure
from app.model.theme import DARK
from optim_core import Convention

SHORT = edits.set_run(Experiment(), "steps", 20)


@pytest.fixture(autouse=True)
def coarse(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawings, "SIDE", 16)


VIEWS = [
    "--view path",
    "--view map --measure loss",
    "--view map --against 3 --difference yes",
    "--view starts --measure steps",
    "--view parameter --parameter b",
    "--view crowd --noise 5 --seeds 20",
    "--view compare",
]


def drawn(words: str) -> QImage:
    command = parse(["render", "a.png", "--steps", "20", "--size", "640x480", *words.split()])
    assert isinstance(command, Render)
    return picture_image(command.paper, painting_of(command.session, command.view))


@pytest.mark.parametrize("words", VIEWS)
def test_every_view_is_drawn_on_the_paper(words: str, qapp) -> None:
    dark, bare = drawn(f"{words} --theme dark"), drawn(f"{words} --theme dark --show none")
    assert (dark.width(), dark.height()) == (640, 480)
    assert dark.pixelColor(0, 0).name() == DARK.panel
    assert len({dark.pixel(x, y) for x in range(0, 640, 5) for y in range(0, 480, 5)}) > 5
    assert dark != bare


@pytest.mark.parametrize("words", ["--view path", "--view crowd --noise 5 --seeds 20"])
def test_a_view_of_the_surface_shows_what_was_looked_at(words: str, qapp) -> None:
    pictures = [drawn(f"{words} {look}") for look in ("", "--step 3", "--rectangle -1,0,0,1", "--step 20")]
    assert [picture == pictures[0] for picture in pictures] == [True, False, False, True]


def test_the_maps_of_two_lanes_are_on_the_same_axes_each_with_its_own_cross() -> None:
    averaged = edits.set_choice(SHORT, 2, "convention", Convention.AVERAGED)
    apart = edits.set_lane_parameter(averaged, 2, "lr", 0.5)
    picture = map_picture(apart, MapView(MapKind.RATES, (1, 2), Measure.LOSS))
    first, second = picture.panels
    assert first.data.request.x == second.data.request.x
    assert (first.cross, second.cross) == ((1e-3, 0.9), (0.5, 0.9))
    assert [panel.lane_name for panel in picture.panels] == ["Momentum", "Nesterov"]
    assert first.data.side == 16


class Interrupted:
    """A job whose work is interrupted while one of its threads is still busy."""

    def __init__(self) -> None:
        self.begun = threading.Event()
        self.ended: list[BaseException] = []

    def results(self, executor: Executor, checkpoint: Callable[[], None]) -> Iterator[int]:
        executor.submit(self._work, checkpoint)
        self.begun.wait(10)
        yield 1
        raise KeyboardInterrupt

    def _work(self, checkpoint: Callable[[], None]) -> None:
        self.begun.set()
        try:
            while True:
                checkpoint()
        except CancelledError as error:
            self.ended.append(error)


def test_who_interrupts_a_job_does_not_wait_for_its_threads() -> None:
    job = Interrupted()
    with pytest.raises(KeyboardInterrupt):
        last_result(job)
    assert len(job.ended) == 1


def test_the_last_of_all_results_counts() -> None:
    class Counting:
        def results(self, executor: Executor, checkpoint: Callable[[], None]) -> Iterator[int]:
            checkpoint()
            yield from (1, 2, 3)

    assert last_result(Counting()) == 3
