"""The export dialog under the hand: what it shows of each choice, what it says, and what it asks for."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QApplication,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QToolTip,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.gui.export import picture_image, scene_painting
from app.gui.style_sheet import style_sheet
from app.gui.widgets.export_dialog import SMALLEST
from app.gui.widgets.export_footer import State
from app.model.export_choices import OFFERED, PRESETS, ExportChoices, Size
from app.model.formats import Kind, suffixes
from app.model.paper import Part, Unit
from app.model.scene import Scene
from app.model.theme import DARK, LIGHT
from tests.app.gui.hand import settle
from tests.app.gui.widgets.exporting import Opener, Stage, offer_of, small_scene, type_over
from tests.app.gui.widgets.menus import checked, entries, walk

SMALL = ExportChoices(size=Size(320, 240))


@pytest.fixture(scope="module")
def scene() -> Scene:
    return small_scene()


@pytest.fixture
def opened(qtbot: QtBot, scene: Scene) -> Iterator[Opener]:
    """Opens the dialog over a window, with these choices and with what is offered changed so."""
    window = QWidget()
    window.resize(1024, 640)
    window.setStyleSheet(style_sheet(DARK))
    window.show()
    qtbot.waitExposed(window)
    stages: list[Stage] = []

    def open_dialog(choices: ExportChoices = SMALL, **others: object) -> Stage:
        stages.append(Stage(qtbot, window, offer_of(scene, **others), choices))
        return stages[-1]

    yield open_dialog
    for stage in stages:
        stage.dialog.close()
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)


def message(stage: Stage) -> str:
    return stage.dialog.footer.message.text()


def test_every_choice_is_seen_in_the_preview(opened: Opener) -> None:
    stage = opened(ExportChoices(size=Size(640, 480)))
    dialog, hand = stage.dialog, stage.hand
    seen = [stage.image()]
    for change in (
        lambda: hand.click(dialog.controls.look.theme.segments["light"]),
        lambda: hand.click(dialog.controls.look.parts[Part.CHARTS]),
        lambda: hand.click(dialog.controls.look.parts[Part.CAPTION]),
        lambda: hand.click(dialog.controls.look.parts[Part.LEGEND]),
        lambda: stage.enter(dialog.controls.sizes.fields[Unit.PX][0], "600"),
        lambda: stage.enter(dialog.controls.sizes.fields[Unit.PX][1], "500"),
        lambda: hand.click(dialog.controls.sizes.unit.segments[Unit.MM]),
        lambda: stage.choose_format(".pdf"),
    ):
        change()
        seen.append(stage.image())
    assert not any(image.isNull() for image in seen)
    assert [place for place, (before, after) in enumerate(pairwise(seen)) if before == after] == []


def test_the_preview_has_the_proportions_of_the_sheet_and_no_pixel_more(opened: Opener) -> None:
    stage = opened()
    assert stage.image().size() == QSize(320, 240)
    for across, up in ((6000, 1000), (1000, 6000), (3840, 2160)):
        for field, side in zip(stage.dialog.controls.sizes.fields[Unit.PX], (across, up), strict=True):
            stage.enter(field, str(side))
        image, page = stage.image(), stage.dialog.preview.page
        assert image.width() / image.height() == pytest.approx(across / up, rel=0.02)
        assert image.width() <= page.width()
        assert image.height() <= page.height()


@pytest.mark.parametrize("size", [Size(1600, 1200), Size(85, 85, Unit.MM, 300)])
def test_the_preview_is_the_file_seen_from_further_away(opened: Opener, scene: Scene, size: Size) -> None:
    """Letters too have the size that they will have on the sheet."""
    choices = ExportChoices(size=size)
    stage = opened(choices)
    seen = grey(stage.image())
    true, larger = (
        grey(picture_image(paper, offer_of(scene).paint), stage.image().size())
        for paper in (choices.paper(DARK), replace(choices.paper(DARK), text=30.0))
    )
    assert np.abs(seen - true).mean() < 2 < np.abs(seen - larger).mean()


def grey(image: QImage, size: QSize | None = None) -> np.ndarray:
    """An image's pixels, scaled to a size."""
    aspect, mode = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    plain = image.scaled(size or image.size(), aspect, mode).convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.width(), 4)
    return pixels[..., :3].mean(axis=2)


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.title)
def test_a_preset_fills_the_fields(opened: Opener, preset) -> None:
    stage = opened()
    sizes = stage.dialog.controls.sizes
    stage.hand.click(sizes.preset)
    walk(sizes.preset.choices, preset.title)
    stage.settle()
    assert sizes.preset.text().startswith(preset.title)
    assert [field.isVisible() for pair in sizes.fields.values() for field in pair].count(True) == 2
    shown = [float(field.text().replace(",", "")) for field in sizes.fields[preset.size.unit]]
    assert shown == [preset.size.width, preset.size.height]
    assert stage.dialog.choices.size == preset.size


