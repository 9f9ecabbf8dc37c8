"""What a person has typed so far, read as a formula: a surface, or what is the matter with it.

read_formula("a*x^2 + y^2, a=3").surface       # a surface with a slider a
read_formula("x^2 +").is_unfinished            # nothing is wrong yet
read_formula("x^2 + foo(y)").problem.position  # 6
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass

from app.model.catalogue import minima_words
from app.model.parameters import differing, surface_parameters
from app.model.sentences import sentence_of
from surfaces import Surface
from surfaces.expressions import ExpressionError
from surfaces.registry import TYPED
from surfaces.typed import Typed

EXAMPLES = ("sin(x)*cos(y)", "x^2 + a*y^2, a=20", "(x^2 - 1)^2 + y^2", "abs(x) + abs(y)")
"""Short ones that show what can be typed."""
BREAKS = str.maketrans(dict.fromkeys("\n\r\t\u00a0\u2028\u2029", " "))
"""What a text may bring along that was copied from elsewhere: in a field of one line nobody sees it."""
MOST = 60
"""Letters of a formula that is repeated beside others."""


@dataclass(frozen=True)
class Reading:
    """`surface` or `problem` is None, and both where nothing was typed."""

    text: str
    surface: Surface | None = None
    problem: ExpressionError | None = None

    @property
    def is_unfinished(self) -> bool:
        """Whether something is missing at the end of the text, or may be: a name or number there may go on."""
        if self.problem is None:
            return False
        rest = self.text.rstrip()[self.problem.position :]
        return not rest or (len(rest) <= self.problem.length and f"_{rest.replace('.', '')}".isidentifier())

    def words(self, *, explored: bool = False, insisted: bool = False) -> str:
        """What there is to say of it.

        `explored` tells of its minima, too, which takes a while unless they are known; `insisted` that it was not meant
        to go on.
        """
        if self.problem is not None:
            goes_on = self.is_unfinished and not insisted
            return sentence_of(f"not finished: {self.problem.sentence}" if goes_on else str(self.problem))
        return "" if self.surface is None else _words_of(self.surface, explored=explored)


@dataclass(frozen=True)
class Exploration:
    """The work of finding out what is worth seeing of a typed surface; the surface remembers it."""

    surface: Surface

    def results(self, executor: Executor, checkpoint: Callable[[], None]) -> Iterator[object]:  # noqa: ARG002
        """Its view and its minima, in one piece; and what it is walked on with, should it be wanted."""
        yield self.surface.view, self.surface.minima
        checkpoint()
        _ = self.surface.start, self.surface.suggested_lr


def read_formula(text: str) -> Reading:
    """Read what was typed or pasted behind "f(x, y) ="; line breaks are spaces."""
    text = text.translate(BREAKS)
    if not text.strip():
        return Reading(text)
    try:
        return Reading(text, Typed(text))
    except ExpressionError as problem:
        return Reading(text, problem=problem)


def formula_text(surface: Surface) -> str:
    """The text from which a surface was typed; empty for all others."""
    return surface.key.removeprefix(TYPED) if surface.key.startswith(TYPED) else ""


def retyped(text: str, before: Surface) -> Surface:
    """The surface of another text, its sliders where they are as far as the text says of them what it said before.

    Raises ExpressionError.
    """
    surface = Typed(text)
    usual = {name: declared["default"] for name, declared in before.declared.items()}
    moved = differing(before.numbers, usual)
    kept = {name: value for name, value in moved.items() if surface.numbers.get(name) == usual[name]}
    return surface.bent(**kept) if kept else surface


def _words_of(surface: Surface, *, explored: bool) -> str:
    formula = surface.formula if len(surface.formula) <= MOST else f"{surface.formula[: MOST - 1]}…"
    names = ", ".join(parameter.label for parameter in surface_parameters(surface).values())
    sliders = f"sliders {names}" if "," in names else f"slider {names}"
    facts = [f"= {formula}", sliders if names else "", minima_words(surface) if explored else ""]
    return "  ·  ".join(fact for fact in facts if fact)
