"""A rule with an equation of its own is explained in numbers by what it declares: its memory and its step."""

from dataclasses import dataclass, replace
from typing import ClassVar, NamedTuple

import numpy as np
import pytest
from hypothesis import given

from app.model.equation import lines
from app.model.experiment import Experiment, Lane
from app.model.ledger import Bare, Line, Renewal
from app.model.moment import Moment, moment_at
from app.model.scene import Scene, SceneBuilder
from optim_core import QHM, AdaGrad, Adam, AMSGrad, Lion, NoiseKind, RMSProp, Rule
from optim_core.rule import decay_strength, learning_rate
from tests.app.model.experiments import STEPS, experiments, own_rules, steps


def scene_of(rule: Rule, **changes) -> Scene:
    lane = Lane(rule, "lane", 0, linked=False)
    return SceneBuilder().build(replace(Experiment(), lanes=(lane,), **{"steps": STEPS, **changes}))


def lines_at(scene: Scene, step: int) -> dict[str, Line | Renewal | Bare]:
    made = lines(moment_at(scene, 0, step), scene.experiment.noise_kind)
    return {line.symbols.partition(" ← ")[0]: line for line in made}


@given(experiments(own_rules), steps)
def test_the_line_of_theta_gives_the_next_position(experiment: Experiment, step: int) -> None:
    scene = SceneBuilder().build(experiment)
    run = scene.runs[0]
    if 0 <= run.diverged_at[0] <= step + 1:
        return
    line = lines_at(scene, step)["θ"]
    size = sum(float(np.abs(term.value).sum()) for term in line.terms)
    np.testing.assert_allclose(line.total, run.positions[0, step + 1], rtol=0, atol=1e-11 * size)
    assert [term.symbol for term in line.terms][:2] == ["θ", "step"]
    decoupled = run.rule.decay == "decoupled" and bool(run.rule.weight_decay)
    assert line.symbols.endswith("− lr λ θ") is decoupled


@given(experiments(own_rules), steps)
def test_what_is_remembered_stands_there_before_and_after(experiment: Experiment, step: int) -> None:
    scene = SceneBuilder().build(experiment)
    run = scene.runs[0]
    if 0 <= run.diverged_at[0] <= step + 1:
        return
    made = lines_at(scene, step)
    restarts = step in run.rule.restart_steps(STEPS)
    for place, name in enumerate(run.rule.memory):
        np.testing.assert_array_equal(made[name].before, np.zeros(2) if restarts else run.memory[place, step])
        np.testing.assert_array_equal(made[name].after, run.memory[place, step + 1])
        assert [entry.label for entry in made[name].entries][1:] == [f"{name} before", f"= {name}"]


@pytest.mark.parametrize("kind", NoiseKind)
@pytest.mark.parametrize("beta", [0.0, 0.9])
def test_the_gradient_in_the_first_line_is_the_one_that_the_others_take(kind: NoiseKind, beta: float) -> None:
    scene = scene_of(Adam(lr=0.01, beta=beta, weight_decay=0.3), noise=0.5, noise_kind=kind)
    for step in (0, 7, STEPS - 1):
        made = lines_at(scene, step)
        gradient, (m, v) = made["g"].total, (made["m"], made["v"])
        np.testing.assert_allclose(m.after, beta * m.before + (1 - beta) * gradient, rtol=1e-10)
        np.testing.assert_allclose(v.after, 0.999 * v.before + 0.001 * gradient**2, rtol=1e-10)
        assert made["g"].symbols == f"g ← ∇f(θ) + λ θ + {'jitter' if kind is NoiseKind.JITTER else 'noise'}"


@pytest.mark.parametrize(
    ("rule", "names"),
    [
        (AdaGrad(), ["g", "s", "θ"]),
        (RMSProp(), ["g", "s", "θ"]),
        (Lion(), ["g", "c", "m", "θ"]),
        (QHM(), ["g", "m", "θ"]),
    ],
)
def test_every_line_of_the_rule_stands_once_and_in_its_order(rule: Rule, names: list[str]) -> None:
    made = lines(moment_at(scene_of(rule), 0, 5))
    assert [line.symbols.partition(" ← ")[0] for line in made] == names
    assert [line.symbols for line in made] == list(rule.equation)


def test_a_name_of_two_words_is_found() -> None:
    made = lines_at(scene_of(AMSGrad(lr=0.02)), 30)
    assert np.all(made["v̂ max"].after >= made["v"].after)
    assert made["v̂ max"].numbers.startswith("v̂ max: (")


def test_a_line_that_has_nothing_to_put_in_stands_as_it_is() -> None:
    (entry,) = lines_at(scene_of(Lion()), 5)["c"].entries
    assert (entry.x, entry.y) == ("", "")


def test_a_gradient_of_one_term_is_one_row_with_its_numbers() -> None:
    scene = scene_of(RMSProp())
    (entry,) = lines_at(scene, 0)["g"].entries
    assert entry == ("g ← ∇f(θ)", "−215.6", "−88.00")


def test_what_the_next_step_leads_to_is_not_said_before_it_is_computed() -> None:
    scene = scene_of(Adam())
    moment = moment_at(scene, 0, STEPS)
    assert (moment.way, moment.memory, lines(moment)) == (None, {}, ())
    assert lines(moment_at(scene, 0, STEPS - 1)) != ()


class CountingFamily(NamedTuple):
    """θ ← θ − lr·g/n, with n the number of gradients so far."""

    lr: np.ndarray | float

    def initial_state(self, theta):
        return np.zeros((2, *theta.shape))

    def update(self, theta, state, gradient, out, after):
        g = gradient(theta)
        after[0] = state[0] + 1.0
        after[1] = g / after[0]
        np.subtract(theta, self.lr * after[1], out)

    def velocity(self, states):
        return states[:, 1]

    def remembered(self, states):
        return states[:, :1]

    def scale(self, states):
        return 1.0 / np.maximum(states[:, 0], 1.0)

    def shown(self, theta, states):
        return theta


@dataclass(frozen=True)
class Counting(Rule):
    """A rule of which the program knows nothing but what it declares."""

    key: ClassVar[str] = "counting"
    title: ClassVar[str] = "Counting"
    memory: ClassVar[tuple[str, ...]] = ("n",)

    lr: float = learning_rate()
    weight_decay: float = decay_strength()

    @property
    def equation(self):
        return "n ← n + 1", "θ ← θ − lr · ∇f(θ) / n"

    def family(self):
        return CountingFamily(self.lr)


def test_a_rule_that_nobody_has_heard_of_is_explained() -> None:
    scene = scene_of(Counting(lr=1e-3, weight_decay=0.1))
    moment: Moment = moment_at(scene, 0, 3)
    said = [line.symbols for line in lines(moment)]
    assert said == ["g ← ∇f(θ) + λ θ", "n ← n + 1", "θ ← θ − lr · g / n"]
    assert lines(moment)[1].numbers == "n: (3, 3) → (4, 4)"
    np.testing.assert_allclose(moment.scale, [0.25, 0.25])
