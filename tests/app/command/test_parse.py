"""What people type, and the plain value or the one sentence that they get."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import __version__
from app.command.commands import Command, Doctor, OpenWindow, Print, Render
from app.command.options import EXPERIMENT_OPTIONS, RENDER_OPTIONS
from app.command.parse import parse
from app.errors import UseError
from app.model.experiment import MOST_LANES, Experiment
from app.model.theme import DARK, LIGHT
from optim_core import SGD, Momentum, Nesterov
from surfaces.ravine import Ravine
from surfaces.rosenbrock import Rosenbrock


def experiment(*words: str) -> Experiment:
    wanted = parse(words)
    assert isinstance(wanted, OpenWindow)
    return wanted.experiment


def refusal(*words: str) -> str:
    with pytest.raises(UseError) as caught:
        parse(words)
    return str(caught.value)


def test_no_words_open_the_window_on_the_default_experiment() -> None:
    assert parse([]) == OpenWindow(Experiment())


def test_render_without_options_draws_the_default_experiment() -> None:
    assert parse(["render", "out.png"]) == Render(Path("out.png"), Experiment(), (1280, 800), LIGHT)


def test_window_and_render_mean_the_same_experiment() -> None:
    words = ["--surface", "ravine:condition=20", "--lane", "momentum:beta=0.5", "--steps", "50", "--start=1,-2"]
    wanted = parse(["render", "out.svg", *words])
    assert isinstance(wanted, Render)
    assert wanted.experiment == experiment(*words)


def test_the_options_may_stand_before_the_file() -> None:
    assert parse(["render", "--steps", "50", "out.png"]) == parse(["render", "out.png", "--steps", "50"])


def test_a_surface_brings_its_own_start_and_learning_rate() -> None:
    found = experiment("--surface", "ravine:condition=20,angle=30")
    assert found.surface == Ravine(condition=20, angle=30)
    assert (found.start, found.lr) == (Ravine.start, Ravine.suggested_lr)


@pytest.mark.parametrize("surface_first", [True, False])
def test_what_is_said_outweighs_what_the_surface_brings(surface_first: bool) -> None:
    surface, rest = ["--surface", "ravine"], ["--start", "-1.2,1", "--lr", "0.5"]
    found = experiment(*(surface + rest if surface_first else rest + surface))
    assert (found.start, found.lr) == ((-1.2, 1.0), 0.5)


def test_every_number_of_a_run() -> None:
    found = experiment(
        *("--steps", "50", "--noise", "0.5", "--batch", "4", "--seeds", "3", "--seed", "7", "--beta", "0.8")
    )
    assert (found.steps, found.noise, found.batch_size) == (50, 0.5, 4)
    assert (found.seeds, found.seed, found.beta) == (3, 7, 0.8)


def test_lanes_replace_the_default_ones() -> None:
    lanes = experiment("--lane", "nesterov", "--lane", "sgd:name=Plain").lanes
    assert [(type(lane.rule), lane.name, lane.colour, lane.linked) for lane in lanes] == [
        (Nesterov, "Nesterov", 0, True),
        (SGD, "Plain", 1, True),
    ]


def test_a_lane_with_its_own_value_keeps_the_masters_for_the_rest() -> None:
    found = experiment("--lr", "0.002", "--lane", "momentum:beta=0.5", "--beta", "0.8", "--lane", "momentum:lr=0.003")
    assert [lane.linked for lane in found.lanes] == [False, False]
    assert list(found.rules) == [Momentum(lr=0.002, beta=0.5), Momentum(lr=0.003, beta=0.8)]


def test_weight_decay_leaves_a_lane_linked() -> None:
    found = experiment("--lane", "sgd:weight_decay=0.1", "--lr", "0.002")
    assert found.lanes[0].linked
    assert found.rules[0] == SGD(lr=0.002, weight_decay=0.1)


@pytest.mark.parametrize(
    ("text", "size"), [("64x64", (64, 64)), ("5000×20000", (5000, 20_000)), ("100X200", (100, 200))]
)
def test_sizes(text: str, size: tuple[int, int]) -> None:
    wanted = parse(["render", "out.png", "--size", text, "--theme", "dark"])
    assert isinstance(wanted, Render)
    assert (wanted.size, wanted.theme) == (size, DARK)


def test_a_file_may_begin_with_a_dash() -> None:
    wanted = parse(["render", "--steps", "5", "--", "-x.png"])
    assert isinstance(wanted, Render)
    assert wanted.target == Path("-x.png")


def test_the_other_commands() -> None:
    assert parse(["doctor"]) == Doctor()
    assert parse(["--version"]) == Print(f"ravine {__version__}")


@pytest.mark.parametrize("words", [["--help"], ["-h"], ["render", "--help"], ["render", "x.gif", "--steps", "-h"]])
def test_help_names_every_option(words: list[str]) -> None:
    wanted = parse(words)
    assert isinstance(wanted, Print)
    assert all(f"{option.name} {option.form}" in wanted.text for option in (*EXPERIMENT_OPTIONS, *RENDER_OPTIONS))


@pytest.mark.parametrize("command", ["list", "doctor"])
def test_help_of_the_small_commands(command: str) -> None:
    wanted = parse([command, "--help"])
    assert isinstance(wanted, Print)
    assert wanted.text.startswith(f"ravine {command}")


@pytest.mark.parametrize("words", [["--help"], ["render", "--help"], ["list", "surfaces"], ["list", "rules"]])
def test_printed_lines_fit_a_terminal(words: list[str]) -> None:
    wanted = parse(words)
    assert isinstance(wanted, Print)
    assert max(map(len, wanted.text.splitlines())) <= 120


NOT_NUMBERS = ["nan", "inf", "-inf", "1e999", "true", "None", "1_0", "0x10", "1;2", "one", "“", "\0", "1" * 5000 + "x"]


@pytest.mark.parametrize("text", NOT_NUMBERS)
@pytest.mark.parametrize(
    "form", ["--steps={}", "--lr={}", "--start=0,{}", "--surface=rosenbrock:a={}", "--lane=sgd:lr={}"]
)
def test_what_is_not_a_number_is_refused(form: str, text: str) -> None:
    sentence = refusal(form.format(text))
    assert sentence.startswith(form.split("=")[0])
    assert sentence.endswith("is not a number")
    assert len(sentence) < 200


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("--steps 0", "--steps '0': steps must lie between 1 and 100,000, not 0"),
        ("--steps 1.5", "--steps '1.5': steps must be a whole number, not 1.5"),
        ("--noise -1", "--noise '-1': noise must lie between 0 and 1e9, not −1"),
        ("--lr -1", "--lr '-1': lr must lie between 0 and 1e9, not −1"),
        ("--start 1", "--start '1': a start is two numbers, like -1.2,1"),
        ("--start 1,2,3", "--start '1,2,3': a start is two numbers, like -1.2,1"),
        ("--start 1e10,0", "--start '1e10,0': start must lie within ±1e+09"),
        ("--surface rosenbrok", "--surface 'rosenbrok': unknown surface 'rosenbrok'; did you mean rosenbrock?"),
        ("--surface Ravine", "--surface 'Ravine': unknown surface 'Ravine'; did you mean ravine?"),
        ("--surface ravine:agle=1", "--surface 'ravine:agle=1': ravine has no parameter 'agle'; did you mean angle?"),
        ("--surface sphere:a=1", "--surface 'sphere:a=1': sphere has no parameter 'a'; there are none"),
        ("--surface rosenbrock:b=-1", "--surface 'rosenbrock:b=-1': b must lie between 0 and 1e6, not −1"),
        ("--lane sdg", "--lane 'sdg': unknown rule 'sdg'; did you mean sgd?"),
        ("--lane momentum:bta=0", "--lane 'momentum:bta=0': momentum has no parameter 'bta'; did you mean beta?"),
        ("--lane sgd:lr=-1", "--lane 'sgd:lr=-1': lr must lie between 0 and 1e9, not −1"),
        ("--stpes 3", "unknown option '--stpes'; did you mean --steps?"),
        ("--size 100x100", "--size belongs to render: ravine render FILE --size WIDTHxHEIGHT"),
        ("rendr", "unknown command 'rendr'; did you mean render?"),
        ("--steps 5 render", "the command comes first: ravine render …"),
        ("render", "render needs a file to write, like ravine render figure.png"),
        ("render a.png b.png", "render writes one file; what is 'b.png'?"),
        ("render a.gif", "a.gif ends in .gif; a figure's file ends in .png, .svg or .pdf"),
        ("render a", "a has no suffix; a figure's file ends in .png, .svg or .pdf"),
        ("render a.png --theme drak", "--theme 'drak': unknown theme; did you mean dark?"),
        ("list", "list takes one word: ravine list surfaces or ravine list rules"),
        ("list rulez", "there is no list of 'rulez'; did you mean rules?"),
        ("doctor now", "doctor takes no words; what is 'now'?"),
    ],
)
def test_what_makes_no_sense_is_said_in_one_sentence(words: str, sentence: str) -> None:
    assert refusal(*words.split()) == sentence


@pytest.mark.parametrize("text", ["63x64", "64x20001", "0x0", f"{'9' * 5000}x64"])
def test_sides_out_of_range(text: str) -> None:
    assert refusal("render", "a.png", "--size", text).endswith("must lie between 64 and 20,000 pixels")


@pytest.mark.parametrize("text", ["100", "100x", "x100", "100x100x100", "1e3x100", "-100x100", "100.5x100", "²x100"])
def test_what_is_not_a_size(text: str) -> None:
    assert refusal("render", "a.png", "--size", text).endswith("whole pixels, like 1280x800")


def test_too_many_pixels() -> None:
    assert refusal("render", "a.png", "--size", "20000x20000").endswith("at most 100 million pixels")


def test_too_many_lanes() -> None:
    lanes = ["--lane=sgd"] * MOST_LANES
    assert len(experiment(*lanes).lanes) == MOST_LANES
    assert refusal(*lanes, "--lane=sgd").endswith("the most that can be told apart")


def test_more_than_fits_into_memory() -> None:
    assert refusal("--seeds", "1000", "--steps", "100000").endswith("take fewer seeds or steps")
    assert experiment("--seeds", "200", "--steps", "10000").seeds == 200


def test_the_default_surface_can_be_named() -> None:
    assert experiment("--surface", "rosenbrock") == Experiment()
    assert experiment("--surface", "rosenbrock:a=1,b=100").surface == Rosenbrock()


PIECES = [
    "render",
    "list",
    "rules",
    "doctor",
    "out.png",
    "-1.2,1",
    "1e3",
    "ravine:angle=30",
    "sgd:lr=1",
    "64x64",
    "dark",
]
OPTIONS = [option.name for option in (*EXPERIMENT_OPTIONS, *RENDER_OPTIONS)]


def answer(words: list[str]) -> Command | str:
    """The value, or the sentence of the UseError."""
    try:
        return parse(words)
    except UseError as error:
        return str(error)


@given(st.lists(st.sampled_from(PIECES) | st.sampled_from(OPTIONS) | st.text(max_size=20), max_size=8))
def test_any_words_give_a_value_or_one_sentence(words: list[str]) -> None:
    assert answer(words)


@given(
    st.sampled_from(["--surface=rosenbrock:", "--lane=momentum:", "--start=", "--steps=", "--size="]),
    st.text(":,=.-+e0123456789x abβ", max_size=25),
)
def test_any_value_gives_a_picture_or_a_sentence_that_says_where(option: str, text: str) -> None:
    found = answer(["render", "out.png", option + text])
    assert isinstance(found, Render) or option.split("=")[0] in found
