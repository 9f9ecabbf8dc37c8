"""All surfaces, in the order of the picker. A new one is its own file and one line in this tuple."""

from pkgutil import resolve_name

from surfaces.legal import hint
from surfaces.surface import ClosedForm, Surface
from surfaces.typed import TYPED as TYPED
from surfaces.typed import Typed

SURFACES: tuple[type[ClosedForm], ...] = tuple(
    resolve_name(f"surfaces.{entry}")
    for entry in (
        "rosenbrock:Rosenbrock",
        "ravine:Ravine",
        "sphere:Sphere",
        "booth:Booth",
        "matyas:Matyas",
        "flower:Flower",
        "flattery:Flattery",
        "himmelblau:Himmelblau",
        "two_wells:TwoWells",
        "sharp_and_flat:SharpAndFlat",
        "three_hump_camel:ThreeHumpCamel",
        "six_hump_camel:SixHumpCamel",
        "styblinski_tang:StyblinskiTang",
        "mccormick:McCormick",
        "goldstein_price:GoldsteinPrice",
        "rastrigin:Rastrigin",
        "ackley:Ackley",
        "saddle:Saddle",
        "monkey_saddle:MonkeySaddle",
        "plateau:Plateau",
        "tanh_ravine:TanhRavine",
        "easom:Easom",
        "beale:Beale",
    )
)


GRID = "grid"
"""The key of every surface that was read from a file: it has no name by which it could be found."""
_added: list[type[ClosedForm]] = []
"""What plug-ins brought, in the order in which they came."""


def all_surfaces() -> tuple[type[ClosedForm], ...]:
    """The catalogue, and what was added to it."""
    return (*SURFACES, *_added)


def add(surface: type[ClosedForm]) -> None:
    """Put another surface behind the catalogue. Raises ValueError if its key is taken, or none."""
    if not surface.key.replace("-", "_").isidentifier():
        raise ValueError(f"the key {surface.key!r} must be a name, of letters, digits and hyphens")
    if surface.key in (*names(), GRID):
        raise ValueError(f"there is a surface {surface.key!r} already; give yours another key")
    _added.append(surface)


def names() -> tuple[str, ...]:
    """The keys of all surfaces, in the order of the picker."""
    return tuple(surface.key for surface in all_surfaces())


def find(name: str) -> Surface:
    """The surface of that name with its usual parameters; behind "expr:" any formula of x and y.

    Raises ValueError, with the nearest name suggested, for an unknown one, and ExpressionError for what is no formula.
    """
    if name.startswith(TYPED):
        return Typed(name.removeprefix(TYPED))
    cls = next((surface for surface in all_surfaces() if surface.key == name), None)
    if cls is None:
        raise ValueError(f"unknown surface {name!r}{hint(name, names())}")
    return cls()


def get(name: str, **parameters: float) -> Surface:
    """The surface of that name with those parameters: `get("ravine", condition=50, angle=30)`.

    Raises ValueError, with the nearest name suggested, for an unknown surface or parameter, and for a value that is
    out of its range or not a number.
    """
    return find(name).bent(**parameters)
