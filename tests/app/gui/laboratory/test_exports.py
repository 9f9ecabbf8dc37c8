"""What leaves the window: files of every format by way of the dialog, and pictures on the clipboard."""

import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from app.errors import FaultError, UseError
from app.gui.exports import PAPER
from app.gui.output import Report
from app.gui.painting.layout import layout_of
from app.gui.painting.sheet import pixel_sheet
from app.gui.widgets.export_dialog import ExportDialog
from app.gui.widgets.export_footer import State
from app.gui.widgets.view_switch import Tab
from app.gui.window import Window
from app.model import edits
from app.model.experiment import Experiment
from app.model.export_choices import OFFERED, load_choices
from app.model.paper import Unit
from app.model.theme import DARK, LIGHT
from tests.app.gui.hand import RIGHT, Hand, settle
from tests.app.gui.laboratory.moves import type_into
from tests.app.gui.laboratory.sight import copied, ink_around
from tests.app.gui.test_window import on
from tests.app.gui.widgets.exporting import type_over
from tests.app.gui.widgets.menus import walk
from tests.app.gui.widgets.test_chart_view import along

STEER, MOVE = 0.2, 0.5
BEGINNINGS = {
    ".png": b"\x89PNG",
    ".svg": b"<?xml",
    ".pdf": b"%PDF",
    ".gif": b"GIF89a",
    ".apng": b"\x89PNG",
    ".webp": b"RIFF",
    ".csv": b"# format",
    ".npz": b"PK",
    ".json": b"{",
}


class Desk:
    """A hand that works in the window's export dialog."""

    def __init__(self, window: Window, hand: Hand, qtbot: QtBot, folder: Path) -> None:
        self.window, self._hand, self._qtbot, self.folder = window, hand, qtbot, folder

    @property
    def dialog(self) -> ExportDialog:
        assert self.window.exports.dialog is not None, "the dialog is not open"
        return self.window.exports.dialog

    @property
    def message(self) -> str:
        return self.dialog.footer.message.text()

    def open(self) -> Hand:
        """Press Ctrl+E; a hand on the dialog."""
        self.window.activateWindow()
        settle()
        self._hand.key("Ctrl+E")
        self._qtbot.waitUntil(lambda: self.window.exports.dialog is not None)
        self._qtbot.waitExposed(self.dialog)
        self.dialog.activateWindow()
        settle()
        return Hand(self.dialog)

    def choose(self, suffix: str, name: str) -> Hand:
        """Open the dialog, and choose a small file of that kind, with few frames, in the folder."""
        hand, dialog = self.open(), self.dialog
        hand.click(dialog.controls.formats.segments[suffix])
        if dialog.controls.sizes.isVisible():
            for field, side in zip(dialog.controls.sizes.fields[Unit.PX], ("160", "120"), strict=True):
                type_into(hand, field, side)
        if dialog.controls.motion.isVisible():
            type_into(hand, dialog.controls.motion.frames, "3")
        type_over(hand, dialog.controls.place.name, name)
        type_over(hand, dialog.controls.place.folder, str(self.folder))
        return hand

    def export(self, suffix: str, name: str = "a") -> bytes:
        """All of it; what is in the file."""
        hand = self.choose(suffix, name)
        hand.click(self.dialog.footer.go)
        self.wait_for_end()
        return (self.folder / f"{name}{suffix}").read_bytes()

    def wait_for_end(self) -> None:
        """Wait until the dialog closes, or does not run any more."""
        exports = self.window.exports
        self._qtbot.waitUntil(lambda: exports.dialog is None or exports.dialog.footer.state is State.CHOOSING)
        settle()