def test_the_size_that_was_used_last_is_offered(opened: Opener) -> None:
    stage = opened(replace(SMALL, last=Size(700, 500)))
    sizes = stage.dialog.controls.sizes
    assert sizes.preset.text().startswith("Own size")
    stage.hand.click(sizes.preset)
    assert len(entries(sizes.preset.choices)) == len(PRESETS) + 1
    assert checked(sizes.preset.choices) == []
    walk(sizes.preset.choices, "As last time · 700 × 500 px")
    assert stage.dialog.choices.size == Size(700, 500)


def test_another_unit_is_another_way_to_say_the_same_size(opened: Opener) -> None:
    stage = opened(ExportChoices(size=Size(960, 480)))
    sizes, outcome = stage.dialog.controls.sizes, stage.dialog.preview.outcome
    assert outcome.text() == "960 × 480 px · 254 × 127 mm at 96 dpi"
    stage.hand.click(sizes.unit.segments[Unit.MM])
    assert [field.text() for field in sizes.fields[Unit.MM]] == ["254", "127"]
    assert outcome.text() == "960 × 480 px · 254 × 127 mm at 96 dpi"
    stage.enter(sizes.dpi, "192")
    assert outcome.text() == "1920 × 960 px · 254 × 127 mm at 192 dpi"


@pytest.mark.parametrize("text", ["", "abc", "-3", "0", "1e9", "nan", "63", "20001", "12,3", "0x10"])
def test_nonsense_in_a_field_is_explained_and_let_go(opened: Opener, text: str) -> None:
    stage = opened()
    field = stage.dialog.controls.sizes.fields[Unit.PX][0]
    type_over(stage.hand, field, text)
    assert field.property("bad") == "yes"
    stage.hand.key("Return")
    assert field.text() == "320"
    assert QToolTip.text()
    assert "\n" not in QToolTip.text()
    assert stage.dialog.choices == SMALL
    assert stage.wishes == []


def test_sides_that_are_too_many_pixels_together_are_refused_in_a_sentence(opened: Opener) -> None:
    stage = opened()
    across, up = stage.dialog.controls.sizes.fields[Unit.PX]
    stage.enter(across, "20000")
    stage.enter(up, "20000")
    assert "take a smaller size or dpi" in message(stage)
    assert up.text() == "240"
    stage.enter(up, "200")
    assert message(stage) == ""


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        (Kind.FIGURE, {"sizes", "look"}),
        (Kind.ANIMATION, {"sizes", "look", "motion"}),
        (Kind.DATA, set()),
    ],
)
def test_what_a_format_does_not_know_is_not_asked(opened: Opener, kind: Kind, shown: set[str]) -> None:
    stage = opened()
    for suffix in suffixes(kind):
        stage.choose_format(suffix)
        dialog = stage.dialog
        assert {name for name in ("sizes", "look", "motion") if getattr(dialog.controls, name).isVisible()} == shown
        assert dialog.controls.sizes.dpi.isVisible() is (kind is not Kind.DATA and suffix not in (".svg", ".pdf"))
        assert dialog.controls.place.target.suffix == suffix


def test_an_animation_can_be_scrubbed_and_played(opened: Opener, qtbot: QtBot) -> None:
    stage = opened()
    stage.choose_format(".gif")
    bar = stage.dialog.preview.frames
    assert bar.readout.text() == "frame 75 of 150 · step 20", "where the playhead stands"
    stage.enter(stage.dialog.controls.motion.frames, "5")
    assert bar.readout.text() == "frame 3 of 5 · step 20"
    middle = stage.image()
    bar.scrub.setFocus()
    stage.hand.key("Right")
    assert bar.readout.text() == "frame 4 of 5 · step 30"
    assert stage.image() != middle
    stage.hand.click(bar.play)
    qtbot.waitUntil(lambda: bar.readout.text().startswith("frame 2 of 5"))
    stage.hand.click(bar.play)
    assert not bar._clock.isActive()


