"""What is said of a file before it is written."""

from dataclasses import replace

import pytest

from app.model.experiment import Experiment
from app.model.export_choices import OFFERED, PRESETS, ExportChoices, Size
from app.model.export_words import GOOD_FOR, bytes_text, duration_text, outcome_text, preset_text, size_text
from app.model.paper import Unit
from app.model.scene import Scene, SceneBuilder


@pytest.fixture(scope="module")
def scene() -> Scene:
    return SceneBuilder().build(replace(Experiment(), steps=10, seeds=2, noise=0.1))


@pytest.mark.parametrize(
    ("suffix", "size", "words"),
    [
        (".png", Size(1280, 800), "1280 × 800 px · 339 × 212 mm at 96 dpi"),
        (".png", Size(85, 85, Unit.MM, 300), "1004 × 1004 px · 85 × 85 mm at 300 dpi"),
        (".pdf", Size(85, 60, Unit.MM, 300), "85 × 60 mm · sharp at any size"),
        (".svg", Size(960, 480), "254 × 127 mm · sharp at any size"),
        (".gif", Size(640, 400), "640 × 400 px · 150 frames · 6.0 s at 25 fps"),
        (".csv", Size(), "3 lanes · 10 steps · 2 seeds"),
    ],
)
def test_what_comes_out(suffix: str, size: Size, words: str, scene: Scene) -> None:
    assert outcome_text(ExportChoices(suffix, size), scene) == words


def test_every_format_is_good_for_something_of_its_own() -> None:
    assert set(GOOD_FOR) == set(OFFERED)
    assert len(set(GOOD_FOR.values())) == len(OFFERED)


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1000, "1.0 kB"),
        (41_234, "41 kB"),
        (999_499, "999 kB"),
        (999_999, "1.0 MB"),
        (2_340_000, "2.3 MB"),
        (7 * 10**12, "7000 GB"),
    ],
)
def test_bytes(count: int, text: str) -> None:
    assert bytes_text(count) == text


@pytest.mark.parametrize(
    ("seconds", "text"), [(6, "6.0 s"), (0.04, "0.04 s"), (59.94, "59.9 s"), (59.96, "1:00 min"), (125, "2:05 min")]
)
def test_durations(seconds: float, text: str) -> None:
    assert duration_text(seconds) == text


def test_sizes() -> None:
    assert size_text(Size(63.5, 40, Unit.MM, 300)) == "63.5 × 40 mm"
    assert [preset_text(preset) for preset in PRESETS][:1] == ["Screen · 1280 × 800 px"]
    assert preset_text(PRESETS[4]) == "Journal column · 85 mm wide"
