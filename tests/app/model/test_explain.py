"""What is said of a lane at a step is true, and in words wherever there is no number."""

import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import surfaces
from app.model import edits
from app.model.experiment import Experiment, Lane
from app.model.explain import Explanation, explain
from app.model.moment import moment_at
from app.model.scene import Scene, SceneBuilder
from app.model.steering import steer_master
from optim_core import (
    SGD,
    Adam,
    Change,
    Constant,
    Cosine,
    Lion,
    Momentum,
    Move,
    Nesterov,
    Rule,
    simulate,
    theory,
)
from tests.app.model.experiments import STEPS, any_rules, experiments
from tests.optim_core.strategies import SignDescent

NO_WORDS = re.compile(r"\b(nan|inf|infinity|none\b(?!:| while)|null)\b", re.IGNORECASE)


def scene_of(*rules: Rule, **changes) -> Scene:
    """The default experiment with these lanes, each on its own."""
    lanes = tuple(Lane(rule, rule.title, k, linked=False) for k, rule in enumerate(rules))
    return SceneBuilder().build(replace(Experiment(), lanes=lanes, **changes))


def texts(explanation: Explanation) -> list[str]:
    ledger = [part for entry in explanation.ledger for part in entry]
    facts = [part for row in explanation.rows for part in row]
    return [explanation.title, explanation.note, *explanation.equation, *explanation.numbers, *ledger, *facts]


@given(experiments(any_rules), st.integers(0, STEPS + 5))
def test_whatever_happens_it_is_said_in_words(experiment: Experiment, step: int) -> None:
    scene = SceneBuilder().build(experiment)
    said = explain(scene, 0, step)
    assert [text for text in texts(said) if NO_WORDS.search(text)] == []
    assert "" not in [part for row in said.rows for part in row]
    gone = int(scene.runs[0].diverged_at[0])
    last = STEPS if gone < 0 else gone - 1
    assert said.title == f"lane at step {min(step, last)}"


@given(experiments(any_rules))
def test_the_rows_are_the_same_at_every_step(experiment: Experiment) -> None:
    """So that nothing jumps while time goes by; a run that leaves all numbers may end otherwise."""
    scene = SceneBuilder().build(experiment)
    last = STEPS if scene.runs[0].diverged_at[0] < 0 else int(scene.runs[0].diverged_at[0]) - 2
    shapes = set()
    for step in (0, 1, 10, 11, 25, last):
        if 0 <= step <= last:
            said = explain(scene, 0, step)
            shapes.add((tuple(entry.label[:1] for entry in said.ledger), tuple(label for label, _ in said.rows)))
    assert len(shapes) <= 1


def test_what_theory_says_of_a_place_on_rosenbrock() -> None:
    scene = scene_of(Momentum(lr=1e-3, beta=0.9))
    said, run = explain(scene, 0, 420), scene.runs[0]
    xx, xy, yy = scene.experiment.surface.hessian(*run.positions[0, 420])
    values, ways = np.linalg.eigh([[xx, xy], [xy, yy]])
    gradient = np.array(scene.experiment.surface.gradient(*run.positions[0, 420]))
    rows = dict(said.rows)
    rates = [max(abs(np.roots([1.0, -(1.9 - 1e-3 * h), 0.9]))) for h in values]
    assert numbers(rows["curvature λ"]) == pytest.approx([values[1], values[0]], rel=5e-3)
    assert numbers(rows["rate, theory"]) == pytest.approx(rates[::-1], abs=1e-4)
    assert numbers(rows["gradient"]) == pytest.approx(list(abs(ways.T @ gradient))[::-1], rel=5e-2)
    assert numbers(rows["velocity"]) == pytest.approx(list(abs(ways.T @ run.velocities[0, 420]))[::-1], rel=5e-2)
    assert rows["regime"] == "under-damped / over-damped"
    assert numbers(rows["condition κ"])[0] == pytest.approx(values[1] / values[0], rel=5e-3)
    assert numbers(rows["lr · λ"]) == pytest.approx([1e-3 * values[1], 3.8], rel=5e-3)
    assert rows["effective lr"] == "0.01  ×10"