def test_the_window_changes_its_theme_while_the_dialog_is_open(opened: Opener) -> None:
    looks = []
    for first, then in ((DARK, DARK), (LIGHT, LIGHT), (DARK, LIGHT)):
        stage = opened(replace(SMALL, suffix=".gif"), theme=first)
        stage.dialog.parentWidget().setStyleSheet(style_sheet(then))
        stage.dialog.set_theme(then)
        assert stage.dialog.controls.look.theme.segments[then.name].isChecked()
        looks.append((stage.image(), stage.dialog.preview.frames.grab().toImage()))
        stage.dialog.close()
    dark, light, changed = looks
    assert changed == light
    assert all(one != other for one, other in zip(dark, light, strict=True))


def test_frames_and_rate_say_how_long_it_is(opened: Opener) -> None:
    stage = opened()
    stage.choose_format(".webp")
    stage.enter(stage.dialog.controls.motion.frames, "90")
    stage.enter(stage.dialog.controls.motion.fps, "12")
    assert stage.dialog.preview.outcome.text() == "320 × 240 px · 90 frames · 7.5 s at 12 fps"
    stage.enter(stage.dialog.controls.motion.frames, "1")
    assert stage.dialog.controls.motion.frames.text() == "90"


@pytest.mark.parametrize(
    ("suffix", "words"),
    [(".csv", "lane,name,rule,seed,step,x,y"), (".json", '"lanes":['), (".npz", "positions\tfloat64\t3 × 1 × 41 × 2")],
)
def test_of_data_the_beginning_is_shown(opened: Opener, suffix: str, words: str) -> None:
    stage = opened()
    stage.choose_format(suffix)
    assert words in stage.dialog.preview.text.toPlainText()
    assert stage.dialog.preview.outcome.text().startswith("3 lanes · 40 steps · 1 seed · about ")


def test_a_video_that_cannot_be_made_says_why(opened: Opener) -> None:
    stage = opened(video_obstacle="install ffmpeg")
    segment = stage.dialog.controls.formats.segments[".mp4"]
    assert not segment.isEnabled()
    assert segment.toolTip() == "install ffmpeg"
    stage.hand.click(segment)
    assert stage.dialog.choices.suffix == ".png"


def test_a_video_that_was_made_last_time_and_cannot_be_now_is_not_chosen(opened: Opener) -> None:
    stage = opened(replace(SMALL, suffix=".mp4"), video_obstacle="install ffmpeg")
    assert stage.dialog.choices.suffix == ".gif"


def test_arrow_keys_go_through_the_formats(opened: Opener) -> None:
    stage = opened()
    assert stage.dialog.controls.formats.segments[".png"].hasFocus()
    for key, suffix in (("Right", ".svg"), ("Right", ".pdf"), ("Down", ".webp"), ("Left", ".apng")):
        stage.hand.key(key)
        assert stage.dialog.choices.suffix == suffix
        assert stage.dialog.controls.formats.segments[suffix].hasFocus()


def test_enter_exports_and_escape_leaves(opened: Opener, tmp_path: Path) -> None:
    stage = opened(replace(SMALL, folder=str(tmp_path)))
    stage.hand.key("Return")
    assert [wish.target for wish in stage.wishes] == [tmp_path / "rosenbrock.png"]
    assert stage.wishes[0].choices == replace(SMALL, folder=str(tmp_path))
    other = opened()
    other.hand.key("Escape")
    assert not other.dialog.isVisible()
    assert other.wishes == other.cancelled == []


def test_enter_in_a_field_takes_the_number_first(opened: Opener, tmp_path: Path) -> None:
    stage = opened(replace(SMALL, folder=str(tmp_path)))
    stage.enter(stage.dialog.controls.sizes.fields[Unit.PX][0], "400")
    assert stage.wishes == []
    stage.hand.key("Return")
    assert [wish.choices.size.width for wish in stage.wishes] == [400]


def test_a_file_that_is_there_is_asked_about(opened: Opener, tmp_path: Path) -> None:
    (tmp_path / "rosenbrock.png").write_bytes(b"old")
    stage = opened(replace(SMALL, folder=str(tmp_path)))
    footer = stage.dialog.footer
    stage.hand.click(footer.go)
    assert message(stage).startswith("rosenbrock.png is in ")
    assert (footer.go.text(), footer.back.text()) == ("Replace", "Back")
    stage.hand.key("Return")
    assert (footer.state, stage.wishes) == (State.CHOOSING, []), "Enter does no harm"
    stage.hand.click(footer.go)
    stage.hand.key("Escape")
    assert footer.state is State.CHOOSING
    assert stage.dialog.isVisible()
    stage.hand.click(footer.go)
    stage.hand.click(footer.go)
    assert len(stage.wishes) == 1


