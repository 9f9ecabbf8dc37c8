import pytest

import optim_core.registry
import optim_core.schedules
import surfaces.registry
from app.command.listing import LISTINGS, list_rules, list_schedules, list_surfaces
from app.command.options import LISTS
from app.command.parse import parse
from app.model.choices import choices
from app.model.parameters import parameters
from surfaces.sphere import Sphere

EVERYTHING = [
    (list_surfaces, surfaces.registry.SURFACES),
    (list_rules, optim_core.registry.RULES),
    (list_schedules, optim_core.schedules.SCHEDULES),
]


def is_parameter(line: str) -> bool:
    """A line below a heading; the further lines of an equation stand further right."""
    return line.startswith("    ") and line[4] != " "


def test_every_kind_has_its_list() -> None:
    assert tuple(LISTINGS) == LISTS


@pytest.mark.parametrize(("listing", "classes"), EVERYTHING)
def test_everything_is_listed_with_its_parameters(listing, classes) -> None:
    lines = listing().splitlines()
    keys = [line.split()[0] for line in lines if line and not line.startswith((" ", "Use:"))]
    listed = [line.split("=")[0].strip() for line in lines if is_parameter(line)]
    assert keys == [cls.key for cls in classes]
    assert listed == [name for cls in classes for name in (*parameters(cls), *choices(cls))]


@pytest.mark.parametrize(("listing", "classes"), EVERYTHING)
def test_every_default_can_be_typed_as_it_is_listed(listing, classes) -> None:
    form = {list_surfaces: "--surface={}:{}", list_rules: "--lane={}:{}", list_schedules: "--lane=sgd:schedule={}:{}"}
    key = ""
    for line in listing().splitlines()[:-1]:
        key = line.split()[0] if line and not line.startswith(" ") else key
        if is_parameter(line):
            assert parse([form[listing].format(key, line.split()[0].split("|")[0])])


def test_the_example_below_a_list_works() -> None:
    for listing in LISTINGS.values():
        _, program, *words = listing().splitlines()[-1].split()
        assert program == "ravine"
        assert parse(words)


def test_a_choice_shows_its_words_and_that_of_the_default_first() -> None:
    lines = [" ".join(line.split()) for line in list_rules().splitlines()]
    assert "convention=outside|inside|averaged Where lr stands in the update." in lines
    assert "drawn=theta|ahead Which point of the method the path shows." in lines


def test_a_parameter_has_its_default_its_range_and_its_meaning() -> None:
    (line,) = [line for line in list_surfaces().splitlines() if line.strip().startswith("condition=")]
    assert " ".join(line.split()) == "condition=50 1 to 1e8 Condition number: stiff over soft."


def test_a_range_is_told_exactly() -> None:
    assert "0 to 0.999999" in list_rules()


@pytest.mark.parametrize("listing", LISTINGS.values())
def test_the_columns_are_aligned(listing) -> None:
    rows = [line for line in listing().splitlines() if is_parameter(line)]
    column = rows[0].index(rows[0].split("  ")[-1].strip())
    assert all(row[column - 2 : column] == "  " and row[column] != " " for row in rows)


def test_a_new_surface_is_listed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    class Bowl(Sphere):
        key = "bowl"

    monkeypatch.setattr(surfaces.registry, "SURFACES", (*surfaces.registry.SURFACES, Bowl))
    assert "\nbowl " in list_surfaces()
