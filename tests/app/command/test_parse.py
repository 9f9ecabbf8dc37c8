"""What people type, and the plain value or the one sentence that they get."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import __version__
from app.command.commands import Command, Doctor, OpenWindow, PathView, Print, Render
from app.command.lane import READERS
from app.command.options import EXPERIMENT_OPTIONS, LANE_SETTINGS, LISTS, RENDER_OPTIONS, WINDOW_OPTIONS
from app.command.parse import parse
from app.errors import FaultError, UseError
from app.model.experiment import MOST_LANES, MOST_POINTS, Experiment, Lane
from app.model.formats import BY_SUFFIX
from app.model.motion import Motion
from app.model.paper import Paper
from app.sessions import Session
from optim_core import (
    SGD,
    Change,
    Constant,
    Convention,
    Cosine,
    Decay,
    Drawn,
    Momentum,
    Move,
    Nesterov,
    NoiseKind,
    StepDecay,
    Warmup,
)
from surfaces.ravine import Ravine
from surfaces.rosenbrock import Rosenbrock

ALL_SUFFIXES = ".png, .svg, .pdf, .gif, .apng, .webp, .mp4, .csv, .npz, .json or .ravine"


def experiment(*words: str) -> Experiment:
    wanted = parse(words)
    assert isinstance(wanted, OpenWindow)
    return wanted.session.experiment


def refusal(*words: str) -> str:
    with pytest.raises(UseError) as caught:
        parse(words)
    return str(caught.value)


def test_no_words_open_the_window_on_the_default_experiment() -> None:
    assert parse([]) == OpenWindow(Session())


def test_render_without_options_draws_the_default_experiment() -> None:
    target, form = Path("out.png"), BY_SUFFIX[".png"]
    assert parse(["render", "out.png"]) == Render(target, form, Session(), Paper(), PathView(), Motion())


def test_window_and_render_mean_the_same_experiment() -> None:
    words = ["--surface", "ravine:condition=20", "--lane", "momentum:beta=0.5", "--steps", "50", "--start=1,-2"]
    wanted = parse(["render", "out.svg", *words])
    assert isinstance(wanted, Render)
    assert wanted.session.experiment == experiment(*words)


def test_the_window_may_begin_with_a_lesson() -> None:
    assert parse(["--lesson", "momentum"]) == OpenWindow(Session(), None, "momentum")
    with pytest.raises(UseError, match="unknown option '--lesson'"):
        parse(["render", "a.png", "--lesson", "momentum"])


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


def test_a_lane_says_all_that_its_card_can() -> None:
    text = (
        "nesterov:lr=0.01,beta=0.9,dampening=0.1,weight_decay=0.2,convention=inside,decay=decoupled,drawn=ahead,name=Mine,"
        "schedule=warmup:length=100+cosine:period=900:floor=0.1,restarts=300+100,restart_at_boundaries=yes,"
        "steer=600:beta=0.5:lr=0.02+420:lr=5e-4,visible=no,colour=5"
    )
    rule = Nesterov(
        lr=0.01,
        beta=0.9,
        dampening=0.1,
        weight_decay=0.2,
        convention=Convention.INSIDE,
        decay=Decay.DECOUPLED,
        drawn=Drawn.AHEAD,
        schedule=Warmup(length=100) * Cosine(period=900, floor=0.1),
        restarts=(100, 300),
        restart_at_boundaries=True,
        changes=(Change(420, "lr", 5e-4), Change(600, "beta", 0.5), Change(600, "lr", 0.02)),
    )
    assert experiment("--lane", text).lanes == (Lane(rule, "Mine", 4, visible=False, linked=False),)


def test_the_order_of_a_lanes_settings_does_not_matter() -> None:
    settings = ["lr=0.5", "steer=20:lr=1", "linked=yes", "beta=0.25", "name=A", "restarts=7", "convention=averaged"]
    found = experiment("--lane", f"momentum:{','.join(settings)}")
    assert found == experiment("--lane", f"momentum:{','.join(reversed(settings))}")
    assert found.lanes[0].linked
    assert found.lanes[0].rule.changes == (Change(20, "lr", 1.0),)


def test_every_lane_setting_of_the_help_is_read() -> None:
    assert [setting.name for setting in LANE_SETTINGS] == list(READERS)


def test_a_lane_may_leave_the_masters_as_they_are() -> None:
    found = experiment("--lr", "0.002", "--lane", "momentum:linked=no", "--steer", "300:lr=1")
    assert not found.lanes[0].linked
    assert found.rules[0] == Momentum(lr=0.002, beta=0.9)


def test_a_schedule_restarts_and_another_convention_leave_a_lane_linked() -> None:
    found = experiment("--lane", "momentum:schedule=cosine,restarts=5,convention=inside,steer=9:dampening=0.5")
    assert found.lanes[0].linked


def test_a_constant_schedule_and_numbers_with_a_plus_sign() -> None:
    found = experiment("--lane", "sgd:schedule=constant", "--lane", "sgd:schedule=step:every=1e+2:gamma=2+warmup")
    assert found.lanes[0].rule.schedule == Constant()
    assert found.lanes[1].rule.schedule == StepDecay(every=100, gamma=2.0) * Warmup()


@pytest.mark.parametrize("turned", [False, True])
def test_steering_and_moves_act_in_the_order_of_their_steps(turned: bool) -> None:
    pairs = [
        ["--steer", "600:lr=0.25,beta=0.5"],
        ["--steer", "420:lr=0.5"],
        ["--steer", "30:noise=2"],
        ["--move", "500,1,-1"],
        ["--move", "20,0.5,0"],
        ["--lr", "0.75"],
    ]
    found = experiment(*(word for pair in (pairs[::-1] if turned else pairs) for word in pair))
    assert found.lr == 0.75
    assert found.changes == (
        Change(30, "noise", 2.0),
        Change(420, "lr", 0.5),
        Change(600, "beta", 0.5),
        Change(600, "lr", 0.25),
    )
    assert found.moves == (Move(20, 0.5, 0.0), Move(500, 1.0, -1.0))


def test_steering_acts_on_linked_lanes_alone() -> None:
    found = experiment("--steer", "420:lr=0.5", "--lane", "sgd", "--lane", "momentum:beta=0.5")
    assert [rule.changes for rule in found.rules] == [(Change(420, "lr", 0.5),), ()]


def test_steered_at_the_start_is_set_for_the_whole_run() -> None:
    assert experiment("--steer", "0:lr=0.5") == experiment("--lr", "0.5")
    assert experiment("--lane", "sgd:steer=0:lr=0.5") == experiment("--lane", "sgd:lr=0.5")


def test_what_happens_in_mid_run_is_measured_by_the_steps_given() -> None:
    words = ["--move", "5000,1,1", "--lane", "sgd:restarts=4999,steer=5000:lr=1", "--steer", "5000:lr=2"]
    assert experiment(*words, "--steps", "5000").moves == (Move(5000, 1.0, 1.0),)
    assert "which has steps 0 to 4,998;" in refusal(*words, "--steps", "4999")


def test_noise_may_jitter_the_data() -> None:
    assert experiment("--noise-kind", "jitter").noise_kind is NoiseKind.JITTER


def test_one_lane_may_have_more_seeds_than_three() -> None:
    found = experiment("--lane", "sgd", "--seeds", "1000", "--steps", str(MOST_POINTS // 1000))
    assert (len(found.lanes), found.seeds) == (1, 1000)


def test_a_file_may_begin_with_a_dash() -> None:
    wanted = parse(["render", "--steps", "5", "--", "-x.png"])
    assert isinstance(wanted, Render)
    assert wanted.target == Path("-x.png")


def test_the_other_commands() -> None:
    assert parse(["doctor"]) == Doctor()
    for words in (["--version"], ["--version", "x"], ["render", "--version"]):
        assert parse(words) == Print(f"ravine {__version__}")


@pytest.mark.parametrize("words", [["--help"], ["-h"], ["render", "--help"], ["render", "x.bmp", "--steps", "-h"]])
def test_help_names_every_option(words: list[str]) -> None:
    wanted = parse(words)
    assert isinstance(wanted, Print)
    assert all(f"{option.name} {option.form}" in wanted.text for option in (*EXPERIMENT_OPTIONS, *RENDER_OPTIONS))


@pytest.mark.parametrize("command", ["list", "doctor"])
def test_help_of_the_small_commands(command: str) -> None:
    wanted = parse([command, "--help"])
    assert isinstance(wanted, Print)
    assert wanted.text.startswith(f"ravine {command}")


PRINTED = [["--help"], ["render", "--help"], *(["list", kind] for kind in LISTS)]


@pytest.mark.parametrize("words", PRINTED, ids=" ".join)
def test_printed_lines_fit_a_terminal(words: list[str]) -> None:
    wanted = parse(words)
    assert isinstance(wanted, Print)
    assert max(map(len, wanted.text.splitlines())) <= 100


@pytest.mark.parametrize("words", [["--help"], ["render", "--help"]], ids=" ".join)
def test_the_helps_of_options_and_lane_settings_stand_below_each_other(words: list[str]) -> None:
    wanted = parse(words)
    assert isinstance(wanted, Print)
    lines = wanted.text.splitlines()
    options = [(f"{option.name} {option.form}", option.help) for option in (*EXPERIMENT_OPTIONS, *RENDER_OPTIONS)]
    options += [(f"{setting.name}={setting.form}", setting.help) for setting in LANE_SETTINGS]
    columns = {line.index(says) for left, says in options for line in lines if line.startswith(f"  {left} ")}
    assert len(columns) == 1


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
        ("--surface x^2+y^2", "--surface 'x^2+y^2': a formula begins with expr:, as in 'expr:x^2+y^2'"),
        ("--surface data:", "--surface 'data:': a file is missing behind data:; name one, as in data:heights.csv"),
        ("--surface rosenbrock:b=-1", "--surface 'rosenbrock:b=-1': b must lie between 0 and 1e6, not −1"),
        ("--lane sdg", "--lane 'sdg': unknown rule 'sdg'; did you mean sgd?"),
        ("--lane momentum:bta=0", "--lane 'momentum:bta=0': momentum has no parameter 'bta'; did you mean beta?"),
        ("--lane sgd:lr=-1", "--lane 'sgd:lr=-1': lr must lie between 0 and 1e9, not −1"),
        ("--stpes 3", "unknown option '--stpes'; did you mean --steps?"),
        ("-v", "unknown option '-v'; see ravine --help"),
        ("--size 100x100", "--size belongs to render: ravine render FILE --size WIDTHxHEIGHT"),
        ("rendr", "unknown command 'rendr'; did you mean render?"),
        ("--steps 5 render", "the command comes first: ravine render …"),
        ("render", "render needs a file to write, like ravine render figure.png"),
        ("render a.png b.png c", "render takes a file to write and one source; what is 'c'?"),
        ("render a.bmp", f"a.bmp ends in .bmp; what Ravine can write ends in {ALL_SUFFIXES}"),
        ("render a", f"a has no suffix; what Ravine can write ends in {ALL_SUFFIXES}"),
        ("render a.png --theme drak", "--theme 'drak': unknown theme; did you mean dark?"),
        ("list", "list takes one word: surfaces, rules or schedules"),
        ("list rulez", "there is no list of 'rulez'; did you mean rules?"),
        ("list scedules", "there is no list of 'scedules'; did you mean schedules?"),
        ("doctor now", "doctor takes no words; what is 'now'?"),
    ],
)
def test_what_makes_no_sense_is_said_in_one_sentence(words: str, sentence: str) -> None:
    assert refusal(*words.split()) == sentence


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        ("--noise-kind gausian", "unknown kind of noise 'gausian'; did you mean gaussian?"),
        ("--move 300,1", "a move is a step and two numbers, like 300,0.5,-1"),
        ("--move 300,1,x", "“x” is not a number"),
        ("--move 1.5,1,1", "a step is a whole number, not 1.5"),
        (
            "--move 1001,1,1",
            "step 1,001 is not in the run, which has steps 0 to 1,000; take one of them or more --steps",
        ),
        ("--move -1,1,1", "step −1 is not in the run, which has steps 0 to 1,000; take one of them or more --steps"),
        ("--move 300,1e10,1", "a move must lie within ±1e+09"),
        ("--steer 300", "'300' is not of the form STEP:NAME=VALUE, like 420:lr=5e-4"),
        ("--steer 300:lr", "'lr' is not of the form parameter=value"),
        ("--steer x:lr=1", "“x” is not a number"),
        (
            "--steer 1e4:lr=1",
            "step 10,000 is not in the run, which has steps 0 to 1,000; take one of them or more --steps",
        ),
        ("--steer 300:bta=0", "lr, beta and noise can be steered for all lanes, not 'bta'; did you mean beta?"),
        ("--steer 300:lr=fast", "lr: “fast” is not a number"),
        ("--steer 300:beta=1", "beta must lie between 0 and 0.999999, not 1"),
        ("--steer 300:noise=-1", "noise must lie between 0 and 1e9, not −1"),
        ("--lane sgd:schedul=cosine", "sgd has no parameter 'schedul'; did you mean schedule?"),
        ("--lane sgd:color=1", "sgd has no parameter 'color'; did you mean colour?"),
        ("--lane sgd:schedule=cosin", "schedule: unknown schedule 'cosin'; did you mean cosine?"),
        ("--lane sgd:schedule=warmup+", "schedule: unknown schedule ''; known: constant, warmup, step, exponential"),
        ("--lane sgd:schedule=cosine:perod=9", "schedule: cosine has no parameter 'perod'; did you mean period?"),
        ("--lane sgd:schedule=cosine:period=0", "schedule: period must lie between 1 and 1e6, not 0"),
        ("--lane sgd:schedule=cosine:period", "schedule: 'period' is not of the form parameter=value"),
        ("--lane sgd:schedule=step:every=2.5", "schedule: every must be a whole number, not 2.5"),
        ("--lane sgd:restarts=100+1000", "restarts: step 1,000 is not in the run, which has steps 0 to 999; take"),
        ("--lane sgd:restarts=100+", "restarts: “” is not a number"),
        ("--lane sgd:restart_at_boundaries=y", "restart_at_boundaries: unknown answer 'y'; known: yes, no"),
        ("--lane sgd:steer=3:beta=0", "steer: sgd has no parameter 'beta'; known: lr, weight_decay"),
        ("--lane sgd:steer=3:lr=1+3:lr=2", "steer: lr is steered twice at step 3; give it once"),
        ("--lane sgd:visible=nope", "visible: unknown answer 'nope'; did you mean no?"),
        ("--lane sgd:colour=9", "colour: unknown colour '9'; known: 1, 2, 3, 4, 5, 6, 7, 8"),
        ("--lane sgd:linked=maybe", "linked: unknown answer 'maybe'; known: yes, no"),
        ("--lane sgd:decay=decouple", "decay: unknown word 'decouple'; did you mean decoupled?"),
        ("--lane momentum:convention=keras", "convention: unknown word 'keras'; known: outside, inside, averaged"),
        ("--lane momentum:drawn=ahead", "momentum has no parameter 'drawn'"),
        ("--lane nesterov:drawn=ahed", "drawn: unknown word 'ahed'; did you mean ahead?"),
        ("--lane sgd:beta=0.9", "sgd has no parameter 'beta'; known: lr, weight_decay, decay, name, schedule"),
        ('--lane sgd:name="x', "a double quote is not closed; write it twice if it belongs to the text"),
    ],
)
def test_what_is_wrong_with_an_event_or_a_lane_is_said(word: str, sentence: str) -> None:
    option, value = word.split()
    assert refusal(option, value).startswith(f"{option} '{value}': {sentence}")


def test_what_is_steered_twice_at_one_step_is_refused() -> None:
    sentence = refusal("--steer", "300:lr=1", "--steer", "20:lr=2", "--steer", "300:noise=0,lr=2")
    assert sentence.startswith("--steer '300:lr=1 20:lr=2 300:noise=0,lr=2': ")
    assert sentence.endswith("lr is steered twice at step 300; give it once")


def test_two_lanes_of_one_colour_are_refused() -> None:
    sentence = refusal("--lane", "sgd:name=Plain", "--lane", "momentum:colour=1")
    assert sentence == "--lane 'momentum:colour=1': colour: 1 is the colour of Plain already; take another one"


def test_too_many_lanes() -> None:
    lanes = ["--lane=sgd"] * MOST_LANES
    assert len(experiment(*lanes).lanes) == MOST_LANES
    assert refusal(*lanes, "--lane=sgd").endswith("the most that can be told apart")


def test_more_than_fits_into_memory() -> None:
    assert refusal("--seeds", "1000", "--steps", "100000").endswith("take fewer seeds or steps")
    assert experiment("--seeds", "200", "--steps", "10000").seeds == 200


def test_a_typed_surface_has_its_sliders_where_they_are_put_and_else_at_their_defaults() -> None:
    formula = "expr:x^2 + a*y^2, a = 3 in [0, 10]"
    assert [experiment("--surface", formula + rest).surface.numbers["a"] for rest in ("", ";", ";a=5")] == [3, 3, 5]


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
    "momentum:schedule=warmup+cosine:period=9,restarts=3",
    "3:lr=1",
    "3,1,-1",
    "jitter",
    "64x64",
    "dark",
]
CRUMBS = ["lr", "beta", "=", ":", "+", ",", "1", "0.5", "20", "warmup", "step", "every", "gamma", "1e+2", '"']
OPTIONS = [option.name for option in (*EXPERIMENT_OPTIONS, *WINDOW_OPTIONS, *RENDER_OPTIONS)]


def answer(words: list[str]) -> Command | str:
    """The value, or the sentence of the error."""
    try:
        return parse(words)
    except (UseError, FaultError) as error:
        return str(error)


@given(st.lists(st.sampled_from(PIECES) | st.sampled_from(OPTIONS) | st.text(max_size=20), max_size=8))
def test_any_words_give_a_value_or_one_sentence(words: list[str]) -> None:
    assert answer(words)


@given(
    st.sampled_from(
        [
            *("--surface=rosenbrock:", "--lane=momentum:", "--lane=sgd:schedule=", "--lane=sgd:steer=", "--start="),
            *("--lane=sgd:restarts=", "--lane=sgd:name=", "--steer=", "--steer=3:", "--move=", "--steps=", "--size="),
        ]
    ),
    st.text(':,=.-+e0123456789x abβ"', max_size=25) | st.lists(st.sampled_from(CRUMBS), max_size=8).map("".join),
)
def test_any_value_gives_a_picture_or_a_sentence_that_says_where(option: str, text: str) -> None:
    found = answer(["render", "out.png", option + text])
    assert isinstance(found, Render) or option.split("=")[0] in found