def test_another_name_needs_no_question(opened: Opener, tmp_path: Path) -> None:
    (tmp_path / "rosenbrock.png").write_bytes(b"old")
    stage = opened(replace(SMALL, folder=str(tmp_path)))
    stage.hand.click(stage.dialog.footer.go)
    type_over(stage.hand, stage.dialog.controls.place.name, "new.jpg.svg")
    assert stage.dialog.footer.state is State.CHOOSING
    stage.hand.key("Return")
    assert [wish.target.name for wish in stage.wishes] == ["new.jpg.png"]


@pytest.mark.parametrize("name", ["", "a/b"])
def test_what_is_no_name_is_said(opened: Opener, name: str) -> None:
    stage = opened()
    type_over(stage.hand, stage.dialog.controls.place.name, name)
    stage.hand.key("Return")
    assert stage.wishes == []
    assert message(stage).endswith((".", "?"))
    assert "name" in message(stage)


def test_browsing_gives_folder_and_name(opened: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stage = opened()
    found = iter([("", ""), (str(tmp_path / "b.svg"), "")])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: next(found))
    before = stage.dialog.controls.place.target
    stage.hand.click(stage.dialog.controls.place.browse)
    assert stage.dialog.controls.place.target == before
    stage.hand.click(stage.dialog.controls.place.browse)
    assert stage.dialog.controls.place.target == tmp_path / "b.png"


def test_browsing_begins_at_home_where_the_folder_is_none(opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    stage, begun = opened(), []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *words, **_: begun.append(words[2]) or ("", ""))
    for folder in ("", "~nobody-of-that-name"):
        type_over(stage.hand, stage.dialog.controls.place.folder, folder)
        stage.hand.click(stage.dialog.controls.place.browse)
    assert begun == 2 * [str(Path.home() / "rosenbrock.png")]


def test_a_folder_that_has_gone_is_not_offered(opened: Opener, tmp_path: Path) -> None:
    stage = opened(replace(SMALL, folder=str(tmp_path / "gone")))
    assert stage.dialog.controls.place.target.parent == Path.home()


def test_the_page_that_is_being_drawn_is_shown_while_the_export_runs(
    opened: Opener, scene: Scene, qtbot: QtBot, tmp_path: Path
) -> None:
    gate, paint = threading.Event(), scene_painting(scene)
    gate.set()
    stage = opened(
        replace(SMALL, folder=str(tmp_path)), paint=lambda painter, sheet: (gate.wait(), paint(painter, sheet))
    )
    page = stage.dialog.preview.page
    gate.clear()
    try:
        type_over(stage.hand, stage.dialog.controls.sizes.fields[Unit.PX][0], "200")
        stage.hand.key("Return")
        stage.hand.click(stage.dialog.footer.go)
        assert page.image.isNull(), "this test comes too late"
    finally:
        gate.set()
    assert len(stage.wishes) == 1
    qtbot.waitUntil(lambda: page.image.size() == QSize(200, 240))


def test_what_was_chosen_just_before_an_export_is_seen_after_it(opened: Opener, scene: Scene, tmp_path: Path) -> None:
    gate, paint = threading.Event(), scene_painting(scene)
    gate.set()
    stage = opened(
        replace(SMALL, folder=str(tmp_path)), paint=lambda painter, sheet: (gate.wait(), paint(painter, sheet))
    )
    dialog, hand = stage.dialog, stage.hand
    gate.clear()
    try:
        hand.click(dialog.controls.look.parts[Part.LEGEND])
        hand.click(dialog.controls.look.theme.segments["light"])
        hand.click(dialog.footer.go)
    finally:
        gate.set()
    assert len(stage.wishes) == 1
    hand.key("Escape")
    dialog.show_ended("")
    assert stage.image().pixelColor(1, 1).lightness() > 128


def test_while_it_runs_only_cancelling_is_possible(opened: Opener, tmp_path: Path) -> None:
    stage = opened(replace(SMALL, folder=str(tmp_path)))
    dialog, footer = stage.dialog, stage.dialog.footer
    stage.hand.click(footer.go)
    dialog.show_share(0.43)
    assert footer.bar.isVisible()
    assert footer.done.text().startswith("43 %")
    assert not footer.go.isEnabled()
    assert not dialog.controls.formats.segments[".png"].isEnabled()
    stage.hand.key("Escape")
    stage.hand.key("Escape")
    assert stage.cancelled == [True]
    assert dialog.isVisible()
    assert footer.done.text() == "Cancelling…"
    dialog.show_ended("")
    assert footer.state is State.CHOOSING
    assert dialog.controls.formats.segments[".png"].isEnabled()
    assert message(stage) == ""
    assert not stage.image().isNull()