def numbers(text: str) -> list[float]:
    found = re.findall(r"−?\d[\d,]*(?:\.\d+)?(?:e-?\d+)?", text)
    return [float(part.replace("−", "-").replace(",", "")) for part in found]


@pytest.mark.parametrize(
    ("rule", "lr", "said"),
    [(SGD(), 0.03, "zigzags"), (SGD(), 0.05, "unstable"), (Momentum(beta=0.9), 0.03, "under-damped")],
)
def test_the_regime_of_the_stiff_direction_of_a_bowl(rule, lr: float, said: str) -> None:
    bowl = surfaces.get("ravine", condition=50)
    scene = scene_of(replace(rule, lr=lr), surface=bowl, start=(-0.5, 0.3), steps=30)
    assert dict(explain(scene, 0, 5).rows)["regime"].startswith(f"{said} /")


def test_decay_bends_the_surface_and_decoupled_decay_with_a_look_ahead_is_beyond_theory() -> None:
    rows = {}
    for decay in ("coupled", "decoupled"):
        rules = [cls(lr=1e-3, weight_decay=50.0, decay=decay) for cls in (SGD, Nesterov)]
        scene = scene_of(*rules, surface=surfaces.get("ravine", condition=50), start=(-1.0, 1.0), steps=9)
        rows[decay] = [dict(explain(scene, index, 3).rows) for index in (0, 1)]
    assert [row["curvature λ"] for row in rows["coupled"]] == ["100 / 51.0"] * 2
    for label in ("curvature λ", "regime", "rate, theory", "lr · λ"):
        assert rows["decoupled"][0][label] == rows["coupled"][0][label]
    assert rows["decoupled"][1]["lr · λ"] == "no theory"
    damped = Momentum(lr=1e-3, beta=0.0, dampening=0.5, weight_decay=50.0, decay="decoupled")
    scene = scene_of(damped, surface=surfaces.get("ravine", condition=50), start=(-1.0, 1.0), steps=9)
    # lr((1 − τ)h + λ): decoupled decay is not damped.
    assert dict(explain(scene, 0, 3).rows)["lr · λ"] == "0.0750 of 2.00"
    assert rows["decoupled"][1]["effective lr"] == "0.01  ×10"


@pytest.mark.parametrize("decay", [0.0, 50.0, 900.0])
def test_decoupled_decay_with_momentum_has_the_rates_of_its_recurrence(decay: float) -> None:
    bowl = surfaces.get("ravine", condition=50)
    rule = Momentum(lr=1e-3, beta=0.9, weight_decay=decay, decay="decoupled")
    rows = dict(explain(scene_of(rule, surface=bowl, start=(-1.0, 1.0), steps=9), 0, 3).rows)
    # θ, v ← (1 − lr·λ)θ − lr·(βv + hθ), βv + hθ
    moves = [[[1.0 - 1e-3 * (decay + h), -9e-4], [h, 0.9]] for h in (50.0, 1.0)]
    rates = [max(abs(np.linalg.eigvals(move))) for move in moves]
    assert numbers(rows["rate, theory"]) == pytest.approx(rates, abs=1e-4)


@pytest.mark.parametrize("rule", [SignDescent(), Lion()])
def test_a_rule_that_is_not_linear_is_shown_by_its_equation_and_has_no_theory(rule: Rule) -> None:
    said = explain(scene_of(rule, steps=9), 0, 4)
    assert said.equation[-1].startswith("θ ← θ − lr · sign")
    assert said.numbers[-1].startswith("θ ← (")
    rows = dict(said.rows)
    assert rows["regime"] == rows["rate, theory"] == "no theory / no theory"
    assert rows["lr · λ"] == "no theory"
    assert "effective lr" not in rows


def test_an_update_that_is_not_computed_yet_is_shown_by_its_symbols() -> None:
    builder = SceneBuilder()
    builder.begin(replace(Experiment(), lanes=(Lane(Adam(), "lane", 0, linked=False),)))
    said = explain(builder.scene(), 0, 0)
    assert said.numbers == ()
    assert [entry.label for entry in said.ledger] == list(Adam().equation)


