"""What is said of a formula while it is being typed."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.formula_reading import EXAMPLES, MOST, Exploration, formula_text, read_formula, retyped
from surfaces.expressions.limits import MOST_CHARACTERS
from surfaces.rosenbrock import Rosenbrock
from surfaces.typed import Typed


@pytest.mark.parametrize("text", ["", "   "])
def test_of_nothing_there_is_nothing_to_say(text: str) -> None:
    reading = read_formula(text)
    assert (reading.surface, reading.problem, reading.words(), reading.is_unfinished) == (None, None, "", False)


@pytest.mark.parametrize("text", EXAMPLES)
def test_the_examples_are_surfaces(text: str) -> None:
    surface = read_formula(text).surface
    assert surface is not None
    assert read_formula(formula_text(surface)).surface == surface


def test_a_surface_is_told_by_its_formula_its_sliders_and_what_was_found_on_it() -> None:
    surface = read_formula("x^2 + a*y^2 + b, a=20, b=1").surface
    assert surface is not None
    one, both = read_formula("x^2 + a*y^2, a=20"), read_formula("x^2 + a*y^2 + b, a=20, b=1")
    assert one.words().endswith("slider a")
    assert both.words() == f"= {surface.formula}  ·  sliders a, b"
    assert both.words(explored=True) == f"{both.words()}  ·  1 minimum, found numerically"
    assert "slider" not in read_formula("x^2").words()


def test_an_exploration_finds_what_the_surface_then_remembers() -> None:
    surface = Typed("(x^2 - 1)^2 + y^2")
    with ThreadPoolExecutor(1) as executor:
        ((view, minima),) = Exploration(surface).results(executor, lambda: None)
    assert view is surface.view
    assert minima is surface.minima
    assert len(minima) == 2


def test_an_exploration_finds_a_start_and_a_rate_too(monkeypatch: pytest.MonkeyPatch) -> None:
    surface = Typed("(x^2 - 2)^2 + y^2")
    with ThreadPoolExecutor(1) as executor:
        list(Exploration(surface).results(executor, lambda: None))
    monkeypatch.setattr("surfaces.typed.propose", None)
    assert surface.value(*map(np.asarray, surface.start)) > 0.0
    assert surface.suggested_lr > 0.0


def test_a_long_formula_is_told_in_part() -> None:
    words = read_formula(" + ".join(["x*y"] * 40)).words()
    assert len(words) == len("= ") + MOST
    assert words.endswith("…")


@pytest.mark.parametrize("text", ["x^2 +", "sin(", "2*(x", "x^2 + a", "x +   "])
def test_at_the_end_of_the_text_nothing_is_wrong_yet(text: str) -> None:
    reading = read_formula(text)
    assert reading.problem is not None
    assert reading.is_unfinished
    assert reading.words().startswith("Not finished: ")
    assert reading.words(insisted=True).startswith("At character ")


@pytest.mark.parametrize(
    ("text", "place"), [("foo(y) + x^2", 1), ("x $ y + 1", 3), ("x + )y", 5), ("x + $", 5), ("x + y²", 6)]
)
def test_before_the_end_it_is_wrong_and_the_place_is_told(text: str, place: int) -> None:
    reading = read_formula(text)
    assert not reading.is_unfinished
    assert reading.words().startswith(f"At character {place}: ")
    assert reading.words().endswith((".", "?"))


@given(st.text(max_size=60) | st.text("xy+-*/^(). 1,=a", max_size=30))
def test_whatever_is_typed_is_a_surface_or_a_problem(text: str) -> None:
    reading = read_formula(text)
    assert (reading.surface is None) or (reading.problem is None)
    if text.strip():
        assert reading.words()
        assert "\n" not in reading.words()


def test_more_than_a_formula_can_be_is_a_problem() -> None:
    assert read_formula("x" * (MOST_CHARACTERS + 1)).problem is not None


def test_only_typed_surfaces_have_a_text() -> None:
    assert formula_text(Rosenbrock()) == ""
    assert formula_text(Typed("x^2+y^2"))


def test_sliders_stay_where_they_are_unless_the_text_says_another_number() -> None:
    before = Typed("a*x^2 + b*y^2, a=20, b=3").bent(a=25.0, b=4.0)
    assert retyped("a*x^2 + b*y^4, a=20, b=3", before).numbers == {"a": 25.0, "b": 4.0}
    assert retyped("a*x^2 + b*y^4, a=10, b=3", before).numbers == {"a": 10.0, "b": 4.0}
    assert retyped("a*x^2 + c*y^4, a=20, c=3", before).numbers == {"a": 25.0, "c": 3.0}
    assert retyped("a*x^2 + y^2, a=2", Rosenbrock(a=0.5)).numbers == {"a": 2.0}
