"""The memory of optimizers, as the lessons count it."""

import numpy as np
import pytest

from optim_core import RULES
from optim_core.theory import state_bytes, training_bytes

GIGABYTE = 1e9


@pytest.mark.parametrize(("parameters", "momentum", "adam"), [(7e9, 28, 56), (13e9, 52, 104)])
def test_the_state_of_large_models_in_fp32(parameters, momentum, adam):
    assert state_bytes("sgd", parameters) == 0
    assert state_bytes("momentum", parameters) == state_bytes("nesterov", parameters) == momentum * GIGABYTE
    assert state_bytes("adam", parameters) == adam * GIGABYTE


def test_the_state_of_every_rule_is_what_it_says():
    assert {rule.key: rule().state_bytes for rule in RULES}.items() >= {
        "sgd": 0,
        "momentum": 4,
        "nesterov": 4,
        "qhm": 4,
        "adagrad": 4,
        "rmsprop": 4,
        "adam": 8,
        "amsgrad": 12,
        "adamw": 8,
        "nadam": 8,
        "lion": 4,
    }.items()
    assert all(state_bytes(rule.key, 1) == rule().state_bytes for rule in RULES)


@pytest.mark.parametrize(("rule", "copies"), [("sgd", 2), ("momentum", 3), ("nesterov", 3), ("adam", 4)])
@pytest.mark.parametrize("kind", [np.float16, np.float32, np.float64])
def test_training_holds_weights_gradients_and_state(rule, copies, kind):
    arrays = [np.zeros((30, 40), dtype=kind) for _ in range(copies)]
    assert training_bytes(rule, 1200, arrays[0].itemsize) == sum(array.nbytes for array in arrays)
    assert state_bytes(rule, 1200, arrays[0].itemsize) == sum(array.nbytes for array in arrays[2:])


def test_what_makes_no_sense_is_refused_in_one_sentence():
    with pytest.raises(ValueError, match=r"^no state is known for the rule 'adan'; known: sgd, momentum, nest[^\n]*$"):
        state_bytes("adan", 10)
    with pytest.raises(ValueError, match=r"^parameters must be 0 or more and finite, not -1$"):
        training_bytes("sgd", -1)
    with pytest.raises(ValueError, match=r"^bytes_per_number must be 0 or more and finite, not nan$"):
        state_bytes("sgd", 10, np.nan)
