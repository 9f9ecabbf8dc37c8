"""A surface as a word of the command line: of the catalogue, typed as a formula, or read from a file.

Example:

    read_surface("ravine:condition=50,angle=30")
    read_surface("expr:x^2 + a*y^2, a=3;a=5")           # behind the semicolon: where its sliders stand
    read_surface("data:heights.csv")
"""

from pathlib import Path

import surfaces.registry
from app.command.nearest import shown
from app.command.values import explained, one_of, read_parameter
from app.command.words import parts
from app.model.parameters import surface_parameters
from surfaces import Surface
from surfaces.expressions import ExpressionError
from surfaces.registry import TYPED
from surfaces.typed import Typed

DATA = "data:"
VALUES = ";"


def read_surface(text: str) -> Surface:
    """The surface that the word names. Raises UseError with one sentence."""
    with explained("--surface", text):
        usual, values = surface_and_values(text)
        declared = surface_parameters(usual)
        return usual.bent(**{name: read_parameter(usual.key, declared, name, word) for name, word in values.items()})


def surface_and_values(text: str) -> tuple[Surface, dict[str, str]]:
    """The surface with its usual parameters, and what the word says of them. Raises ValueError with one sentence."""
    if text.startswith(TYPED):
        formula, _, values = text.partition(VALUES)
        return surfaces.registry.find(formula), parts(f"{TYPED}{values}")[1] if values.strip() else {}
    if text.startswith(DATA):
        return _read_file(text.removeprefix(DATA)), {}
    key, named = parts(text)
    known = {cls.key: cls for cls in surfaces.registry.all_surfaces()}
    if key not in known and _is_formula(text):
        raise ValueError(f"a formula begins with {TYPED}, as in {shown(TYPED + text)}")
    return one_of("surface", key, known)(), named


def _read_file(name: str) -> Surface:
    if not name:
        raise ValueError(f"a file is missing behind {DATA}; name one, as in {DATA}heights.csv")
    from app.heights import read_heights

    return read_heights(Path(name))


def _is_formula(text: str) -> bool:
    try:
        Typed(text)
    except ExpressionError:
        return False
    return True
