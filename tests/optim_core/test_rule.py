"""The contract of every rule's hyper-parameters and of its update, over the registry."""

from dataclasses import fields
from itertools import product

import numpy as np
import pytest

from optim_core import RULES, AdamW, Constant, Cosine, Decay, Lion
from optim_core.loop import NoisyGradient
from optim_core.rule import declared_numbers
from tests.optim_core.bits import assert_same_bits

PARAMETERS = [
    pytest.param(cls, name, declared, id=f"{cls.key}-{name}")
    for cls in RULES
    for name, declared in declared_numbers(cls).items()
]
CHOICES = [
    pytest.param(cls, declared.name, declared.metadata, id=f"{cls.key}-{declared.name}")
    for cls in RULES
    for declared in fields(cls)
    if "choices" in declared.metadata
]
HUGE = pytest.param(10**400, id="huge")
each_parameter = pytest.mark.parametrize(("cls", "name", "meta"), PARAMETERS)
each_choice = pytest.mark.parametrize(("cls", "name", "meta"), CHOICES)


def variants(cls):
    """The rule with every combination of its choices."""
    chosen = {f.name: tuple(f.metadata["choices"]) for f in fields(cls) if "choices" in f.metadata}
    for values in product(*chosen.values()):
        yield cls(lr=0.1, **dict(zip(chosen, values, strict=True)))


VARIANTS = [pytest.param(rule, id=f"{cls.key}-{i}") for cls in RULES for i, rule in enumerate(variants(cls))]
each_variant = pytest.mark.parametrize("rule", VARIANTS)


@each_parameter
def test_default_lies_within_legal_and_soft_within_legal(cls, name, meta):
    low, high = meta["legal"]
    assert low <= getattr(cls(), name) <= high
    assert low <= meta["soft"][0] < meta["soft"][1] <= high
    assert meta["scale"] in ("linear", "log", "one-minus", "from-zero")
    assert meta["symbol"].strip()
    assert meta["help"].strip()


@pytest.mark.parametrize("cls", RULES)
def test_the_learning_rate_is_the_first_number_and_there_is_a_decay(cls):
    names = list(declared_numbers(cls))
    assert names[0] == "lr"
    assert "weight_decay" in names
    assert cls(0.25) == cls(lr=0.25)


@pytest.mark.parametrize("cls", RULES)
def test_every_field_is_a_number_a_choice_or_what_every_rule_has(cls):
    declared = {f.name for f in fields(cls) if "legal" in f.metadata or "choices" in f.metadata}
    assert {f.name for f in fields(cls)} - declared == {"schedule", "restarts", "restart_at_boundaries", "changes"}


# Those whose authors decouple it; AdamW comes with some.
USUAL_DECAY = {AdamW: (0.01, Decay.DECOUPLED), Lion: (0.0, Decay.DECOUPLED)}


@pytest.mark.parametrize("cls", RULES)
def test_by_default_nothing_happens_in_mid_run(cls):
    rule = cls()
    assert (rule.schedule, rule.restarts, rule.restart_at_boundaries, rule.changes) == (Constant(), (), False, ())
    assert (rule.weight_decay, rule.decay, rule.is_steady) == (*USUAL_DECAY.get(cls, (0.0, Decay.COUPLED)), True)
    assert rule.during(0, 10) is rule


@each_parameter
def test_ends_of_the_legal_range_are_accepted(cls, name, meta):
    for end in meta["legal"]:
        assert getattr(cls(**{name: end}), name) == end
        np.testing.assert_array_equal(getattr(cls.grid(**{name: [end, end]}), name), [end, end])


WRONG = [np.nan, np.inf, -np.inf, HUGE, "1", True, None, 1j, [True], ["a"], [[1.0], [1.0, 2.0]]]


@each_parameter
def test_anything_else_is_refused_in_one_sentence(cls, name, meta):
    low, high = meta["legal"]
    for wrong in (np.nextafter(low, -np.inf), np.nextafter(high, np.inf), *WRONG):
        with pytest.raises(ValueError, match=rf"^{cls.key}: {name} must lie between [^\n]+, not [^\n]+$") as refused:
            cls(**{name: wrong})
        assert len(str(refused.value)) < 160, wrong


@each_parameter
def test_one_bad_element_of_a_grid_is_named(cls, name, meta):
    values = np.full((300, 300), getattr(cls(), name))
    values[17, 4] = -0.125
    with pytest.raises(ValueError, match=rf"^{cls.key}: {name} must lie between [^\n]+, not -0\.125$"):
        cls.grid(**{name: values})


