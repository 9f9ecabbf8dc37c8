"""Finding a surface by its name, and the help given when there is none."""

from dataclasses import fields

import pytest

import surfaces
from surfaces.legal import LISTED
from tests.surfaces.strategies import label

each_class = pytest.mark.parametrize("cls", surfaces.SURFACES, ids=label)


def test_names_are_the_keys_in_order_and_unique():
    assert surfaces.names() == tuple(cls.key for cls in surfaces.SURFACES)
    assert len(set(surfaces.names())) == len(surfaces.SURFACES)
    assert len({cls.title for cls in surfaces.SURFACES}) == len(surfaces.SURFACES)


@each_class
def test_get_gives_the_surface_of_that_name(cls):
    assert surfaces.get(cls.key) == cls()
    for declared in fields(cls):
        end = declared.metadata["soft"][1]
        assert surfaces.get(cls.key, **{declared.name: end}) == cls(**{declared.name: end})


@each_class
def test_a_misspelt_name_is_met_with_the_nearest(cls):
    for at in range(len(cls.key)):
        wrong = cls.key[:at] + cls.key[at + 1 :]
        with pytest.raises(ValueError, match=f"^unknown surface '{wrong}'; did you mean '{cls.key}'\\?$"):
            surfaces.get(wrong)


def test_a_name_like_no_other_is_met_with_the_first_ones():
    first = ", ".join(surfaces.names()[:LISTED])
    with pytest.raises(ValueError, match=f"^unknown surface 'zzz'; known: {first}, …$"):
        surfaces.get("zzz")


@each_class
def test_an_unknown_parameter_is_met_with_the_nearest_or_all(cls):
    with pytest.raises(ValueError, match=rf"^{cls.key} has no parameter '#'; (known: \w+|it has none)"):
        surfaces.get(cls.key, **{"#": 1.0})
    for declared in fields(cls):
        if len(declared.name) > 3:
            with pytest.raises(ValueError, match=f"did you mean '{declared.name}'"):
                surfaces.get(cls.key, **{declared.name[1:]: 1.0})
