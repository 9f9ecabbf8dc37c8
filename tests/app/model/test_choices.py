"""Every declared choice makes sense: all its values have a title, and its default is one of them."""

from dataclasses import fields

import pytest

from app.model.choices import choices
from app.model.experiment import Experiment
from app.model.parameters import parameters
from optim_core import RULES, SGD, Nesterov

DECLARED = [
    pytest.param(owner, choice, id=f"{owner.__name__}-{choice.name}")
    for owner in (*RULES, Experiment)
    for choice in choices(owner).values()
]


@pytest.mark.parametrize(("owner", "choice"), DECLARED)
def test_every_value_has_a_title_of_its_own_and_the_whole_is_explained(owner, choice) -> None:
    (declared,) = [field for field in fields(owner) if field.name == choice.name]
    values, titles = zip(*choice.titles, strict=True)
    assert list(values) == [member.value for member in type(declared.default)]
    assert len(set(titles)) == len(titles)
    assert choice.title(declared.default) == titles[values.index(declared.default)]
    assert choice.help.endswith(".")
    assert choice.symbol


def test_choices_and_numbers_are_told_apart() -> None:
    assert list(choices(Nesterov)) == ["decay", "convention", "drawn"]
    assert list(choices(SGD)) == ["decay"]
    for owner in (*RULES, Experiment):
        assert not choices(owner).keys() & parameters(owner).keys()
