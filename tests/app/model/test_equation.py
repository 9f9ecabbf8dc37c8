"""The printed equation is the update that was made: its numbers give the next position."""

import re

import numpy as np
import pytest
from hypothesis import given

from app.model import edits
from app.model.equation import lines
from app.model.experiment import Experiment, Lane
from app.model.ledger import Term, column_text
from app.model.moment import moment_at
from app.model.scene import Scene, SceneBuilder
from optim_core import Momentum, Nesterov, NoiseKind
from optim_core.noise import NoiseStream
from tests.app.model.experiments import STEPS, experiments, steps

PRINTED = 10.0**-3
"""How exact a number of four digits is, and a little more."""
NUMBER = r"−?\d[\d,]*(?:\.\d+)?(?:e-?\d+)?"


def scene_of(experiment: Experiment) -> Scene:
    return SceneBuilder().build(experiment)


def read(text: str) -> float:
    return float(text.replace("−", "-").replace(",", ""))


def evaluated(line: str) -> tuple[np.ndarray, np.ndarray, float]:
    """Of a printed line: the sum of its terms, what it says that it is, and how large the terms are together."""
    summands, total = line.split(" ← ")[1].split(" = ")
    values, size = np.zeros(2), 0.0
    pattern = rf"(?:^|([+−]) )(?:({NUMBER}) )?\(({NUMBER}), ({NUMBER})\)"
    found = list(re.finditer(pattern, summands))
    assert "".join(match.group() + " " for match in found).strip() == summands, "all of it is read"
    for sign, factor, x, y in (match.groups() for match in found):
        vector = (read(factor) if factor else 1.0) * np.array([read(x), read(y)])
        values = values - vector if sign == "−" else values + vector
        size += float(np.abs(vector).sum())
    ((x, y),) = re.findall(rf"\(({NUMBER}), ({NUMBER})\)", total)
    return values, np.array([read(x), read(y)]), size


def drawn_point(run, moment, theta: np.ndarray, velocity: np.ndarray, step: int) -> np.ndarray:
    """What a path shows for a walker at θ with that velocity, at that step."""
    family = run.rule.during(step, 1).family()
    return theta - np.asarray(family.ahead * family.reach * family.beta).item() * velocity


@given(experiments(), steps)
def test_the_last_line_is_the_next_position(experiment: Experiment, step: int) -> None:
    scene = scene_of(experiment)
    run = scene.runs[0]
    if 0 <= run.diverged_at[0] <= step + 1:
        return
    moment = moment_at(scene, 0, step)
    made = lines(moment)
    velocity = next((line.total for line in made if line.name in "vm"), moment.gradient)
    shown = drawn_point(run, moment, made[-1].total, velocity, step + 1)
    size = sum(float(np.abs(term.value).sum()) for term in made[-1].terms)
    if run.rule.during(step + 1, 1).family().ahead:
        size += float(np.abs(made[-1].total - shown).sum())
    np.testing.assert_allclose(shown, run.positions[0, step + 1], rtol=0, atol=1e-11 * (size + 1e-300))
    np.testing.assert_allclose(velocity, run.velocities[0, step + 1], rtol=1e-9, atol=1e-11 * np.abs(velocity).max())


@given(experiments(), steps)
def test_the_printed_numbers_add_up_and_are_those_of_the_run(experiment: Experiment, step: int) -> None:
    scene = scene_of(experiment)
    if 0 <= scene.runs[0].diverged_at[0] <= step + 1:
        return
    for line in lines(moment_at(scene, 0, step), experiment.noise_kind):
        summed, said, size = evaluated(line.numbers)
        np.testing.assert_allclose(summed, said, rtol=0, atol=2 * PRINTED * size + 1e-300)
        np.testing.assert_allclose(said, line.total, rtol=PRINTED, atol=1e-300)
        assert line.symbols.split(" ← ")[0] == line.numbers.split(" ← ")[0]


@pytest.mark.parametrize("kind", NoiseKind)
@pytest.mark.parametrize("rule", [Momentum(lr=1e-3), Nesterov(lr=1e-3, weight_decay=0.1)])
def test_the_noise_is_the_one_that_was_drawn(rule, kind: NoiseKind) -> None:
    noisy = edits.set_noise_kind(edits.set_run(edits.set_run(Experiment(), "noise", 0.6), "batch_size", 4), kind)
    experiment = edits.change_lane(edits.set_run(noisy, "seed", 3), 0, Lane(rule, "lane", 0, linked=False))
    scene = scene_of(edits.set_run(experiment, "steps", STEPS))
    draws = 0.3 * NoiseStream((3,)).take(STEPS)[:, :, 0]
    for step in (0, 7, STEPS - 1):
        moment = moment_at(scene, 0, step)
        gradient = experiment.surface.gradient
        if kind is NoiseKind.GAUSSIAN:
            expected = draws[step]
        else:
            expected = np.array(gradient(*(moment.taken_at + draws[step]))) - np.array(gradient(*moment.taken_at))
        np.testing.assert_allclose(moment.noise, expected, rtol=1e-6, atol=1e-9)
        assert ("jitter" if kind is NoiseKind.JITTER else "noise") in "".join(
            line.symbols for line in lines(moment, kind)
        )


def test_without_noise_and_decay_the_symbols_are_those_of_the_rule() -> None:
    for rule in (
        Momentum(convention="inside", dampening=0.2),
        Momentum(convention="averaged"),
        Momentum(dampening=0.5),
        Experiment().rules[0],
    ):
        experiment = edits.change_lane(Experiment(), 0, Lane(rule, "lane", 0, linked=False))
        moment = moment_at(scene_of(edits.set_run(experiment, "steps", 3)), 0, 1)
        assert tuple(line.symbols for line in lines(moment)) == rule.equation


def test_a_summand_beyond_all_numbers_is_no_warning() -> None:
    """As in the last step of a run that diverges."""
    assert Term("v", np.array([1e300, -1.0]), 1e10).value.tolist() == [np.inf, -1e10]


def test_a_column_has_words_where_there_is_no_number() -> None:
    assert [column_text(value) for value in (float("nan"), float("inf"), -float("inf"))] == [
        "undefined",
        "overflow",
        "overflow",
    ]
    assert column_text(-0.123456) == "−0.1235"
