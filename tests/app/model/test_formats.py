from pathlib import Path, PurePosixPath

import pytest

from app.errors import UseError
from app.model.formats import FORMATS, Kind, format_of, suffixes


@pytest.mark.parametrize("name", ["a.png", "a.SVG", "a.b.Pdf", "/tmp/x y/β.pNg", "-x.svg"])
def test_a_figure_is_told_by_its_suffix_in_any_case(name: str) -> None:
    found = format_of(Path(name), Kind.FIGURE)
    assert found.suffix == "." + name.rsplit(".")[-1].lower()
    assert found.kind is Kind.FIGURE


@pytest.mark.parametrize("name", ["a.gif", "a.ravine", "a.jpg", "a.png.bak", "a.p ng"])
def test_another_suffix_is_no_figures(name: str) -> None:
    with pytest.raises(UseError) as caught:
        format_of(Path(name), Kind.FIGURE)
    assert str(caught.value) == f"{name} ends in {Path(name).suffix}; a figure ends in .png, .svg or .pdf"


@pytest.mark.parametrize("name", ["a", ".png", "a.", "png", "", "folder.png/a"])
def test_no_suffix_is_no_format(name: str) -> None:
    with pytest.raises(UseError) as caught:
        format_of(Path(name), Kind.FIGURE)
    assert str(caught.value).endswith("; a figure ends in .png, .svg or .pdf")
    assert Path(name).name in str(caught.value)


@pytest.mark.parametrize("known", FORMATS, ids=lambda known: known.suffix)
def test_every_format_is_found_among_all_and_among_its_kind(known) -> None:
    target = PurePosixPath("out" + known.suffix.upper())
    assert format_of(target) is known
    assert format_of(target, known.kind) is known
    for other in set(Kind) - {known.kind}:
        with pytest.raises(
            UseError, match=f"^out{known.suffix.upper()} ends in {known.suffix.upper()}; {other.value} "
        ):
            format_of(target, other)


def test_suffixes_are_distinct_and_in_small_letters() -> None:
    assert len(set(suffixes())) == len(FORMATS)
    for suffix in suffixes():
        assert suffix == suffix.lower()
        assert suffix[0] == "."
        assert PurePosixPath("x" + suffix).suffix == suffix


def test_suffixes_of_some_kinds() -> None:
    assert suffixes(Kind.DATA) == (".csv", ".npz", ".json")
    assert suffixes(Kind.SESSION, Kind.FIGURE) == (".png", ".svg", ".pdf", ".ravine")
    assert sum(len(suffixes(kind)) for kind in Kind) == len(suffixes())


@pytest.mark.parametrize(
    ("kinds", "end"),
    [
        ((Kind.SESSION,), "a session ends in .ravine"),
        ((Kind.ANIMATION,), "an animation ends in .gif, .apng, .webp or .mp4"),
        ((Kind.FIGURE, Kind.SESSION), "what Ravine can write ends in .png, .svg, .pdf or .ravine"),
    ],
)
def test_the_sentence_names_what_would_do(kinds: tuple[Kind, ...], end: str) -> None:
    with pytest.raises(UseError) as caught:
        format_of(Path("notes.txt"), *kinds)
    assert str(caught.value) == f"notes.txt ends in .txt; {end}"
