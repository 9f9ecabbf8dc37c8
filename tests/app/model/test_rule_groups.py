"""Every rule stands in one group, with those that work like it."""

import pytest

import optim_core.registry
from app.model.rule_groups import LINEAR, OTHERS, PER_PARAMETER, PLUG_INS, group_of, grouped_rules
from optim_core import QHM, RULES, SGD, AdaGrad, Adam, AdamW, AMSGrad, Lion, Momentum, NAdam, Nesterov, RMSProp
from tests.optim_core.strategies import SignDescent


@pytest.fixture
def plug_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(optim_core.registry, "_added", [SignDescent])


def test_those_that_work_alike_stand_together() -> None:
    assert dict(grouped_rules()) == {
        LINEAR: (SGD, Momentum, Nesterov, QHM),
        PER_PARAMETER: (AdaGrad, RMSProp, Adam, AMSGrad, AdamW, NAdam),
        OTHERS: (Lion,),
    }


def test_every_rule_stands_there_once() -> None:
    assert sorted(rule.key for _, rules in grouped_rules() for rule in rules) == sorted(rule.key for rule in RULES)


def test_what_a_plug_in_brought_stands_last(plug_in: None) -> None:
    assert grouped_rules()[-1] == (PLUG_INS, (SignDescent,))
    assert group_of(SignDescent) == PLUG_INS
