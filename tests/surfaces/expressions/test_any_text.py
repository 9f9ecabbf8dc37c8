"""Any text at all is a surface or is refused with the one error; what is a surface can be computed."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surfaces.expressions import FUNCTIONS, ExpressionError
from surfaces.typed import Typed
from tests.surfaces.expressions.formulas import LEGAL, formulas

X, Y = (
    grid.ravel() for grid in np.meshgrid([-1e300, -2.5, -1.0, 0.0, 0.3, 7.0, np.inf, np.nan], [-3.0, 0.0, 0.5, 2.0])
)


def examples(number):
    return settings(max_examples=number, deadline=None, suppress_health_check=list(HealthCheck), database=None)


AT_ONCE = 10
"""To draw ten texts for one example costs little more than one."""


def several(texts):
    return st.tuples(*[texts] * AT_ONCE)


PIECES = (
    *("x", "y", "a", "pi", "e", "1", "2", ".5", "1e3", "1e99", "0", "in", "z", "if", "α", "_"),
    *("+", "-", "*", "/", "**", "^", "(", ")", ",", "=", "[", "]", " ", "−", "×", "·", ", a = 1", "//", ".", "\n"),
    *(f"{name}(" for name in FUNCTIONS),
)
LETTERS = "".join(sorted({letter for piece in PIECES for letter in piece})) + "х\u200b\0'\"{}:;%@~!"


def refusal(text):
    """The error, or None; anything else that is raised is a mistake."""
    try:
        Typed(text)
    except ExpressionError as error:
        return error
    return None


def meet(text):
    """It is refused at a place of the text, or all about it can be computed."""
    error = refusal(text)
    if error is not None:
        assert 0 <= error.position <= len(text)
        return
    surface = Typed(text)
    for numbers in (surface.value(X, Y), *surface.gradient(X, Y), *surface.hessian(X, Y)):
        assert numbers.shape == X.shape
        assert numbers.dtype == np.float64
    assert surface.formula


def pieces(letters):
    return "".join(PIECES[ord(letter) % len(PIECES)] for letter in letters)


def slipped(text, slips):
    """The text with letters put in or over others, three bytes for each."""
    for at, cut, letter in zip(slips[::3], slips[1::3], slips[2::3], strict=False):
        place = at % (len(text) + 1)
        text = text[:place] + LETTERS[letter % len(LETTERS)] + text[place + cut % 3 :]
    return text


@examples(9_000 // AT_ONCE)
@given(several(st.text(max_size=24)))
def test_any_letters(texts):
    for text in texts:
        meet(text)


@examples(6_000 // AT_ONCE)
@given(several(st.text(max_size=14).map(pieces)))
def test_any_pieces_of_formulas(texts):
    for text in texts:
        meet(text)


@examples(3_500 // AT_ONCE)
@given(several(st.builds(slipped, st.sampled_from(LEGAL), st.binary(max_size=9))))
def test_legal_formulas_with_slips(texts):
    for text in texts:
        meet(text)


@examples(1_500)
@given(formulas)
def test_formulas_by_the_grammar(text):
    meet(text)
    error = refusal(text)
    assert error is None or any(word in error.sentence for word in ("finite", "divides by 0", "exponent"))


@pytest.mark.parametrize("text", LEGAL)
def test_legal_formulas_are_surfaces(text):
    assert refusal(text) is None
    meet(text)
