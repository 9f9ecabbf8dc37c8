"""An error points at the characters that are meant, and says what to do."""

import pickle

import pytest

from surfaces.expressions import ExpressionError, read
from surfaces.expressions.limits import MOST_CHARACTERS, MOST_DEPTH, MOST_NODES, MOST_PARAMETERS

PLACES = [
    ("2‹x›", "write 2*x for a product"),
    ("x + 3‹y›^2", "write 3*y"),
    ("(x + 1)‹(›y - 1)", "write )*("),
    ("x ‹y›", "write x*y"),
    ("a*x + ‹b›*y, a = 1", "b is not known; give it a value behind the formula: …, b = 1"),
    ("x + ‹xy›", "did you mean x*y?"),
    ("x + ‹PI›", "did you mean pi?"),
    ("‹π›*x", "did you mean pi?"),
    ("x + ‹amplitud›*y, amplitude = 3", "did you mean amplitude?"),
    ("x + ‹sinn›(y)", "did you mean sin?"),
    ("x + ‹arctan›(y)", "did you mean atan?"),
    ("x + ‹Exp›(y)", "did you mean exp?"),
    ("x + ‹blob›(y)", "write blob*( if a product is meant"),
    ("x + ‹sin›*y", "sin(x)"),
    ("x + ‹max›(y)", "max takes 2 or more arguments, not 1"),
    ("x + ‹exp›(x, y)", "exp takes one argument, not 2"),
    ("x + ‹atan2›(x)", "atan2 takes 2 arguments, not 1"),
    ("x +‹›", "is missing at the end"),
    ("x*(y + 1‹›", "the parenthesis of character 3 is open"),
    ("x + 1‹)›*y", "this parenthesis closes none"),
    ("x + ‹)›", "is missing before )"),
    ("x ‹=› 3", "behind a comma"),
    ("x‹[›0]", "square brackets"),
    ("x ‹if› y", "if has no meaning"),
    ("x + ‹lambda›", "lambda has no meaning"),
    ("x + ‹$›", "take it out"),
    ("x‹.›real", "0.5"),
    ("x + ‹_›a", "a name begins with a letter"),
    ("x ‹%› y", "floor(x/y)"),
    ("x ‹//› y", "floor(x/y)"),
    ("‹|›x|", "abs(x)"),
    ("x‹²›", "write ^2"),
    ("x + ‹х›", "(U+0445) only looks like x"),
    ("x + ‹ｙ›", "(U+FF59) only looks like y"),
    ("x + ‹µ›", "type μ instead"),
    ("x‹\u200b› + y", "U+200B"),
    ("x‹\n›+ y", "one line"),
    ("x‹\t›+ y", "type a space"),
    ("x + ‹'›y'", "quotes"),
    ("x + 1/‹0›", "divides by 0"),
    ("x/‹(1 - 1)›", "divides by 0"),
    ("x + ‹log(0)›", "not a finite number"),
    ("x + 2*‹sqrt(1 - 2)›", "not a finite number"),
    ("y - ‹(-8)^(1/3)›", "not a finite number"),
    ("y + x*(‹1e99*1e99*1e99*1e99›*x)", "not a finite number"),
    ("x^‹1001›", "between -1000 and 1000"),
    ("x^9^‹9^9›", "between -1000 and 1000"),
    ("x^‹-2000›", "between -1000 and 1000"),
    ("x + ‹1e101›", "at most 1e+100"),
    (f"x + ‹{'1' * 33}›", "at most 32 characters"),
    (f"x + ‹{'a' * 17}›", "at most 16 characters"),
    ("‹pi*2 + e›", "neither x nor y"),
    ("‹a›, a = 1", "neither x nor y"),
    ("‹›", "the formula is missing"),
    ("x*y, ‹a› = 1", "does not occur"),
    ("x*y, ‹x› = 1", "its own meaning"),
    ("x*y, ‹pi› = 1", "its own meaning"),
    ("x*y, ‹ln› = 1", "its own meaning"),
    ("a*x, a = 1, ‹a› = 2", "has a value already"),
    ("a*x, a = ‹b›", "a number is missing before b"),
    ("a*x, a =‹›", "a number is missing at the end"),
    ("a*x, ‹1› = a", "a decimal has a point"),
    ("x + 1,‹5›", "a decimal has a point"),
    ("a*x, a = 1 in ‹[2, 0]›", "from a number to a larger one"),
    ("a*x, a = ‹5› in [0, 2]", "outside of its range"),
    ("a*x, a = ‹2e9›", "between -1e+09 and 1e+09"),
    ("a*x, a = 1 ‹+› 1", "does not belong behind a parameter"),
    ("a*x, a = 1 in ‹(›0, 2)", "the range, as in [0, 2], is missing"),
]
"""A text, in which ‹ and › enclose the characters that are meant, and part of the sentence."""


def refusal(text):
    with pytest.raises(ExpressionError) as caught:
        read(text)
    return caught.value


@pytest.mark.parametrize(("marked", "words"), PLACES)
def test_the_error_points_at_what_is_meant(marked, words):
    start, end = marked.index("‹"), marked.index("›") - 1
    error = refusal(marked.replace("‹", "").replace("›", ""))
    assert (error.position, error.length) == (start, max(1, end - start))
    assert words in error.sentence
    assert str(error) == f"at character {start + 1}: {error.sentence}"


def test_too_much_is_refused_where_it_begins():
    assert refusal("x" * (MOST_CHARACTERS + 5)).position == MOST_CHARACTERS
    assert refusal("(" * (MOST_DEPTH + 3) + "x").position == MOST_DEPTH
    assert refusal("+".join(["x"] * (MOST_NODES // 2 + 5))).position == MOST_NODES
    names = "abcdfghij"
    text = "+".join(names) + "+x" + "".join(f", {name} = 1" for name in names)
    assert refusal(text).position == text.index(f"{names[MOST_PARAMETERS]} = 1")


def test_so_much_is_read():
    assert read(" " * (MOST_CHARACTERS - 1) + "x").text == "x"
    assert read("(" * MOST_DEPTH + "x" + ")" * MOST_DEPTH).text == "x"
    assert read("+".join(["x"] * (MOST_NODES // 2))).text
    assert read("x^1000 + y^-1000").text
    assert read(f"1e100*x + {'1' * 32}*y").text
    names = "abcdfghi"
    assert len(read("+".join(names) + "+x" + "".join(f", {name} = 1" for name in names)).parameters) == MOST_PARAMETERS


def test_the_error_is_a_value_error_that_can_be_sent():
    error = ExpressionError("write x", 3, 0)
    assert isinstance(error, ValueError)
    copy = pickle.loads(pickle.dumps(error))
    assert (copy.sentence, copy.position, copy.length) == ("write x", 3, 1)
    assert str(copy) == str(error) == "at character 4: write x"