@pytest.fixture
def desk(still: Window, hand: Hand, qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    folder = tmp_path / "exported"
    folder.mkdir()
    yield Desk(still, hand, qtbot, folder)
    if still.exports.dialog is not None:
        still.exports.dialog.close()
        settle()


@pytest.mark.parametrize("suffix", BEGINNINGS)
def test_every_format_is_exported(desk: Desk, suffix: str) -> None:
    assert desk.export(suffix).startswith(BEGINNINGS[suffix])
    assert desk.window.exports.dialog is None
    assert desk.window.notice.text() == f"Saved a{suffix} in {desk.folder}."
    assert [path.name for path in desk.folder.iterdir()] == [f"a{suffix}"]


def test_no_format_is_forgotten() -> None:
    # MP4 needs a program that is not everywhere.
    assert {*BEGINNINGS, ".mp4"} == set(OFFERED)


@pytest.mark.parametrize("view", Tab)
def test_every_view_has_a_picture(desk: Desk, qtbot: QtBot, view: Tab) -> None:
    desk.window.store.apply(lambda _: Experiment(steps=30, seeds=5, noise=0.1))
    desk.window.store.flush()
    desk.window.show_view(view)
    qtbot.waitUntil(lambda: desk.window.is_settled)
    if desk.window.views.painting(desk.window.canvas.frame_of_plan.view, 0) is None and view is not Tab.PATH:
        pytest.skip("shows nothing before it is asked to compute")
    assert desk.export(".png").startswith(BEGINNINGS[".png"])


def test_what_was_chosen_is_there_the_next_time(desk: Desk, hand: Hand) -> None:
    desk.export(".gif", "first")
    chosen = load_choices()
    assert (chosen.suffix, chosen.frames, chosen.folder) == (".gif", 3, str(desk.folder))
    again = desk.open()
    assert desk.dialog.choices == chosen
    assert desk.dialog.controls.place.target == desk.folder / "rosenbrock.gif"
    again.click(desk.dialog.controls.look.theme.segments["dark"])
    again.key("Escape")
    assert desk.window.exports.dialog is None
    desk.open()
    assert desk.dialog.choices == chosen, "what was left is not remembered"


def test_the_theme_is_the_windows_until_one_is_chosen(desk: Desk) -> None:
    other = {"dark": "light", "light": "dark"}[desk.window._theme.name]
    pictures = [desk.export(".png", "as-window")]
    desk.window.toggle_theme()
    pictures.append(desk.export(".png", "as-other"))
    hand = desk.choose(".png", "chosen")
    hand.click(desk.dialog.controls.look.theme.segments[other])
    hand.click(desk.dialog.footer.go)
    desk.wait_for_end()
    desk.window.toggle_theme()
    pictures.append(desk.export(".png", "kept"))
    assert pictures[0] != pictures[1] == pictures[2]


def test_an_open_dialog_wears_the_windows_theme(desk: Desk) -> None:
    desk.open()
    other = {DARK: LIGHT, LIGHT: DARK}[desk.window._theme]
    desk.window.exports.set_theme(other)
    assert desk.dialog.controls.look.theme.segments[other.name].isChecked()
    desk.dialog.close()
    desk.window.exports.set_theme(other)


def test_replacing_is_asked(desk: Desk) -> None:
    old = desk.folder / "a.csv"
    old.write_bytes(b"old")
    hand = desk.choose(".csv", "a")
    hand.click(desk.dialog.footer.go)
    assert "Replace it?" in desk.message
    hand.key("Escape")
    assert old.read_bytes() == b"old"
    hand.click(desk.dialog.footer.go)
    hand.click(desk.dialog.footer.go)
    desk.wait_for_end()
    assert old.read_bytes().startswith(BEGINNINGS[".csv"])


@pytest.mark.parametrize("suffix", [".gif", ".csv"])
def test_a_long_export_is_cancelled_and_leaves_nothing(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    hand = desk.choose(suffix, "a")
    if suffix == ".gif":
        type_into(hand, desk.dialog.controls.motion.frames, "10000")
    else:
        endless(monkeypatch)
    with everything_stays_as_it_is(desk.folder):
        hand.click(desk.dialog.footer.go)
        qtbot.waitUntil(lambda: desk.dialog.footer.bar.isVisible() and alive_exports() == 1)
        answers = count_answers()
        qtbot.waitUntil(lambda: next(answers) > 3)
        hand.key("Escape")
        desk.wait_for_end()
        assert desk.message == ""
        assert alive_exports() == 0
    assert desk.window.notice.text() == "" or "Saved" not in desk.window.notice.text()
    hand.key("Escape")
    assert desk.window.exports.dialog is None


def endless(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let data never come to their end."""

    def write(file: object, suffix: str, scene: object, report: Report) -> None:
        while True:
            file.write(b"x")  # type: ignore[attr-defined]
            report(0.5)

    monkeypatch.setattr("app.trajectories.write.write_data", write)


def alive_exports() -> int:
    return sum(thread.name == "ravine-export" for thread in threading.enumerate())


def count_answers() -> Iterator[int]:
    """How often the event loop has served a timer since."""
    answers = 0

    def count() -> None:
        nonlocal answers
        answers += 1

    timer = QTimer()
    timer.timeout.connect(count)
    timer.start(5)
    while True:
        yield answers


@contextmanager
def everything_stays_as_it_is(folder: Path) -> Iterator[None]:
    # A folder of its own for what is temporary: in the one that all share, other processes come and go.
    with TemporaryDirectory() as temporary, patch("tempfile.tempdir", temporary):
        yield
        assert list(Path(temporary).iterdir()) == []
    assert list(folder.iterdir()) == []


def test_the_window_closes_while_an_export_runs(desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    hand = desk.choose(".csv", "a")
    endless(monkeypatch)
    hand.click(desk.dialog.footer.go)
    qtbot.waitUntil(lambda: alive_exports() == 1)
    desk.window.close()
    assert alive_exports() == 0
    assert list(desk.folder.iterdir()) == []


def test_a_dialog_that_is_closed_cancels_and_the_next_one_works(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = desk.choose(".csv", "a")
    with monkeypatch.context() as patch:
        endless(patch)
        hand.click(desk.dialog.footer.go)
        qtbot.waitUntil(lambda: alive_exports() == 1)
        desk.dialog.close()
        qtbot.waitUntil(lambda: desk.window.exports._writing is None)
    assert list(desk.folder.iterdir()) == []
    assert desk.export(".csv").startswith(BEGINNINGS[".csv"])


def test_a_folder_that_may_not_be_written_to_is_said(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    # Whoever runs the tests may be allowed everything.
    monkeypatch.setattr("os.access", lambda path, mode: not Path(path).is_relative_to(desk.folder))
    hand = desk.choose(".png", "a")
    hand.click(desk.dialog.footer.go)
    desk.wait_for_end()
    assert desk.message == f"Cannot write {desk.folder / 'a.png'}: permission denied."


def test_a_folder_that_is_not_there_is_said(desk: Desk) -> None:
    hand = desk.choose(".svg", "a")
    type_over(hand, desk.dialog.controls.place.folder, str(desk.folder / "none"))
    hand.key("Return")
    desk.wait_for_end()
    assert "there is no such folder, make it first" in desk.message
    type_over(hand, desk.dialog.controls.place.folder, str(desk.folder))
    hand.key("Return")
    desk.wait_for_end()
    assert (desk.folder / "a.svg").exists()


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (FaultError("cannot write a.png: no space left on the device"), "Cannot write a.png: no space left on the"),
        (MemoryError(), "a.png could not be written: MemoryError"),
        (ZeroDivisionError("by zero"), "a.png could not be written: ZeroDivisionError: by zero"),
    ],
)
def test_what_goes_wrong_is_said_and_the_dialog_stays(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, error: Exception, words: str
) -> None:
    def write(*_: object) -> None:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr("app.gui.writing.write_output", write)
        hand = desk.choose(".png", "a")
        hand.click(desk.dialog.footer.go)
        desk.wait_for_end()
        assert desk.message.lower().startswith(words.lower())
    hand.click(desk.dialog.footer.go)
    desk.wait_for_end()
    assert (desk.folder / "a.png").exists()


def test_choices_that_cannot_be_kept_do_not_lose_the_file(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def save(_: object) -> None:
        raise FaultError("cannot keep the choices")

    monkeypatch.setattr("app.gui.exports.save_choices", save)
    assert desk.export(".csv")
    assert desk.window.notice.text() == "Cannot keep the choices."


def test_time_goes_on_while_the_dialog_is_open(desk: Desk, qtbot: QtBot) -> None:
    desk.window.playhead.play()
    desk.open()
    step = desk.window.playhead.step
    qtbot.waitUntil(lambda: desk.window.playhead.step > step + 3)


def test_an_old_file_keeps_its_mode(desk: Desk) -> None:
    old = desk.folder / "a.csv"
    old.touch(0o640)
    old.chmod(0o640)
    hand = desk.choose(".csv", "a")
    hand.click(desk.dialog.footer.go)
    hand.click(desk.dialog.footer.go)
    desk.wait_for_end()
    assert stat.S_IMODE(old.stat().st_mode) == 0o640


@pytest.fixture
def eventful(still: Window, hand: Hand) -> Window:
    """lr steered, a restart, a schedule, a moved surface and an explained step, all by hand; at the last step."""
    chart, card = still.chart_views[0], still.panel.cards[2]
    hand.click(still.mode.steer)
    hand.click(chart, along(chart, STEER))
    type_into(hand, still.panel.masters["lr"].field, "5e-4")
    hand.click(chart, along(chart, MOVE), RIGHT)
    walk(chart.menu, "Move")
    hand.click(chart, along(chart, 0.7), RIGHT)
    walk(chart.menu, "Restart", "Momentum")
    hand.click(card.more)
    walk(card.menu, "Schedule", "Add cosine")
    still.scrub(still.playhead.last)
    settle()
    return still


def test_a_picture_shows_what_happened_and_the_surface_where_it_stands(
    qtbot: QtBot, eventful: Window, hand: Hand
) -> None:
    everything = copied(qtbot, eventful, hand)
    assert (everything.width(), everything.height()) == (1680, 1260)
    pictures = [everything]
    while eventful.store.can_undo:
        eventful.store.undo()
        settle()
        pictures.append(copied(qtbot, eventful, hand))
    assert len(pictures) == 5
    assert len({picture.constBits().tobytes() for picture in pictures}) == 5, "each thing that happens is seen"


def test_the_star_of_a_picture_is_where_the_minimum_is_by_then(qtbot: QtBot, eventful: Window, hand: Hand) -> None:
    for card in eventful.panel.cards:
        hand.click(card.eye)
    image = copied(qtbot, eventful, hand)
    sheet = pixel_sheet(replace(PAPER, theme=eventful._theme))
    frame = layout_of(sheet, eventful.scene, eventful.canvas.frame_of_plan.view).frame
    (move,), ((x, y),) = eventful.store.experiment.moves, eventful.store.experiment.surface.minima
    places = [(frame.point(x + dx, y) * sheet.zoom).toPoint() for dx in (0.0, move.dx)]
    inks = [ink_around(image, place, eventful._theme.text) for place in places]
    assert inks[0] < 10 < 60 < inks[1]


def test_a_picture_is_the_same_with_lessons_open_and_explanations_closed(
    qtbot: QtBot, eventful: Window, hand: Hand
) -> None:
    before = copied(qtbot, eventful, hand)
    hand.click(eventful.top_bar.lessons)
    assert not eventful.explanations.isVisible()
    assert copied(qtbot, eventful, hand) == before


def test_the_window_closes_while_a_picture_is_copied(desk: Desk, hand: Hand) -> None:
    desk.window.canvas.setFocus()
    hand.key("Ctrl+C")
    desk.window.close()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("ravine-")]


def test_a_picture_while_a_hand_steers(qtbot: QtBot, eventful: Window, hand: Hand) -> None:
    slider = eventful.panel.masters["lr"].slider
    eventful.scrub(100)
    hand.press(slider, on(slider, 0.3))
    hand.move(slider, on(slider, 0.5))
    during = copied(qtbot, eventful, hand)
    hand.release(slider, on(slider, 0.5))
    after = copied(qtbot, eventful, hand)
    hand.key("Ctrl+Z")
    before = copied(qtbot, eventful, hand)
    assert during == after != before


def test_what_is_not_computed_yet_is_waited_for(
    desk: Desk, hand: Hand, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready = [False]
    monkeypatch.setattr(desk.window.exports, "_is_ready", lambda: ready[0])
    hand.key("Ctrl+E")
    hand.key("Ctrl+E")
    assert desk.window.exports.dialog is None
    assert desk.window.notice.text() == "Opening the export as soon as all of it is computed."
    ready[0] = True
    qtbot.waitUntil(lambda: desk.window.exports.dialog is not None)
    assert not desk.window.exports._glance.isActive()


def test_a_large_crowd_is_waited_for_and_not_computed_in_one_go(
    still: Window, hand: Hand, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    still.apply(lambda experiment: edits.set_run(experiment, "seeds", 1500))
    still.store.flush()
    assert not still.is_painted
    wholes: list[bool] = []
    plain = still.feed.whole
    monkeypatch.setattr(still.feed, "whole", lambda wanted: wholes.append(still.feed.is_done) or plain(wanted))
    copied(qtbot, still, hand)
    assert wholes
    assert all(wholes)


def test_of_a_crowd_under_a_hand_the_picture_comes_when_the_hand_rests(still: Window, hand: Hand, qtbot: QtBot) -> None:
    still.apply(lambda experiment: edits.set_run(experiment, "seeds", 300))
    qtbot.waitUntil(lambda: still.is_settled)
    slider = still.panel.masters["lr"].slider
    hand.press(slider, on(slider, 0.3))
    hand.move(slider, on(slider, 0.5))
    qtbot.waitUntil(lambda: still.is_painted)
    assert not still.present.is_ready
    hand.release(slider, on(slider, 0.5))
    qtbot.waitUntil(lambda: still.present.is_ready)


def test_what_has_nothing_to_show_says_so(desk: Desk, hand: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing() -> None:
        raise UseError("compare has nothing to show here; Path has a picture")

    monkeypatch.setattr(desk.window.exports, "_subject", nothing)
    for keys in ("Ctrl+E", "Ctrl+C"):
        desk.window.notice.hide()
        hand.key(keys)
        assert desk.window.notice.text() == "Compare has nothing to show here; Path has a picture."
        assert desk.window.notice.isVisible()
    assert desk.window.exports.dialog is None
