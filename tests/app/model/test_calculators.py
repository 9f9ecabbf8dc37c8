"""The calculators beside the lessons, against sums done another way, and never a word that is not a number."""

import re
from math import sqrt
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.calculators import (
    CALCULATORS,
    TITLES,
    BatchScaling,
    Calculator,
    EffectiveLr,
    Memory,
    Mood,
    Optimizer,
    with_value,
)
from app.model.numbers import number_text
from app.model.parameters import Parameter, parameters
from app.model.scales import SCALES
from optim_core import RULES

INPUTS = [
    pytest.param(owner, parameter, id=f"{owner.__name__}-{name}")
    for owner in CALCULATORS
    for name, parameter in parameters(owner).items()
]
each = pytest.mark.parametrize("owner", CALCULATORS)


def told(calculator: Calculator) -> dict[str, str]:
    return {result.label: result.text for result in calculator.results()}


@pytest.mark.parametrize(("owner", "parameter"), INPUTS)
def test_inputs_are_declared_as_all_parameters_are(owner: type[Calculator], parameter: Parameter) -> None:
    assert parameter.legal[0] <= parameter.soft[0] <= parameter.default <= parameter.soft[1] <= parameter.legal[1]
    assert parameter.scale in SCALES
    assert parameter.help.endswith(".")
    assert len(parameter.label) <= 9


@each
def test_a_calculator_says_what_it_is(owner: type[Calculator]) -> None:
    assert owner.title
    assert owner.summary.endswith(".")
    assert owner.note.endswith(".")
    labels = [result.label for result in owner().results()]
    assert len(set(labels)) == len(labels)


@each
@given(data=st.data())
def test_whatever_may_be_typed_gives_numbers(owner: type[Calculator], data: st.DataObject) -> None:
    calculator = owner()
    for name, parameter in parameters(owner).items():
        low, high = parameter.legal
        numbers = st.integers(int(low), int(high)) if parameter.whole else st.floats(low, high)
        calculator = with_value(calculator, name, data.draw(numbers | st.sampled_from(parameter.legal)))
    if isinstance(calculator, Memory):
        calculator = with_value(calculator, "optimizer", data.draw(st.sampled_from(Optimizer)))
    for result in calculator.results():
        assert re.search(r"\d", result.text)
        assert not re.search(r"nan|inf|undefined|beyond|below", result.text)


@pytest.mark.parametrize("beta", [0.0, 0.5, 0.9, 0.95, 0.99])
def test_effective_lr_is_what_momentum_tends_to(beta: float) -> None:
    steady, alternating, sign = 0.0, 0.0, 1.0
    for _ in range(5001):
        steady, alternating, sign = beta * steady + 1.0, beta * alternating + sign, -sign
    found = told(EffectiveLr(0.01, beta))
    assert found["effective lr, lr/(1 − β)"] == number_text(0.01 * steady)
    assert found["memory, 1/(1 − β)"] == f"{number_text(steady)} steps"
    assert found["steady gradients"] == f"× {number_text(steady)}"
    assert found["alternating gradients"] == f"× {number_text(abs(alternating))}"


def test_the_noise_floor_grows_as_a_simulation_says() -> None:
    beta, lr, rng = 0.8, 0.01, np.random.default_rng(5)
    ends = []
    for rate_of_memory in (0.0, beta):
        theta, velocity = np.zeros(20_000), np.zeros(20_000)
        for _ in range(1500):
            velocity = rate_of_memory * velocity + theta + rng.standard_normal(20_000)
            theta = theta - lr * velocity
        ends.append(theta.var())
    factor = float(told(EffectiveLr(lr, beta))["noise floor"].removeprefix("× "))
    assert factor == pytest.approx(ends[1] / ends[0], rel=0.05)


@pytest.mark.parametrize(("old", "new"), [(256, 2048), (2048, 256), (1, 10**9), (64, 64)])
def test_scaling_keeps_the_noise_or_the_progress(old: int, new: int) -> None:
    found = told(BatchScaling(0.1, old, new))
    assert found["batch"] == f"× {number_text(new / old)}"
    assert found["lr by the root rule"] == number_text(0.1 * sqrt(new / old))
    assert found["lr by the linear rule"] == number_text(0.1 * new / old)
    assert found["noise lr/√B now"] == found["… by the root rule"] == number_text(0.1 / sqrt(old))
    assert found["… by the linear rule"] == number_text(0.1 / old * sqrt(new))


@pytest.mark.parametrize(
    ("billions", "optimizer", "state"),
    [(7, "sgd", 0), (7, "momentum", 28), (7, "nesterov", 28), (7, "adam", 56), (13, "momentum", 52), (13, "adam", 104)]
    + [(1, rule.key, rule().state_bytes) for rule in RULES],
)
def test_memory_in_fp32(billions: float, optimizer: str, state: float) -> None:
    found = told(Memory(billions=billions, optimizer=Optimizer(optimizer)))
    assert found["optimizer state"] == f"{state} GB"
    assert found["weights and gradients"] == f"{2 * billions * 4} GB"
    assert found["together"] == f"{state + 2 * billions * 4} GB"


@pytest.mark.parametrize(
    ("billions", "bytes_per_number", "text", "mood"),
    [
        (13, 4, "no, 76 GB short", Mood.BAD),
        (13, 2, "yes, 2 GB left", Mood.GOOD),
        (10, 2, "yes, 20 GB left", Mood.GOOD),
        (8 / 0.6, 2, "yes, 0 GB left", Mood.GOOD),
    ],
)
def test_whether_it_fits(billions: float, bytes_per_number: float, text: str, mood: Mood) -> None:
    fit = Memory(billions, bytes_per_number).results()[-1]
    assert (fit.label, fit.text, fit.mood) == ("fits on 80 GB", text, mood)


def test_every_rule_is_there_with_its_title() -> None:
    assert list(Optimizer) == list(TITLES) == [rule.key for rule in RULES]
    assert TITLES["amsgrad"] == "AMSGrad"


@pytest.mark.parametrize(("name", "value"), [("beta", 1.0), ("lr", -1.0), ("lr", float("nan"))])
def test_what_is_not_legal_is_refused_in_one_sentence(name: str, value: Any) -> None:
    with pytest.raises(ValueError, match=rf"^{name} must lie between [^\n]+$"):
        with_value(EffectiveLr(), name, value)
