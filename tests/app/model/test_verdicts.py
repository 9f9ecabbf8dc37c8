"""What is said of a lane that goes wrong is true of its rule: theory and β are spoken of where they apply."""

from dataclasses import replace

import pytest

import surfaces
from app.model.experiment import Experiment, Lane
from app.model.scene import SceneBuilder
from app.model.verdicts import diagnose_scene
from optim_core import RULES, Rule
from optim_core.diagnosis import Diagnosis, Health, Verdict
from optim_core.theory import form_of

NOT_LINEAR = [rule for rule in RULES if form_of(rule()) is None]
SETTINGS = [
    (name, lr, noise)
    for name in ("rosenbrock", "ravine", "saddle", "plateau")
    for lr in (1e-4, 0.01, 0.3, 3.0, 100.0)
    for noise in (0.0, 1.0)
]


def diagnosed(rule: Rule, name: str, noise: float) -> Diagnosis:
    surface = surfaces.get(name)
    lanes = (Lane(rule, "lane", 0, linked=False),)
    experiment = replace(Experiment(), surface=surface, start=surface.start, lanes=lanes, steps=200, noise=noise)
    (diagnosis,) = diagnose_scene(SceneBuilder().build(experiment))
    return diagnosis


@pytest.mark.parametrize("cls", NOT_LINEAR, ids=lambda cls: cls.key)
def test_of_a_rule_without_a_linear_form_no_limit_and_no_momentum_is_blamed(cls: type[Rule]) -> None:
    found = [diagnosed(cls(lr=lr), name, noise) for name, lr, noise in SETTINGS]
    assert len({one.verdict for one in found}) >= 4
    for one in found:
        assert "β" not in one.cause
        assert "lr·λ" not in one.cause
        assert one.cause.endswith(".")
    sick = [one for one in found if one.verdict.health is Health.SICK and one.verdict is not Verdict.STUCK]
    assert all(one.fix is not None and "β" not in one.fix.words for one in sick)
