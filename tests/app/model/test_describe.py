"""Settings in words."""

import pytest

import surfaces
from app.model import edits
from app.model.describe import run_text, settings_text, surface_text
from app.model.experiment import Experiment
from optim_core import RULES, SGD, Momentum


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
