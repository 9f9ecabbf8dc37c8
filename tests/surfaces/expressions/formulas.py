"""Formulas for the tests: hostile ones from a file, and legal ones by Hypothesis."""

import json
from pathlib import Path

from hypothesis import strategies as st

from surfaces.expressions import FUNCTIONS

ENTRIES = json.loads(Path(__file__).with_name("hostile.json").read_text(encoding="utf-8"))
REPEATED = [piece * times for piece, times in ENTRIES.pop("repeated")]
HOSTILE = [*(text for texts in ENTRIES.values() for text in texts), *REPEATED]

LEGAL = (
    "x",
    "x^2 + y^2",
    "(1-x)**2+100*(y-x**2)**2",
    "(a - x)^2 + b*(y - x^2)^2, a = 1, b = 100 in [1, 1000]",
    "(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
    "-20*exp(-0.2*sqrt((x^2 + y^2)/2)) - exp((cos(2*pi*x) + cos(2*pi*y))/2) + e + 20",
    "x^4 − 16·x^2 + 5×x + y^2",
    "α*x^2 + β_1*y^2, α = -3, β_1 = 1e-3",
    "max(abs(x), abs(y), 0.5) + min(x, y, 3)/10",
    "atan2(y, x)^2 + ln(1 + x^2) + log10(1 + y^2)",
    "sigmoid(x) + sign(y)*floor(x)/10 + tanh(y)*sinh(x)/cosh(x)",
    "asin(x/5) + acos(y/5) + atan(x*y) + tan(x/9) + sin(x)",
    "(1 + x^2)^y + 2^-x + x^2^y",
    "x/y/2 - -x*+y",
)
"""Some with everything that the grammar has."""

LEAVES = (*("x", "y") * 4, *("pi", "e", "a", "β_2"), *("1", "2", "3.5", "0", "10", "1e-3", ".5", "2.", "1E2"))
OPERATORS = (" + ", "-", "*", "/", " − ", "·", "×")
POWERS = ("^2", "**3", "^-1", "^0.5", "^x", "**a", "^-y", "^(2*a)")
ONE = sorted(name for name, count in FUNCTIONS.items() if count.most == 1)
SEVERAL = sorted(name for name, count in FUNCTIONS.items() if count.most > 1)
DECLARED = {"a": "a = 2 in [-1, 3]", "β_2": "β_2=-0.5"}


class Writer:
    """Writes a formula that follows the grammar, by bytes of which each makes one choice; without any, a leaf."""

    def __init__(self, choices):
        self._left = list(choices)

    def pick(self, options):
        return options[self._left.pop() % len(options)] if self._left else options[0]

    def part(self):
        return self.pick((*[lambda: self.pick(LEAVES)] * 4, *self._larger))()

    @property
    def _larger(self):
        return (
            *[lambda: self.part() + self.pick(OPERATORS) + self.part()] * 2,
            *[lambda: f"({self.part()}){self.pick(POWERS)}"] * 2,
            *[lambda: f"{self.pick(ONE)}({self.part()})"] * 3,
            lambda: f"{self.pick(SEVERAL)}({self.part()}, {self.part()})",
            lambda: f"-{self.part()}",
            lambda: f"({self.part()})",
        )


def written(choices):
    writer = Writer(choices)
    text = f"x{writer.pick(OPERATORS)}{writer.part()}"
    return ", ".join((text, *(said for name, said in DECLARED.items() if uses(text, name))))


def uses(text, name):
    letters = "".join(letter if letter.isalnum() or letter == "_" else " " for letter in text)
    return name in letters.split()


formulas = st.binary(max_size=40).map(written)
"""Texts that follow the grammar; some of them have a constant in them that is no number."""
