"""Which view is drawn, from the words of a command line."""

import pytest

from app.command.commands import CompareView, CrowdView, MapView, PathView, Render, View
from app.command.parse import parse
from app.errors import UseError
from app.model.maps import MapKind, Measure


def view(*words: str) -> View:
    wanted = parse(["render", "out.png", *words])
    assert isinstance(wanted, Render)
    return wanted.view


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("", PathView()),
        ("--view path", PathView()),
        ("--view crowd", CrowdView()),
        ("--view compare", CompareView()),
        ("--view map", MapView(MapKind.RATES, (1,), Measure.VERDICT)),
        ("--view map --lane sgd", MapView(MapKind.RATES, (0,), Measure.VERDICT)),
        ("--view map --of 3 --measure loss", MapView(MapKind.RATES, (2,), Measure.LOSS)),
        ("--view starts", MapView(MapKind.STARTS, (1,), Measure.VERDICT)),
        ("--view starts --surface sharp-and-flat", MapView(MapKind.STARTS, (1,), Measure.MINIMUM)),
        ("--view starts --of sgd --measure minimum", MapView(MapKind.STARTS, (0,), Measure.MINIMUM)),
        (
            "--view map --of momentum --against Nesterov --difference yes --measure steps",
            MapView(MapKind.RATES, (1, 2), Measure.STEPS, True),
        ),
        ("--view map --against 1 --difference no", MapView(MapKind.RATES, (1, 0), Measure.VERDICT)),
        ("--view parameter", MapView(MapKind.PARAMETER, (1,), Measure.VERDICT, False, "b")),
        ("--view parameter --parameter a", MapView(MapKind.PARAMETER, (1,), Measure.VERDICT, False, "a")),
        ("--view map --lane sgd:name=2 --lane sgd --of 2", MapView(MapKind.RATES, (0,), Measure.VERDICT)),
    ],
    ids=str,
)
def test_words_ask_for_a_view(words: str, wanted: View) -> None:
    assert view(*words.split()) == wanted


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("--view mop", "--view 'mop': unknown view 'mop'; did you mean map?"),
        ("--of 1", "--of belongs to maps: --view map or --view starts or --view parameter"),
        ("--view crowd --measure loss", "--measure belongs to maps: --view map or --view starts or --view parameter"),
        ("--view map --of 4", "--of '4': there is no such lane; known: SGD, Momentum, Nesterov"),
        ("--view map --against momntum", "--against 'momntum': there is no such lane; did you mean Momentum?"),
        ("--view map --against 2", "--against '2': Momentum is the lane that is mapped already"),
        ("--view map --difference yes", "--difference needs a second lane: --against LANE"),
        ("--view map --against 1 --difference of", "--difference 'of': unknown answer 'of'; known: yes, no"),
        ("--view map --measure lost", "--measure 'lost': unknown measure 'lost'; did you mean loss?"),
        (
            "--view map --measure minimum",
            "--measure 'minimum': which minimum a run ends at is asked of starts: --view starts",
        ),
        (
            "--view starts --measure minimum --surface saddle",
            "--measure 'minimum': Saddle has no minimum; take --measure verdict or loss",
        ),
        (
            "--view map --measure steps --surface saddle",
            "--measure 'steps': Saddle has no minimum; take --measure verdict or loss",
        ),
        ("--view map --parameter a", "--parameter belongs to --view parameter"),
        ("--view parameter --parameter c", "--parameter 'c': Rosenbrock has no parameter 'c'; known: a, b"),
        (
            "--view parameter --surface saddle",
            "--view 'parameter': Saddle has no parameters; take another surface",
        ),
    ],
    ids=str,
)
def test_what_makes_no_sense_is_refused_in_one_sentence(words: str, sentence: str) -> None:
    with pytest.raises(UseError) as caught:
        view(*words.split())
    assert str(caught.value) == sentence


def test_a_comparison_of_what_has_no_best_is_refused() -> None:
    with pytest.raises(UseError, match=r"^--view 'compare': Saddle has no minimum"):
        view("--view", "compare", "--surface", "saddle")
    with pytest.raises(UseError, match=r"^--view 'compare': No lane is visible"):
        view("--view", "compare", "--lane", "sgd:visible=no")


def test_the_window_takes_no_view() -> None:
    with pytest.raises(UseError, match=r"^--view belongs to render: ravine render FILE --view VIEW$"):
        parse(["--view", "map"])
