"""Settings in words."""

import pytest

import surfaces
from app.model import edits
from app.model.choices import choices
from app.model.describe import NOTES, rule_notes, run_text, settings_text, surface_text
from app.model.events import add_move
from app.model.experiment import Experiment
from app.model.steering import steer_master
from optim_core import (
    RULES,
    SGD,
    AdamW,
    Convention,
    Cosine,
    Decay,
    Drawn,
    Lion,
    Momentum,
    Nesterov,
    NoiseKind,
    Warmup,
)


def test_a_rule_in_short() -> None:
    assert settings_text(Momentum(lr=1e-3, beta=0.9)) == "lr 1e-3  β 0.9"
    assert settings_text(SGD(lr=0.02, weight_decay=0.1)) == "lr 0.02  λ 0.1"
    assert settings_text(Momentum(lr=0.0, beta=0.0)) == "lr 0  β 0"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_every_rule_and_surface_is_told_in_one_line(rule) -> None:
    assert "\n" not in settings_text(edits.default_rule(rule))


def test_a_surface_with_its_parameters() -> None:
    assert surface_text(surfaces.get("rosenbrock", a=0.5)) == "Rosenbrock  a 0.5  b 100"
    assert surface_text(surfaces.get("sphere")) == "Sphere"


def test_a_run_in_short_and_noise_only_where_there_is_some() -> None:
    assert run_text(Experiment()) == "start (−1.2, 1)  1,000 steps"
    noisy = edits.set_run(edits.set_run(Experiment(), "noise", 0.5), "batch_size", 4)
    assert run_text(noisy) == "start (−1.2, 1)  1,000 steps  noise σ 0.5  batch 4  seed 0"
    several = edits.set_run(edits.set_run(noisy, "seeds", 3), "seed", 7)
    assert run_text(several).endswith("seeds 7 to 9")


def test_moves_of_the_surface_are_told_if_the_run_meets_them() -> None:
    moved = add_move(Experiment(), 300, 0.5, 0.0)
    assert run_text(moved) == "start (−1.2, 1)  1,000 steps  surface moves at 300"
    assert run_text(add_move(moved, 600, 0.0, 1.0)).endswith("  surface moves 2 times")
    assert run_text(edits.set_run(moved, "steps", 300)) == "start (−1.2, 1)  300 steps"


def test_what_the_noise_does_is_told() -> None:
    jittered = edits.set_noise_kind(edits.set_run(Experiment(), "noise", 0.5), NoiseKind.JITTER)
    assert run_text(jittered).endswith("  1,000 steps  jitter σ 0.5  batch 1  seed 0")
    assert run_text(edits.set_noise_kind(Experiment(), NoiseKind.JITTER)) == run_text(Experiment())


def test_noise_that_begins_in_mid_run_is_told() -> None:
    steered = steer_master(Experiment(), "noise", 2.0, 400)
    assert run_text(steered).endswith("  1,000 steps  noise σ 0, steered  batch 1  seed 0")
    assert run_text(steer_master(Experiment(), "lr", 2.0, 400)) == run_text(Experiment())
    assert run_text(edits.set_run(steered, "steps", 400)) == "start (−1.2, 1)  400 steps"


def test_a_convention_another_decay_the_drawn_point_and_a_schedule_are_told() -> None:
    rule = Nesterov(
        lr=0.01,
        beta=0.5,
        weight_decay=0.1,
        convention=Convention.INSIDE,
        decay=Decay.DECOUPLED,
        drawn=Drawn.AHEAD,
        schedule=Warmup() * Cosine(),
    )
    told = settings_text(rule).split("  ")
    assert told[:3] == ["lr 0.01", "β 0.5", "λ 0.1"]
    assert sorted(told[3:]) == ["cosine", "decoupled", "look-ahead", "lr inside", "warm-up"]


def test_a_choice_that_is_usual_for_the_rule_is_not_told() -> None:
    assert rule_notes(AdamW()) == rule_notes(Lion()) == ()
    assert rule_notes(AdamW(decay=Decay.COUPLED)) == ("coupled",)


def test_every_word_of_a_choice_but_the_usual_one_has_its_note() -> None:
    for rule in RULES:
        usual = vars(edits.default_rule(rule))
        for name, choice in choices(rule).items():
            values = [type(usual[name])(value) for value, _ in choice.titles]
            assert [value for value in values if value not in NOTES and value != usual[name]] == []
