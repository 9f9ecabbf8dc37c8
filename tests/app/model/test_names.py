import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.names import LONGEST, MOST, check_name, tidy

XML = re.compile("[\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]*")
"""Production [2] of XML 1.0."""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Momentum", "Momentum"),
        ("  two   words\t", "two words"),
        ("a\nb\x85c", "a b c"),
        ("nul\x00, escape\x1b[31m", "nul , escape [31m"),
        ("half \ud800 of a pair", "half of a pair"),
        ("β — 動量 👩‍🚀 ‏עברית", "β — 動量 👩‍🚀 ‏עברית"),
        ("x" * 99, "x" * LONGEST),
        ("x" * (LONGEST - 1) + " y", "x" * (LONGEST - 1)),
        ("", ""),
        (" \ufffe\uffff ", ""),
    ],
)
def test_a_text_becomes_a_name(text: str, name: str) -> None:
    assert tidy(text) == name


any_character = st.characters(exclude_categories=()) | st.sampled_from(" \t\n\x00\ud800\udfff\ufffe\uffff")


@given(st.text(any_character, max_size=60))
def test_what_is_tidy_is_legal_and_stays_as_it_is(text: str) -> None:
    name = tidy(text)
    assert tidy(name) == name
    assert XML.fullmatch(name)
    if name:
        check_name(name)


@pytest.mark.parametrize(
    "name", ["", " ", " a", "a ", "a  b", "a\tb", "a\0b", "\ud800", "a\x9fb", "\uffff", "x" * (MOST + 1)]
)
def test_what_no_lane_may_be_called(name: str) -> None:
    with pytest.raises(ValueError, match=r"^must be 1 to 42 characters on one line, without control characters"):
        check_name(name)
