"""Measures beyond what the built-in reveals ask of them: other conventions, ends of ranges, and what has no answer."""

from math import inf, sqrt

import pytest

from app.lessons.formats import FORMATS, outcome_text
from app.lessons.look import Look
from app.lessons.measures.measure import UnanswerableError
from app.lessons.plans import read_words
from app.lessons.reading import read_value
from app.model.scene import SceneBuilder
from optim_core import RULES
from surfaces import get

KEYS = ", ".join(rule.key for rule in RULES)


def look(words):
    experiment = read_words(words)
    return Look(experiment, SceneBuilder().build(experiment))


def measured(words, term):
    return look(words).answer(read_value(term))


@pytest.mark.parametrize(
    ("lane", "limit"),
    [
        ("sgd", 2.0),
        ("momentum:beta=0.5", 3.0),
        ("momentum:beta=0.99", 3.98),
        ("nesterov:beta=0.5", 1.5),
        ("momentum:beta=0.9,convention=inside,name=momentum", 3.8),
        ("momentum:beta=0.9,convention=averaged", 3.8),
        ("momentum:beta=0.9,dampening=0.5", 3.8),
        ("nesterov:beta=0.9,convention=averaged", 3.8 / 2.8),
    ],
)
def test_limits_are_found_by_trying_in_every_convention(lane, limit):
    words, name = f"--surface ravine --steps 10 --lane {lane}", lane.split(":")[0]
    assert measured(words, f"here.{name}.measured_limit") == pytest.approx(limit, rel=2e-3)
    assert measured(words, f"here.{name}.limit") == pytest.approx(limit, rel=1e-12)


def test_a_trial_leaves_out_what_happens_in_mid_run_and_weight_decay():
    words = "--surface ravine --steps 50 --lane momentum:weight_decay=0.5,restarts=20,schedule=cosine:period=40"
    assert measured(words, "here.momentum.steady_velocity") == pytest.approx(10.0, rel=1e-12)


def test_the_velocity_of_an_lr_inside_carries_it():
    words = "--surface ravine --steps 10 --lr 0.02 --lane momentum:convention=inside"
    assert measured(words, "here.momentum.steady_velocity") == pytest.approx(0.2, rel=1e-12)
    assert measured(words, "here.momentum.effective_lr") == pytest.approx(0.2, rel=1e-12)


def test_the_noise_proxy_is_that_of_the_same_path_in_any_convention():
    words = "--surface ravine --steps 10 --batch 16 --lane momentum:beta=0.9,lr="
    for lane in ("0.01", "0.1,convention=averaged", "0.01,convention=inside"):
        assert measured(words + lane, "here.momentum.noise_scale") == pytest.approx(0.0025, rel=1e-12)


@pytest.mark.parametrize("trial", ["steady_velocity", "alternating_velocity", "measured_limit"])
def test_a_trial_that_would_take_all_memory_and_time_is_not_made(trial):
    words = "--surface ravine --steps 10 --lane momentum:beta=0.999999"
    with pytest.raises(UnanswerableError, match=r"^β = 0\.999999 remembers too long to be tried out$"):
        measured(words, f"here.momentum.{trial}")
    assert measured(words.replace("0.999999", "0.999"), "here.momentum.steady_velocity") == pytest.approx(1000.0)


def test_decoupled_decay_is_not_the_bowl():
    words = "--steps 100 --lane momentum:weight_decay=0.5,decay=decoupled"
    assert measured(words, "here.momentum.decay_gap") > 0.01
    assert measured("--steps 100 --lane nesterov:weight_decay=0.5", "here.nesterov.decay_gap") <= 1e-12


def test_calculators_that_teachers_may_use():
    assert measured("", "noise_scale(lr=0.4, batch=4096)") == pytest.approx(0.00625)
    assert measured("", "stability_limit(rule=nesterov, beta=0.9)") == pytest.approx(3.8 / 2.8)
    assert measured("", "stability_limit(rule=sgd)") == 2.0
    assert measured("--surface ravine:condition=7", "here.soft_curvature") == pytest.approx(1.0)


def test_a_loss_beyond_all_numbers_is_infinite_and_not_the_largest_number():
    """Its position is not yet."""
    far = look("--surface sphere --lr 1000 --lane sgd --steps 60")
    assert [far.answer(read_value(f"here.sgd.{measure}")) for measure in ("diverged_at", "median_loss")] == [inf, inf]


def test_a_run_that_diverged_is_infinitely_far_and_high():
    diverged = look("--surface ravine --lr 1 --lane sgd --seeds 3 --noise 1 --steps 500")

    def answer(measure):
        return diverged.answer(read_value(f"here.sgd.{measure}"))

    for measure in ("peak_loss", "median_distance", "farthest_distance", "median_loss", "spread", "minimum"):
        assert answer(measure) == inf, measure
    assert answer("share_in(minimum=1)") == 0.0
    step = answer("diverged_at")
    assert 0 < step < 500
    assert answer("verdict") == "Diverged"
    assert answer(f"loss(step={step - 1:g})") == answer("loss") > 1e100
    with pytest.raises(UnanswerableError, match=f"^SGD does not reach step {step:.0f}$"):
        answer(f"loss(step={step:g})")


