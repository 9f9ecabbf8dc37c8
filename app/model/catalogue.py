"""The catalogue of surfaces as people look for them: shelf by shelf, found by any word about them.

shelves("valley rosen")  # ((Group.VALLEYS, (Rosenbrock(),)),)
"""

import unicodedata
from functools import cache

from app.model.numbers import number_text
from app.model.parameters import Parameter
from surfaces import ClosedForm, Group, Surface
from surfaces.registry import all_surfaces

Shelf = tuple[Group, tuple[ClosedForm, ...]]
DASHES = str.maketrans(dict.fromkeys("‐‑–—−", "-"))


def shelves(words: str = "") -> tuple[Shelf, ...]:
    """The surfaces, with their usual parameters, that all of these words are said of; no shelf is empty."""
    found = [surface() for surface in all_surfaces() if matches(surface(), words)]
    filled = ((group, tuple(surface for surface in found if surface.group is group)) for group in Group)
    return tuple(shelf for shelf in filled if shelf[1])


def matches(surface: ClosedForm, words: str) -> bool:
    """Whether each word is a part of what is said of the surface; case, accents and raised digits do not matter."""
    said = _all_words(surface)
    return all(word in said for word in _plain(words).split())


def rank(surface: ClosedForm, words: str) -> int:
    """How well a surface that matches fits the words: 0 by the beginning of its title, 1 by all of it, 2 otherwise."""
    title, wanted = _plain(surface.title), _plain(words).strip()
    return 0 if title.startswith(wanted) else 1 if wanted in title or wanted in surface.key else 2


@cache
def _all_words(surface: ClosedForm) -> str:
    facts = (surface.title, surface.key, surface.formula, surface.group, surface.purpose, surface.origin)
    return _plain("\n".join(facts))


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.translate(DASHES))
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()


def minima_words(surface: Surface) -> str:
    """How many minima it has, and how they are known."""
    count = len(surface.minima)
    if surface.minima_are_found:
        return f"{_counted(count)}, found numerically" if count else "No minimum found in view"
    return _counted(count) if count else "No minimum: it has no lowest point"


def _counted(count: int) -> str:
    return f"{count} minimum" if count == 1 else f"{count} minima"


def range_words(parameter: Parameter) -> str:
    """The range of its slider, and where that stands at first."""
    low, high = map(number_text, parameter.soft)
    return f"{low} … {high}, at first {number_text(parameter.default)}"
