import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.command.options import EXPERIMENT_OPTIONS, LANE_SETTINGS, RENDER_OPTIONS, Option
from app.command.words import joined, parts, quoted, split
from app.errors import UseError

OPTIONS = (Option("--start", "X,Y", "", many=False), Option("--lane", "RULE", "", many=True))


@pytest.mark.parametrize("words", [["--start", "-1.2,1"], ["--start=-1.2,1"]])
def test_a_value_may_begin_with_a_minus_sign(words: list[str]) -> None:
    assert split(words, OPTIONS).one("--start") == "-1.2,1"


def test_only_the_first_equals_sign_parts_name_and_value() -> None:
    assert split(["--lane=sgd:lr=1,name=a"], OPTIONS).one("--lane") == "sgd:lr=1,name=a"


def test_repeatable_options_keep_their_order_among_plain_words() -> None:
    found = split(["a", "--lane", "x", "b", "--lane=y"], OPTIONS)
    assert found.plain == ("a", "b")
    assert found.values == {"--lane": ("x", "y")}


def test_after_two_dashes_no_word_is_an_option() -> None:
    assert split(["--", "--start", "-x.png"], OPTIONS).plain == ("--start", "-x.png")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--strat", "1"], "unknown option '--strat'; did you mean --start?"),
        (["-x"], "unknown option '-x'; known: --start, --lane"),
        (["--start"], "--start needs a value: --start X,Y"),
        (["--start="], "--start needs a value: --start X,Y"),
        (["--start", "  "], "--start needs a value: --start X,Y"),
        (["--start", "--lane", "x"], "--start needs a value: --start X,Y"),
        (["--start", "1", "--start=2"], "--start is given twice; give it once"),
    ],
)
def test_what_is_wrong_with_an_option_is_said(words: list[str], sentence: str) -> None:
    with pytest.raises(UseError) as caught:
        split(words, OPTIONS)
    assert str(caught.value) == sentence


def test_parts() -> None:
    assert parts("sgd") == ("sgd", {})
    assert parts("sgd:lr=1e-3, name=a=b ") == ("sgd", {"lr": "1e-3", "name": "a=b"})
    assert parts("cosine:period=900:floor=0.1", ":") == ("cosine", {"period": "900", "floor": "0.1"})
    assert parts("momentum:steer=420:lr=5e-4:beta=0.5") == ("momentum", {"steer": "420:lr=5e-4:beta=0.5"})


@pytest.mark.parametrize("text", ["sgd:", "sgd:lr", "sgd:lr=", "sgd:=1", "sgd:lr=1,", "sgd:,lr=1", "sgd:lr=1,lr=2"])
def test_parts_that_make_no_sense(text: str) -> None:
    with pytest.raises(ValueError, match=r"parameter=value$|given twice; give it once$"):
        parts(text)


def test_a_comma_in_double_quotes_parts_nothing() -> None:
    assert parts('sgd:name="a, b",lr=1') == ("sgd", {"name": "a, b", "lr": "1"})
    assert parts('sgd:name="say ""hi"", then go",lr=1')[1] == {"name": 'say "hi", then go', "lr": "1"}


@pytest.mark.parametrize("text", ['sgd:name="a', 'sgd:name=5",lr=1'])
def test_a_double_quote_must_be_closed(text: str) -> None:
    with pytest.raises(ValueError, match=r"^a double quote is not closed; write it twice if it belongs to the text$"):
        parts(text)


@given(st.text(min_size=1).map(str.strip).filter(bool))
def test_any_text_can_be_quoted(text: str) -> None:
    assert parts(f"sgd:name={quoted(text)},lr=1") == ("sgd", {"name": text, "lr": "1"})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("300", ["300"]),
        ("100+300", ["100", "300"]),
        ("1e+2+3E+2", ["1e+2", "3E+2"]),
        ("1.e+2+one-cycle+step:gamma=1e-3+4", ["1.e+2", "one-cycle", "step:gamma=1e-3", "4"]),
        ("cosine++", ["cosine", "", ""]),
    ],
)
def test_a_plus_sign_joins_unless_it_belongs_to_a_number(text: str, found: list[str]) -> None:
    assert joined(text) == found


@given(st.lists(st.text() | st.sampled_from([option.name for option in OPTIONS])))
def test_any_words_are_sorted_or_refused_in_a_sentence(words: list[str]) -> None:
    try:
        found = split(words, OPTIONS)
    except UseError:
        return
    assert set(found.plain) <= set(words)


def test_every_option_has_its_own_name_and_a_help() -> None:
    options = (*EXPERIMENT_OPTIONS, *LANE_SETTINGS, *RENDER_OPTIONS)
    assert len({option.name for option in options}) == len(options)
    assert all(option.help and option.form for option in options)
