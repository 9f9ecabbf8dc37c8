"""What theory says of a rule with a step size for each coordinate is true of the rule whose sizes stand still."""

from dataclasses import replace

import numpy as np
import pytest

import surfaces
from app.model.experiment import Experiment, Lane
from app.model.explain import explain
from app.model.moment import moment_at
from app.model.rescaled import rescaled
from app.model.scene import Scene, SceneBuilder
from optim_core import QHM, AdaGrad, Adam, AdamW, AMSGrad, RMSProp, Rule
from tests.app.model.test_explain import numbers

STEP = 20
BOWL = surfaces.get("ravine", condition=50, angle=30)


def scene_of(rule: Rule, surface=BOWL) -> Scene:
    lane = Lane(rule, "lane", 0, linked=False)
    return SceneBuilder().build(
        replace(Experiment(), surface=surface, lanes=(lane,), start=(-3.0, 1.0), steps=2 * STEP)
    )


def hessian() -> np.ndarray:
    xx, xy, yy = BOWL.hessian(0.0, 0.0)
    return np.array([[xx, xy], [xy, yy]], dtype=float)


def still(rule: Rule, scale: np.ndarray) -> np.ndarray:
    """What takes (θ, m) on by one step of the rule, as its equation says, with that scale all along."""
    own = vars(rule)
    h, one, s = hessian() + (rule.decay == "coupled") * rule.weight_decay * np.eye(2), np.eye(2), np.diag(scale)
    beta = own.get("beta", 0.0)
    shrunk = (1.0 - (rule.decay == "decoupled") * rule.lr * rule.weight_decay) * one
    after = [(1 - beta) * h, beta * one]
    moved = [shrunk - rule.lr * s @ after[0], -rule.lr * s @ after[1]]
    return np.block([moved, after])


@pytest.mark.parametrize("lr", [1e-3, 0.05, 2.0])
@pytest.mark.parametrize(
    "rule",
    [
        AdaGrad(),
        RMSProp(),
        RMSProp(weight_decay=3.0),
        RMSProp(weight_decay=0.1, decay="decoupled"),
        Adam(),
        Adam(beta=0.0),
        Adam(weight_decay=3.0),
        AMSGrad(),
        AdamW(),
        AdamW(weight_decay=0.3),
    ],
    ids=repr,
)
def test_the_rates_are_those_of_the_rule_with_its_sizes_held_still(rule: Rule, lr: float) -> None:
    scene = scene_of(replace(rule, lr=lr))
    moment = moment_at(scene, 0, STEP)
    rows = dict(explain(scene, 0, STEP).rows)
    slowest = max(abs(np.linalg.eigvals(still(moment.rule, moment.scale))))
    assert max(numbers(rows["rate, theory"])) == pytest.approx(slowest, abs=2e-4, rel=1e-2)
    product, limit = numbers(rows["lr · λ, rescaled"])
    if abs(product / limit - 1.0) > 0.02:
        assert (product > limit) == (slowest > 1.0)
        assert rows["regime"].startswith("unstable") == (slowest > 1.0)


def test_the_limit_is_what_the_books_say() -> None:
    limits = {}
    for rule in (Adam(lr=0.01), AdaGrad(lr=0.01), RMSProp(lr=0.01)):
        limits[rule.key] = dict(explain(scene_of(rule), 0, STEP).rows)["lr · λ, rescaled"].split(" of ")[1]
    assert limits == {"adam": "38.0", "adagrad": "2.00", "rmsprop": "2.00"}


def test_rescaling_mends_a_ravine_along_the_axes_and_not_a_diagonal_one() -> None:
    found = {}
    for angle in (0, 45):
        scene = scene_of(RMSProp(lr=0.01), surfaces.get("ravine", condition=100, angle=angle))
        rows = dict(explain(scene, 0, STEP).rows)
        found[angle] = [numbers(rows[label])[0] for label in ("condition κ", "condition κ, rescaled")]
    assert found[0][0] == found[45][0] == pytest.approx(100.0)
    assert found[0][1] < 10.0
    assert found[45][1] > 50.0


def test_equal_scales_rescale_the_hessian_alone() -> None:
    found = rescaled(Adam(lr=0.01), (3.0, 0.0, 5.0), np.array([0.5, 0.5]))
    assert (found.soft, found.stiff) == (1.5, 2.5)
    assert found.gain == pytest.approx(0.1)


def test_a_scale_that_is_no_number_makes_no_noise() -> None:
    found = rescaled(RMSProp(lr=0.01), (3.0, 0.0, 5.0), np.array([np.nan, 1.0]))
    assert np.isnan(found.stiff)


def test_quasi_hyperbolic_momentum_has_its_own_lr_and_says_how_long_it_remembers() -> None:
    rows = dict(explain(scene_of(QHM(lr=0.01, beta=0.9, nu=0.7)), 0, STEP).rows)
    assert rows["effective lr"] == "0.01"
    assert rows["memory"] == "10 steps, share ν 0.7"
    # 2(1 + β)/(1 + β − 2νβ)
    assert numbers(rows["lr · λ"]) == pytest.approx([0.5, 3.8 / 0.64], rel=5e-3)
