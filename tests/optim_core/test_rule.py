"""The contract of every rule's hyper-parameters, over the registry."""

from dataclasses import fields

import numpy as np
import pytest

from optim_core import RULES
from optim_core.loop import NoisyGradient

PARAMETERS = [
    pytest.param(cls, declared.name, declared.metadata, id=f"{cls.key}-{declared.name}")
    for cls in RULES
    for declared in fields(cls)
]
HUGE = pytest.param(10**400, id="huge")
each_parameter = pytest.mark.parametrize(("cls", "name", "meta"), PARAMETERS)


@each_parameter
def test_default_lies_within_legal_and_soft_within_legal(cls, name, meta):
    low, high = meta["legal"]
    assert low <= getattr(cls(), name) <= high
    assert low <= meta["soft"][0] < meta["soft"][1] <= high
    assert meta["scale"] in ("linear", "log", "one-minus", "from-zero")
    assert meta["symbol"].strip()
    assert meta["help"].strip()


@pytest.mark.parametrize("cls", RULES)
def test_the_learning_rate_comes_first_and_the_decay_last(cls):
    names = [declared.name for declared in fields(cls)]
    assert (names[0], names[-1]) == ("lr", "weight_decay")
    assert cls(0.25) == cls(lr=0.25)


@each_parameter
def test_ends_of_the_legal_range_are_accepted(cls, name, meta):
    for end in meta["legal"]:
        assert getattr(cls(**{name: end}), name) == end
        np.testing.assert_array_equal(getattr(cls.grid(**{name: [end, end]}), name), [end, end])


WRONG = ["below", "above", np.nan, np.inf, -np.inf, HUGE, "1", True, None, 1j, [True], ["a"], [[1.0], [1.0, 2.0]]]


@pytest.mark.parametrize("wrong", WRONG)
@each_parameter
def test_anything_else_is_refused_in_one_sentence(cls, name, meta, wrong):
    low, high = meta["legal"]
    value = {"below": np.nextafter(low, -np.inf), "above": np.nextafter(high, np.inf)}.get(str(wrong), wrong)
    with pytest.raises(ValueError, match=rf"^{cls.key}: {name} must lie between [^\n]+, not [^\n]+$") as refused:
        cls(**{name: value})
    assert len(str(refused.value)) < 160


@each_parameter
def test_one_bad_element_of_a_grid_is_named(cls, name, meta):
    values = np.full((300, 300), getattr(cls(), name))
    values[17, 4] = -0.125
    with pytest.raises(ValueError, match=rf"^{cls.key}: {name} must lie between [^\n]+, not -0\.125$"):
        cls.grid(**{name: values})


@pytest.mark.parametrize("cls", RULES)
def test_an_update_fills_out_and_leaves_the_positions_alone(cls):
    family, gradient = cls(lr=0.1).family(), NoisyGradient(lambda x, y: (2.0 * x, 3.0 + y), 0.5)
    theta = np.array([[1.0, -2.0, 0.0], [0.5, 4.0, 1.0]])
    before, out = theta.copy(), np.full_like(theta, np.nan)
    state = family.initial_state(theta)
    for _ in range(3):
        state = family.update(theta, state, gradient, out)
        np.testing.assert_array_equal(theta, before)
        assert np.isfinite(out).all()
        theta, before, out = out, out.copy(), np.full_like(out, np.nan)


def test_adding_a_gradient_is_adding_the_gradient():
    theta, draw = np.array([[1.0, -2.0], [0.5, 4.0]]), np.array([[0.25, 0.5], [-0.5, 2.0]])
    for decay in (0.0, np.full((2, 2), 0.75)):
        for noise in (None, draw):
            gradient = NoisyGradient(lambda x, y: (2.0 * x, 3.0 + y), decay)
            gradient.draw = noise
            total = np.array([[8.0, 16.0], [32.0, 64.0]])
            expected = total + gradient(theta)
            gradient.add_to(total, theta)
            np.testing.assert_array_equal(total, expected)


@pytest.mark.parametrize("cls", RULES)
def test_an_unknown_hyper_parameter_is_a_type_error_as_in_any_call(cls):
    with pytest.raises(TypeError, match="nonsense"):
        cls(nonsense=1.0)