def test_what_is_special_about_a_step_is_noted() -> None:
    scene = scene_of(
        Momentum(restarts=(4,)), SGD(restarts=(4,)), Nesterov(drawn="ahead"), Momentum(lr=1.0, beta=0.9), steps=20
    )
    gone = int(scene.runs[3].diverged_at[0])
    assert [explain(scene, 0, step).note for step in (3, 4, 20)] == ["", "v restarts", "last update"]
    assert explain(scene, 1, 4).note == ""
    assert explain(scene, 2, 7).note == "path shows y"
    assert [explain(scene, 3, step).note for step in (gone - 1, gone, 20)] == [
        "",
        "then it diverged",
        "then it diverged",
    ]
    assert explain(scene, 3, gone).title == f"Momentum at step {gone - 1}"
    assert "overflow" in [entry.x for entry in explain(scene, 3, gone).ledger]


def test_at_the_end_the_update_is_the_one_before_and_the_place_the_last() -> None:
    scene = scene_of(Momentum(), steps=20)
    end, before = explain(scene, 0, 20), explain(scene, 0, 19)
    assert end.numbers == before.numbers
    assert end.rows != before.rows
    np.testing.assert_array_equal(end.arrows.theta, scene.runs[0].positions[0, 20])


def test_a_run_that_is_not_computed_to_its_end_is_explained_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    builder = SceneBuilder()
    builder.begin(Experiment())
    scene = builder.scene()
    assert scene.computed == 0
    assert explain(scene, 1, 700).title == "Momentum at step 0"


def test_a_schedule_and_a_steered_lr_are_counted() -> None:
    scene = scene_of(Momentum(lr=1e-3, schedule=Cosine(period=100)), steps=100)
    rows = dict(explain(scene, 0, 50).rows)
    assert rows["lr now"] == "5e-4  ×0.5"
    assert rows["effective lr"] == "5e-3  ×10"
    assert rows["as lr inside"] == "none while lr changes"
    assert rows["as averaged"] == "lr 0.01", "which the same schedule then halves"
    steered = SceneBuilder().build(steer_master(Experiment(), "lr", 5e-4, 100))
    assert [dict(explain(steered, 0, step).rows)["lr now"] for step in (99, 100)] == ["1e-3", "5e-4"]


def test_the_noise_proxy_is_there_where_there_is_noise() -> None:
    assert "noise proxy lr/√B" not in dict(explain(scene_of(SGD(), steps=3), 0, 1).rows)
    after_the_end = Experiment(steps=20, changes=(Change(20, "noise", 1.0),))
    assert "noise proxy lr/√B" not in dict(explain(SceneBuilder().build(after_the_end), 0, 1).rows)
    noisy = edits.set_run(edits.set_run(Experiment(), "noise", 1.0), "batch_size", 16)
    assert dict(explain(SceneBuilder().build(noisy), 0, 1).rows)["noise proxy lr/√B"] == "2.5e-4"
    same = Momentum(lr=0.01, beta=0.9), Momentum(lr=0.1, beta=0.9, convention="averaged")
    scene = scene_of(*same, noise=1.0, batch_size=16, steps=3)
    assert [dict(explain(scene, lane, 1).rows)["noise proxy lr/√B"] for lane in (0, 1)] == ["2.5e-3"] * 2


def test_a_surface_that_moved_is_explained_where_it_stands() -> None:
    moved = scene_of(Momentum(), steps=60, moves=(Move(20, 0.5, -0.25),))
    run = moved.runs[0]
    for step, offset in ((19, (0.0, 0.0)), (20, (0.5, -0.25)), (45, (0.5, -0.25))):
        gradient = moved.experiment.surface.gradient(*(run.positions[0, step] - offset))
        said = explain(moved, 0, step)
        assert numbers(said.numbers[0])[3:5] == pytest.approx(list(gradient), rel=1e-3)
        away = dict(said.rows)["curvature λ"]
        bends = moved.experiment.surface.hessian(*(run.positions[0, step] - offset))
        assert sum(numbers(away)) == pytest.approx(bends[0] + bends[2], rel=1e-2)


