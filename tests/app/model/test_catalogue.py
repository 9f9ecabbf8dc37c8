"""The catalogue: everything is on a shelf, words find it, and facts are told in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import surfaces
from app.model.catalogue import matches, minima_words, range_words, rank, shelves
from app.model.parameters import surface_parameters
from surfaces import SURFACES, Group
from surfaces.plateau import Plateau
from surfaces.rosenbrock import Rosenbrock
from surfaces.saddle import Saddle

everything = st.sampled_from(SURFACES).map(lambda surface: surface())


def found(words: str) -> list[str]:
    return [surface.key for _, row in shelves(words) for surface in row]


def test_every_surface_stands_on_the_shelf_of_its_group_in_the_order_of_the_registry() -> None:
    assert [group for group, _ in shelves()] == [
        group for group in Group if any(surface.group is group for surface in SURFACES)
    ]
    for group, row in shelves():
        assert list(row) == [surface() for surface in SURFACES if surface.group is group]
    assert sorted(found("")) == sorted(surfaces.names())


@given(everything)
def test_it_is_found_by_everything_that_is_said_of_it(surface: surfaces.ClosedForm) -> None:
    for text in (surface.title, surface.key, surface.formula, surface.group, surface.purpose, surface.origin):
        assert matches(surface, text.upper())
        assert surface.key in found(text)


@given(everything, st.text(max_size=8))
def test_more_words_find_less(surface: surfaces.ClosedForm, word: str) -> None:
    assert set(found(f"{surface.title} {word}")) <= set(found(surface.title))


@pytest.mark.parametrize(
    ("words", "key"),
    [("rosen VALLEY", "rosenbrock"), ("  (1960)", "rosenbrock"), ("b(y - x2)2", "rosenbrock"), ("x² - y²", "saddle")],
)
def test_case_accents_dashes_and_raised_digits_do_not_matter(words: str, key: str) -> None:
    assert key in found(words)


def test_nothing_fits_what_is_said_of_none() -> None:
    assert shelves("zebra") == ()
    assert shelves("rosenbrock zebra") == ()


def test_the_title_fits_better_than_what_else_is_said() -> None:
    assert [rank(Saddle(), words) for words in ("Sad", "dle", "curv")] == [0, 1, 2]
    by_title = min(found("saddle"), key=lambda key: rank(surfaces.registry.find(key), "saddle"))
    assert by_title == "saddle"


class Typed(Rosenbrock):
    """One whose minima are known only as far as they were looked for."""

    minima_are_found = True


class Flat(Typed):
    minima = ()


def test_minima_are_counted_and_it_is_said_how_they_are_known() -> None:
    assert minima_words(Rosenbrock()) == "1 minimum"
    assert minima_words(Typed()) == "1 minimum, found numerically"
    assert minima_words(surfaces.get("sharp-and-flat")) == "2 minima"
    assert minima_words(Saddle()) == "No minimum: it has no lowest point"
    assert minima_words(Flat()) == "No minimum found in view"


def test_ranges_are_those_of_the_sliders() -> None:
    rows = surface_parameters(Rosenbrock())
    assert range_words(rows["a"]) == "−1.5 … 1.5, at first 1"
    assert range_words(rows["b"]) == "1 … 1,000, at first 100"
    for parameter in surface_parameters(Plateau()).values():
        assert "…" in range_words(parameter)