@each_choice
def test_a_choice_is_taken_as_itself_and_by_its_value_and_every_one_has_a_title(cls, name, meta):
    assert getattr(cls(), name) in meta["choices"]
    assert set(meta["titles"]) == {choice.value for choice in meta["choices"]}
    assert meta["symbol"].strip()
    assert meta["help"].strip()
    for choice in meta["choices"]:
        for rule in (cls(**{name: choice}), cls(**{name: choice.value}), cls.grid(lr=[0.1, 0.2], **{name: choice})):
            assert getattr(rule, name) is choice


@pytest.mark.parametrize("wrong", ["", "sideways", None, 1, 0.5, True, ["coupled"], np.arange(3)])
@each_choice
def test_another_choice_is_refused_in_one_sentence(cls, name, meta, wrong):
    known = ", ".join(meta["choices"])
    with pytest.raises(ValueError, match=rf"^{cls.key}: {name} must be one of {known}, not [^\n]+$"):
        cls(**{name: wrong})


@pytest.mark.parametrize("wrong", [None, "cosine", 0.5, Cosine, (Cosine(),)])
@pytest.mark.parametrize("cls", RULES)
def test_what_is_no_schedule_is_refused_in_one_sentence(cls, wrong):
    with pytest.raises(ValueError, match=rf"^{cls.key}: schedule must be a schedule, not [^\n]+$"):
        cls(schedule=wrong)


@each_variant
def test_an_update_fills_out_and_after_and_leaves_the_positions_and_the_state_alone(rule):
    family, gradient = rule.family(), NoisyGradient(lambda x, y: (2.0 * x, 3.0 + y))
    gradient.decay = np.full((2, 3), 0.5)
    theta = np.array([[1.0, -2.0, 0.0], [0.5, 4.0, 1.0]])
    state = family.initial_state(theta)
    assert state.ndim >= 2
    assert state.shape[-1] == 3
    for _ in range(3):
        before, state_before = theta.copy(), state.copy()
        out, after = np.full_like(theta, np.nan), np.full_like(state, np.nan)
        family.update(theta, state, gradient, out, after)
        assert_same_bits(theta, before)
        assert_same_bits(state, state_before)
        assert np.isfinite(out).all()
        assert np.isfinite(after).all()
        in_place, out_again = state.copy(), np.full_like(theta, np.nan)
        family.update(theta, in_place, gradient, out_again, in_place)
        assert_same_bits(out_again, out)
        assert_same_bits(in_place, after)
        theta, state = out, after


@each_variant
def test_what_a_family_shows_has_the_shape_of_positions_and_is_theta_at_rest(rule):
    family = rule.family()
    path = np.arange(24.0).reshape(4, 2, 3)
    at_rest = np.stack([family.initial_state(step) for step in path])
    assert_same_bits(family.velocity(at_rest), np.zeros((4, 2, 3)))
    assert_same_bits(family.shown(path, at_rest), path)


@each_variant
def test_a_lost_position_is_never_found_again(rule):
    family, lost = rule.family(), np.array([[np.inf, -np.inf, np.nan, 1.0], [0.0, 1.0, 2.0, np.inf]])
    for flat in (lambda x, y: (0.0, 0.0), lambda x, y: (np.tanh(x), np.tanh(y)), lambda x, y: (x, -y)):
        theta, state = lost, family.initial_state(lost)
        with np.errstate(all="ignore"):
            for _ in range(5):
                out, after = np.empty_like(theta), np.empty_like(state)
                family.update(theta, state, NoisyGradient(flat), out, after)
                theta, state = out, after
                assert not np.isfinite(theta).all(axis=0).any()


def test_adding_a_gradient_is_adding_the_gradient():
    theta, other = np.array([[1.0, -2.0], [0.5, 4.0]]), np.array([[0.25, 0.5], [-0.5, 2.0]])
    for decay, push, shift in product((None, np.full((2, 2), 0.75)), (None, other), (None, 2.0 * other)):
        gradient = NoisyGradient(lambda x, y: (2.0 * x, 3.0 + y))
        gradient.decay, gradient.push, gradient.shift = decay, push, shift
        total = np.array([[8.0, 16.0], [32.0, 64.0]])
        at = theta if shift is None else theta + shift
        expected = total + np.stack([2.0 * at[0], 3.0 + at[1]])
        expected += 0.0 if decay is None else decay * theta
        expected += 0.0 if push is None else push
        np.testing.assert_array_equal(total + gradient(theta), expected)
        gradient.add_to(total, theta)
        np.testing.assert_array_equal(total, expected)


@pytest.mark.parametrize("cls", RULES)
def test_an_unknown_hyper_parameter_is_a_type_error_as_in_any_call(cls):
    with pytest.raises(TypeError, match="nonsense"):
        cls(nonsense=1.0)
    with pytest.raises(TypeError, match="nonsense"):
        cls.grid(nonsense=[1.0])
