"""Named parameters behind a formula: `, name = number [in [low, high]]`.

a*x^2 + y^2, a = 3                    a slider from 0 to 10
a*x^2 + y^2, a = 3 in [-5, 5]         a slider from -5 to 5
"""

from dataclasses import dataclass
from keyword import iskeyword
from math import floor, log10

from surfaces.expressions.errors import ExpressionError
from surfaces.expressions.limits import LARGEST_PARAMETER, MOST_PARAMETERS
from surfaces.expressions.stream import RANGE, Stream
from surfaces.expressions.tokens import Kind, Token
from surfaces.expressions.vocabulary import RESERVED


@dataclass(frozen=True)
class Declaration:
    """A parameter; `number` and `bounds` are as they were written, the latter empty without a range."""

    name: str
    number: str
    bounds: tuple[str, ...]
    start: int

    @property
    def default(self) -> float:
        """Its value unless it is given another."""
        return float(self.number)

    def text(self, gap: str) -> str:
        """As it stands behind a formula, with or without the spaces that it can do without."""
        written = f"{self.name}{gap}={gap}{self.number}"
        return written + (f"{gap}in{gap}[{f',{gap}'.join(self.bounds)}]" if self.bounds else "")

    @property
    def soft(self) -> tuple[float, float]:
        """The range of its slider."""
        if self.bounds:
            low, high = map(float, self.bounds)
            return low, high
        end = round_beyond(2.0 * abs(self.default))
        return (0.0, end) if self.default > 0.0 else (-end, 0.0) if self.default < 0.0 else (-1.0, 1.0)


def round_beyond(number: float) -> float:
    """The next of 1, 2 and 5 times a power of ten that is at least a positive number, or the largest legal one."""
    if number <= 0.0:
        return 1.0
    power = floor(log10(number))
    rounded = (float(f"{digit}e{power}") for digit in (1, 2, 5, 10, 20))
    return min(LARGEST_PARAMETER, next(end for end in rounded if end >= number))


def declarations(stream: Stream) -> tuple[Declaration, ...]:
    """All that stand behind an expression. Raises ExpressionError."""
    found: dict[str, Declaration] = {}
    while stream.take(","):
        name = _name(stream, found)
        found[name.text] = _declaration(stream, name)
    if not stream.ends():
        raise stream.next.error(
            f"{stream.found} does not belong behind a parameter; take it out, or put a comma before it"
        )
    return tuple(found.values())


def _name(stream: Stream, found: dict[str, Declaration]) -> Token:
    if stream.next.kind is Kind.NUMBER:
        raise stream.next.error("a parameter, such as a = 1, stands behind a comma; a decimal has a point: 0.5")
    if stream.next.kind is not Kind.NAME or iskeyword(stream.next.text):
        raise stream.misplaced("a parameter, such as a = 1,")
    name = stream.pop()
    if name.text in RESERVED:
        raise name.error(f"{name.text} has its own meaning; choose another name for the parameter")
    if name.text in found:
        raise name.error(f"{name.text} has a value already; take one of them out")
    if len(found) == MOST_PARAMETERS:
        raise name.error(f"a formula has at most {MOST_PARAMETERS} parameters; put numbers for some")
    return name


def _declaration(stream: Stream, name: Token) -> Declaration:
    if not stream.take("="):
        raise stream.misplaced(f"a value, as in {name.text} = 1,")
    place = stream.next
    number = _number(stream)
    bounds = _range(stream) if stream.take_word(RANGE) else ()
    declaration = Declaration(name.text, number, bounds, name.start)
    low, high = declaration.soft
    if not low <= declaration.default <= high:
        raise place.error(f"{name.text} = {number} lies outside of its range; choose one that holds it")
    return declaration


def _range(stream: Stream) -> tuple[str, str]:
    opening = stream.next
    if not stream.take("["):
        raise stream.misplaced("the range, as in [0, 2],")
    low = _number(stream)
    if not stream.take(","):
        raise stream.misplaced("the comma of the range")
    high = _number(stream)
    if not stream.take("]"):
        raise stream.misplaced("the bracket ] of the range")
    if not float(low) < float(high):
        length = stream.last.end - opening.start
        raise ExpressionError("a range goes from a number to a larger one; correct it", opening.start, length)
    return low, high


def _number(stream: Stream) -> str:
    sign = stream.take("+", "-")
    if stream.next.kind is not Kind.NUMBER:
        raise stream.misplaced("a number")
    token = stream.pop()
    if float(token.text) > LARGEST_PARAMETER:
        raise token.error(f"a parameter lies between -{LARGEST_PARAMETER:g} and {LARGEST_PARAMETER:g}; make it smaller")
    return f"-{token.text}" if sign is not None and sign.text == "-" else token.text
