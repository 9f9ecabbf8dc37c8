"""What is chosen for an export: sizes in two units, names, and what is kept on disk."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import UseError
from app.model.export_choices import (
    CHOICES,
    OFFERED,
    PRESETS,
    ExportChoices,
    Size,
    load_choices,
    presets,
    save_choices,
    stem_of,
    target_of,
)
from app.model.motion import Motion
from app.model.paper import Part, Unit
from app.model.theme import DARK, LIGHT, THEMES


def test_the_presets_are_what_screens_and_journals_ask_for() -> None:
    sizes = {preset.title: preset.size for preset in PRESETS}
    assert (sizes["4K"].width, sizes["4K"].height, sizes["4K"].unit) == (3840, 2160, Unit.PX)
    assert (sizes["Journal column"].width, sizes["Journal column"].unit) == (85, Unit.MM)
    assert (sizes["Journal page"].width, sizes["Journal page"].unit) == (180, Unit.MM)
    assert sizes["Square"].width == sizes["Square"].height


@given(width=st.integers(100, 5000), height=st.integers(100, 5000), dpi=st.floats(72, 200))
def test_a_size_in_pixels_is_the_same_after_a_visit_to_millimetres(width: int, height: int, dpi: float) -> None:
    size = Size(width, height, Unit.PX, dpi)
    metric = size.counted_in(Unit.MM)
    assert metric.width == pytest.approx(width / dpi * 25.4, abs=0.051)
    # A tenth of a millimetre is less than a pixel here.
    back = metric.counted_in(Unit.PX)
    assert (back.width, back.height) == (width, height)
    assert metric.counted_in(Unit.MM) is metric


@pytest.mark.parametrize(
    "wrong",
    [{"suffix": ".exe"}, {"suffix": ".ravine"}, {"theme": "pink"}, {"frames": 1}, {"fps": 1000.0}],
)
def test_nonsense_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"must lie between|there is no theme|is not what"):
        ExportChoices(**wrong)


def test_sides_that_fit_each_alone_may_be_too_many_pixels_together() -> None:
    with pytest.raises(ValueError, match="take a smaller size"):
        replace(ExportChoices(), size=Size(20_000, 20_000))


def test_the_theme_is_the_usual_one_until_another_is_chosen() -> None:
    assert ExportChoices().paper(DARK).theme is DARK
    for theme in THEMES.values():
        assert ExportChoices(theme=theme.name).paper(LIGHT).theme == theme


def test_lines_have_no_resolution_and_keep_their_size_in_print() -> None:
    column = next(preset.size for preset in PRESETS if preset.title == "Journal column")
    for suffix in (".svg", ".pdf", ".png"):
        assert ExportChoices(suffix, column).paper().millimetres[0] == pytest.approx(85)
    assert ExportChoices(".png", column).paper().pixels[0] == round(85 / 25.4 * 300)
    assert ExportChoices(".svg", replace(Size(1280, 800), dpi=600)).paper().units == (1280, 800)


def test_what_was_used_last_is_offered_if_it_has_no_name_anyway() -> None:
    assert presets(None) == presets(replace(PRESETS[1].size, dpi=200)) == PRESETS
    *named, last = presets(Size(700, 500))
    assert tuple(named) == PRESETS
    assert last.size == Size(700, 500)


@pytest.mark.parametrize(
    ("typed", "stem"),
    [("a", "a"), ("a.png", "a"), ("a.PDF", "a"), (" a b.gif ", "a b"), ("v1.2", "v1.2"), ("a.tar.gz", "a.tar.gz")],
)
def test_the_suffix_follows_the_format_whatever_is_typed(typed: str, stem: str) -> None:
    assert stem_of(typed) == stem
    assert target_of("/tmp", typed, ".svg") == Path("/tmp") / f"{stem}.svg"


@pytest.mark.parametrize("name", ["", "  ", ".", "..", "a/b", "../a", "a\\b", "a\0b"])
def test_what_is_no_name_is_said(name: str) -> None:
    with pytest.raises(UseError, match="name"):
        target_of("/tmp", name, ".png")


def test_a_folder_may_begin_at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/somebody")
    assert target_of("~/figures", "a", ".png") == Path("/home/somebody/figures/a.png")


@pytest.mark.parametrize("folder", ["", "  ", "~nobody-of-that-name", "~nobody-of-that-name/figures"])
def test_what_is_no_folder_is_said(folder: str) -> None:
    with pytest.raises(UseError, match="folder"):
        target_of(folder, "a", ".png")


@given(
    suffix=st.sampled_from(OFFERED),
    width=st.integers(100, 9000),
    theme=st.sampled_from(["", *THEMES]),
    parts=st.frozensets(st.sampled_from(list(Part))),
    frames=st.integers(2, 10_000),
    folder=st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
)
def test_what_is_kept_comes_back(
    suffix: str, width: int, theme: str, parts: frozenset[Part], frames: int, folder: str
) -> None:
    choices = ExportChoices(suffix, Size(width, 400), PRESETS[4].size, theme, parts, frames, Motion().fps, folder)
    save_choices(choices)
    assert load_choices() == choices


@pytest.mark.parametrize(
    "kept",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"suffix":".exe"}',
        b'{"suffix":3}',
        b'{"size":{"width":1e999}}',
        b'{"size":{"width":0}}',
        b'{"size":{"width":20000,"height":20000}}',
        b'{"parts":["hat"]}',
        b'{"fps":-1}',
        b'{"theme":"pink"}',
        b"[" * 90_000,
        b'{"folder":"' + b"a" * 200_000 + b'"}',
    ],
)
def test_what_makes_no_sense_is_ignored(kept: bytes) -> None:
    CHOICES.path.parent.mkdir(parents=True, exist_ok=True)
    CHOICES.path.write_bytes(kept)
    assert load_choices() == ExportChoices()


def test_nothing_is_kept_at_first() -> None:
    assert not CHOICES.path.exists()
    assert load_choices() == ExportChoices()
