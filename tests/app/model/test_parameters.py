"""Every declared parameter makes sense, and says in one sentence what it does not take."""

from dataclasses import dataclass
from math import inf, nan

import pytest

from app.model.experiment import MASTER_PARAMETERS, RUN_PARAMETERS, Experiment
from app.model.parameters import Parameter, declare, parameters
from app.model.scales import SCALES
from optim_core import RULES, SCHEDULES
from surfaces import SURFACES

OWNERS = (*SURFACES, *RULES, *SCHEDULES, Experiment)
DECLARED = [
    pytest.param(parameter, id=f"{owner.__name__}-{name}")
    for owner in OWNERS
    for name, parameter in parameters(owner).items()
]
each = pytest.mark.parametrize("parameter", DECLARED)


@each
def test_default_within_slider_within_what_may_be_typed(parameter: Parameter) -> None:
    assert parameter.legal[0] <= parameter.soft[0] < parameter.soft[1] <= parameter.legal[1]
    assert parameter.soft[0] <= parameter.default <= parameter.soft[1]
    assert parameter.scale in SCALES
    assert parameter.help.endswith(".")
    assert 0 < len(parameter.label) <= 9, "labels stand in a narrow column"


@each
def test_legal_values_pass_and_others_are_refused_in_one_sentence(parameter: Parameter) -> None:
    for value in (*parameter.legal, *parameter.soft, parameter.default):
        checked = parameter.checked(value)
        assert checked == value
        assert type(checked) is (int if parameter.whole else float)
    low, high = parameter.legal
    for value in (nan, inf, -inf, low - 1, high * 2 + 1):
        with pytest.raises(ValueError, match=rf"^{parameter.name} must lie between [^\n]+, not [^\n]+$"):
            parameter.checked(value)


@pytest.mark.parametrize("name", [name for name, parameter in RUN_PARAMETERS.items() if parameter.whole])
def test_whole_numbers_are_whole(name: str) -> None:
    with pytest.raises(ValueError, match=rf"^{name} must be a whole number, not 10\.5$"):
        RUN_PARAMETERS[name].checked(10.5)


def test_a_parameter_is_declared_once_in_its_field() -> None:
    @dataclass(frozen=True)
    class Owner:
        plain: float = 1.0
        how_far: float = declare(2.0, (1.0, 3.0), legal=(0.0, 9.0), scale="linear", help="How far.")

    assert list(parameters(Owner)) == ["how_far"]
    assert parameters(Owner)["how_far"] == Parameter("how_far", 2.0, (1.0, 3.0), (0.0, 9.0), "linear", "How far.")
    assert parameters(Owner)["how_far"].label == "how far"


def test_the_experiments_own_and_the_masters() -> None:
    assert list(RUN_PARAMETERS) == ["noise", "steps", "batch_size", "seeds", "seed"]
    assert list(MASTER_PARAMETERS) == ["lr", "beta"]
