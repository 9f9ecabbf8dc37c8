import pytest

import optim_core.registry
import surfaces.registry
from app.command.listing import list_rules, list_surfaces
from app.model.parameters import parameters
from surfaces.sphere import Sphere

LISTS = [(list_surfaces, surfaces.registry.SURFACES), (list_rules, optim_core.registry.RULES)]


@pytest.mark.parametrize(("listing", "classes"), LISTS)
def test_everything_is_listed_with_its_parameters(listing, classes) -> None:
    lines = listing().splitlines()
    keys = [line.split()[0] for line in lines if line and not line.startswith((" ", "Use:"))]
    listed = [line.split("=")[0].strip() for line in lines if line.startswith(" ")]
    assert keys == [cls.key for cls in classes]
    assert listed == [name for cls in classes for name in parameters(cls)]


def test_a_parameter_has_its_default_its_range_and_its_meaning() -> None:
    (line,) = [line for line in list_surfaces().splitlines() if line.strip().startswith("condition=")]
    assert " ".join(line.split()) == "condition=50 1 to 1e8 Condition number: stiff over soft."


def test_a_range_is_told_exactly() -> None:
    assert "0 to 0.999999" in list_rules()


@pytest.mark.parametrize("listing", [list_surfaces, list_rules])
def test_the_columns_are_aligned(listing) -> None:
    rows = [line for line in listing().splitlines() if line.startswith(" ")]
    column = rows[0].index(rows[0].split("  ")[-1].strip())
    assert all(row[column - 2 : column] == "  " and row[column] != " " for row in rows)


def test_a_new_surface_is_listed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    class Bowl(Sphere):
        key = "bowl"

    monkeypatch.setattr(surfaces.registry, "SURFACES", (*surfaces.registry.SURFACES, Bowl))
    assert "\nbowl " in list_surfaces()