def test_positions_are_seen_from_a_surface_that_moves():
    still = measured("--surface sphere --lane sgd --steps 5", "here.sgd.x(step=5)")
    moved = measured("--surface sphere --lane sgd --steps 5 --move 0,0.5,0 --start -1.1,1.2", "here.sgd.x(step=5)")
    assert moved == pytest.approx(still)


def test_directions_turn_with_the_ravine():
    words = "--surface ravine:condition=9,angle=90 --lane sgd --steps 5"
    gradient = get("ravine", condition=9, angle=90).gradient(-3.5, 1.5)
    assert measured(words, "here.sgd.gradient(along=stiff)") == pytest.approx(abs(gradient[0]))
    assert measured(words, "here.sgd.gradient(along=x)") == pytest.approx(abs(gradient[0]))
    assert measured(words, "here.sgd.gradient(along=soft)") == pytest.approx(abs(gradient[1]))


def test_the_middle_of_an_even_number_of_seeds_is_the_upper_one():
    words = "--surface sphere --lane sgd --steps 20 --noise 1 --seeds 2"
    assert measured(words, "here.sgd.median_distance") == measured(words, "here.sgd.farthest_distance")
    nearest, farthest = (measured(words, f"here.sgd.{m}_distance") for m in ("nearest", "farthest"))
    assert nearest < farthest


@pytest.mark.parametrize(
    ("words", "term", "why"),
    [
        ("--surface saddle --lane sgd", "here.sgd.distance", "the surface has no minimum"),
        ("--surface saddle --lane sgd", "here.sgd.median_distance", "the surface has no minimum"),
        ("--surface saddle --lane sgd", "here.sgd.turns(along=stiff)", "the surface has no minimum"),
        ("--surface saddle --lane sgd", "here.minimum_x", "the surface has no minimum"),
        ("--surface saddle --lane sgd", "here.condition_number", "the surface has no minimum"),
        ("--lane sgd", "here.sgd.turns(along=up)", "there is no direction up; known: x, y, stiff, soft"),
        ("--lane sgd", "here.sgd.step_size(along=stiff, step=1)", "step sizes are known along x and y alone"),
        ("--lane sgd", "here.sgd.moved(along=x, step=1000)", "SGD does not reach step 1,001"),
        ("--lane sgd", "here.sgd.loss(step=1001)", "SGD does not reach step 1,001"),
        ("--lane sgd", "here.sgd.path_gap(other=adam)", "there is no lane adam"),
        ("--lane sgd", "here.sgd.share_in(minimum=2)", "the surface has no minimum 2"),
        ("--lane sgd", "here.sgd.loss_with(name=bias, value=0)", "the surface has no bias of 0"),
        ("--lane sgd", "here.sgd.loss_with(name=b, value=-1)", "the surface has no b of -1"),
        ("--lane sgd", "here.surface_number(name=bias)", "Rosenbrock has no bias"),
        ("--lane sgd", "here.best(by=luck)", "there is no best by luck; known: loss, distance, steps"),
        ("--lane sgd", "here.sgd.fix", ""),
        (
            "--lane sgd",
            "scaled_lr(lr=1, batch=1, new_batch=2, law=square)",
            "there is no law square; known: root, linear",
        ),
        ("--lane sgd", "effective_lr(lr=1, beta=1)", "beta must lie in [0, 1), not 1.0"),
        (
            "--lane sgd",
            "state_bytes(rule=adamax, parameters=1)",
            "no state is known for the rule 'adamax'; known: " + KEYS,
        ),
        (
            "--lane momentum",
            "here.sgd.loss",
            "the run at hand has no lane sgd; set the lesson up again to see its numbers",
        ),
    ],
)
def test_what_has_no_answer_is_said_in_a_sentence(words, term, why):
    if why:
        with pytest.raises(UnanswerableError) as refused:
            measured(words, term)
        assert str(refused.value) == why
    else:
        assert isinstance(measured(words, term), str)


@pytest.mark.parametrize(
    ("value", "style", "text"),
    [
        (0.01 - 1e-18, "number", "0.01"),
        (10 - 1e-13, "times", "× 10"),
        (1234.5678, "number", "1,235"),
        (0.00625, "fine", "6.25e-3"),
        (0.98765, "fine", "0.98765"),
        (0.1405, "percent", "14.1 %"),
        (52e9, "gigabytes", "52 GB"),
        (-sqrt(2), "number", "−1.41"),
        (0.0, "percent", "0 %"),
        (inf, "number", "never"),
        ("Crawling", "percent", "Crawling"),
    ],
)
def test_numbers_are_written_for_people(value, style, text):
    assert outcome_text(value, style, "never") == text


def test_infinity_without_a_word_of_its_own_is_said_plainly():
    assert outcome_text(inf, "number", "") == "beyond all numbers"
    assert all(isinstance(write(1.0), str) for write in FORMATS.values())
