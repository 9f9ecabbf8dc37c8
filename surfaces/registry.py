"""All surfaces, in the order of the picker. A new one is its own file and one line in this tuple."""

from dataclasses import fields
from difflib import get_close_matches
from pkgutil import resolve_name

from surfaces.surface import Surface

SURFACES: tuple[type[Surface], ...] = tuple(
    resolve_name(f"surfaces.{entry}")
    for entry in (
        "rosenbrock:Rosenbrock",
        "ravine:Ravine",
        "tanh_ravine:TanhRavine",
        "sphere:Sphere",
        "sharp_and_flat:SharpAndFlat",
        "plateau:Plateau",
        "flattery:Flattery",
        "saddle:Saddle",
    )
)


def names() -> tuple[str, ...]:
    """The keys of all surfaces, in the order of the picker."""
    return tuple(surface.key for surface in SURFACES)


def get(name: str, **parameters: float) -> Surface:
    """The surface of that name with those parameters: `get("ravine", condition=50, angle=30)`.

    Raises ValueError, with the nearest name suggested, for an unknown surface or parameter, and for a value that is
    out of its range or not a number.
    """
    cls = next((surface for surface in SURFACES if surface.key == name), None)
    if cls is None:
        raise ValueError(f"unknown surface {name!r}{_hint(name, names())}")
    known = tuple(field.name for field in fields(cls))
    for parameter in parameters:
        if parameter not in known:
            raise ValueError(f"{name} has no parameter {parameter!r}{_hint(parameter, known)}")
    return cls(**parameters)


def _hint(word: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(word, known, n=1, cutoff=0.5)
    if near:
        return f"; did you mean {near[0]!r}?"
    return f"; known: {', '.join(known)}" if known else "; it has none"