def test_how_long_it_takes_is_said_once_it_can_be_told(opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr("app.gui.widgets.export_footer.perf_counter", lambda: now[0])
    stage = opened(replace(SMALL, folder="/nowhere"))
    stage.hand.click(stage.dialog.footer.go)
    footer = stage.dialog.footer
    now[0] += 0.5
    stage.dialog.show_share(0.2)
    assert footer.done.text() == "20 %"
    now[0] += 9.5
    stage.dialog.show_share(0.2)
    assert footer.done.text() == "20 % · about 40 s left"
    assert footer.bar.value() / footer.bar.maximum() == pytest.approx(0.2)


def test_what_went_wrong_is_said_and_the_dialog_stays(opened: Opener, tmp_path: Path) -> None:
    stage = opened(replace(SMALL, folder=str(tmp_path)))
    stage.hand.click(stage.dialog.footer.go)
    stage.dialog.show_ended("cannot write <b>a</b>: no space left on the device")
    assert message(stage) == "Cannot write <b>a</b>: no space left on the device."
    assert stage.dialog.footer.message.textFormat() is Qt.TextFormat.PlainText
    assert stage.dialog.isVisible()
    stage.choose_format(".svg")
    assert message(stage) == ""


def test_closing_the_dialog_while_it_runs_cancels(opened: Opener, tmp_path: Path) -> None:
    stage = opened(replace(SMALL, folder=str(tmp_path)))
    stage.hand.click(stage.dialog.footer.go)
    stage.dialog.close()
    settle()
    assert stage.cancelled == [True]
    assert not stage.dialog.isVisible()


@pytest.mark.parametrize("suffix", [".png", ".gif", ".csv"])
def test_tab_reaches_everything_that_has_a_name(opened: Opener, suffix: str) -> None:
    stage = opened(replace(SMALL, suffix=suffix))
    kinds = (QAbstractButton, QLineEdit, QAbstractSlider, QPlainTextEdit)
    wanted = {
        widget
        for kind in kinds
        for widget in stage.dialog.findChildren(kind)
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    }
    reached: list[QWidget] = []
    while QApplication.focusWidget() not in reached:
        reached.append(QApplication.focusWidget())
        stage.hand.key("Tab")
    assert set(reached) == wanted
    assert all(widget.accessibleName() or widget.text() for widget in reached)
    assert reached[0] is stage.dialog.controls.formats.segments[suffix]
    assert reached[-1] is stage.dialog.footer.go


def test_the_focus_is_seen(opened: Opener) -> None:
    stage = opened()
    controls, footer = stage.dialog.controls, stage.dialog.footer
    for widget in (controls.formats.segments[".png"], controls.sizes.preset, controls.place.browse, footer.go):
        controls.place.name.setFocus()
        before = widget.grab().toImage()
        widget.setFocus()
        assert widget.grab().toImage() != before


@pytest.mark.parametrize("suffix", OFFERED)
@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
def test_all_of_it_has_room_in_the_smallest_window(opened: Opener, suffix: str, theme) -> None:
    stage = opened(replace(SMALL, suffix=suffix), theme=theme)
    dialog = stage.dialog
    assert dialog.width() <= 1024
    assert dialog.height() <= 640
    assert dialog.minimumSizeHint().width() <= SMALLEST.width()
    assert dialog.minimumSizeHint().height() <= SMALLEST.height()
    note = dialog.controls.formats._note
    assert note.heightForWidth(note.width()) <= note.height()
    buttons = [button for button in dialog.findChildren(QAbstractButton) if button.isVisible()]
    assert all(button.width() >= button.minimumSizeHint().width() for button in buttons)
    assert all(dialog.rect().contains(button.mapTo(dialog, button.rect().bottomRight())) for button in buttons)


def test_the_longest_texts_have_room(opened: Opener) -> None:
    choices = ExportChoices(".gif", Size(1234.5, 1234.5, Unit.MM, 150.5), frames=10_000, fps=1)
    stage = opened(choices)
    for field in stage.dialog.findChildren(QLineEdit):
        if field.isVisible() and field not in (stage.dialog.controls.place.name, stage.dialog.controls.place.folder):
            assert field.fontMetrics().horizontalAdvance(field.text()) <= field.width() - 8, field.text()
    row = stage.dialog.controls.motion
    assert row.minimumSizeHint().width() <= row.width()