def test_the_gradient_is_taken_at_the_look_ahead_point() -> None:
    scene = scene_of(Nesterov(lr=1e-3, beta=0.9), steps=30)
    run, said = scene.runs[0], explain(scene, 0, 12)
    ahead = run.positions[0, 12] - 9e-4 * run.velocities[0, 12]
    np.testing.assert_allclose(said.arrows.look_ahead, ahead, rtol=1e-13)
    assert numbers(said.numbers[1])[3:5] == pytest.approx(list(scene.experiment.surface.gradient(*ahead)), rel=1e-3)


@given(experiments(), st.integers(0, STEPS - 1))
def test_the_arrows_together_are_the_step(experiment: Experiment, step: int) -> None:
    scene = SceneBuilder().build(experiment)
    run = scene.runs[0]
    decoupled = run.rule.decay == "decoupled" and run.rule.weight_decay
    if 0 <= run.diverged_at[0] <= step + 1 or decoupled or getattr(run.rule, "drawn", "theta") == "ahead":
        return
    arrows = explain(scene, 0, step).arrows
    there = arrows.theta + arrows.velocity + arrows.gradient
    size = sum(float(np.abs(part).sum()) for part in (arrows.theta, arrows.velocity, arrows.gradient))
    np.testing.assert_allclose(there, run.positions[0, step + 1], rtol=0, atol=1e-11 * size)


@pytest.mark.parametrize("schedule", [Constant(), Cosine(period=30)])
@pytest.mark.parametrize("own", ["outside", "inside", "averaged"])
@pytest.mark.parametrize("cls", [Momentum, Nesterov])
def test_the_other_conventions_with_the_settings_said_take_the_same_path(cls: type[Rule], own: str, schedule) -> None:
    rule = cls(lr=1e-3, beta=0.75, convention=own, weight_decay=0.5, decay="decoupled", schedule=schedule)
    scene = scene_of(rule, steps=40)
    said = {label: value for label, value in explain(scene, 0, 9).rows if label.startswith("as ")}
    assert len(said) == 2
    for label, value in said.items():
        if value == "none while lr changes":
            assert schedule.parts
            assert "inside" in (own, label[-6:])
            continue
        lr, decay = numbers(value)
        other = replace(rule, lr=lr, weight_decay=decay, convention=label.removeprefix("as ").removeprefix("lr "))
        path = simulate(scene.experiment.surface.gradient, [other], start=(-1.2, 1.0), steps=40).positions
        np.testing.assert_allclose(path[0], scene.runs[0].positions, rtol=1e-9)


def test_where_beta_is_steered_an_average_takes_another_path() -> None:
    scene = SceneBuilder().build(steer_master(Experiment(), "beta", 0.5, 100))
    rows = dict(explain(scene, 1, 9).rows)
    assert (rows["as lr inside"], rows["as averaged"]) == ("lr 1e-3", "none while β changes")


def test_an_average_has_no_dampening_that_could_change() -> None:
    steered = Momentum(lr=1e-3, beta=0.75, dampening=0.5, convention="averaged", changes=((9, "dampening", 0.1),))
    rows = dict(explain(scene_of(steered, steps=20), 0, 4).rows)
    assert rows["as lr outside"] == "lr 2.5e-4"
    outside = replace(steered, convention="outside")
    assert dict(explain(scene_of(outside, steps=20), 0, 4).rows)["as averaged"] == "none while τ changes"


def test_the_measured_rate_is_beside_the_predicted_one_and_near_it() -> None:
    bowl = surfaces.get("ravine", condition=10)
    tuned = theory.best_tuning("sgd", 1.0, 10.0)
    scene = scene_of(SGD(lr=0.7 * tuned.lr), surface=bowl, start=(-3.0, 1.0), steps=200)
    rows = dict(explain(scene, 0, 100).rows)
    assert numbers(rows["rate, measured"])[0] == pytest.approx(max(numbers(rows["rate, theory"])), rel=1e-3)


def test_a_rule_whose_lr_begins_at_nought_looks_ahead_all_the_same() -> None:
    late = Nesterov(lr=0.0, changes=(Change(10, "lr", 1e-3),))
    scene = scene_of(late, Momentum(), Adam(), steps=25)
    assert [moment_at(scene, index, 20).looks_ahead for index in range(3)] == [True, False, False]
