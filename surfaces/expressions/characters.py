"""The characters of a formula, and what to say of any other.

Names take the Latin letters and the small Greek ones. Letters that look like these are refused, so that no formula
reads differently from what it means.
"""

from typing import Final
from unicodedata import category, normalize

LETTERS: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZαβγδεζηθικλμνξοπρςστυφχψω")
DIGITS: Final = frozenset("0123456789")
SIGNS: Final = {sign: sign for sign in "+-*/^(),=[]"} | {"−": "-", "×": "*", "·": "*"}
"""What stands for which operator or bracket."""

_PLAIN: Final = ("/", "*", "-", "^2", "^3")
_ADVICE: Final = {
    **dict.fromkeys("'\"`‘’“”", "a formula has no text in quotes"),
    **dict.fromkeys("\n\r\v\f\x85\u2028\u2029", "a formula is one line; take the line break out"),
    **dict.fromkeys("\t\u00a0", "only the plain space may separate parts of a formula; type a space instead"),
    "_": "a name begins with a letter, and a number has no underscore",
    ".": "a point belongs into a number, such as 0.5",
    "%": "% has no meaning here; write x - y*floor(x/y) for a remainder",
    "|": "| has no meaning here; write abs(x) for |x|",
    "√": "√ has no meaning here; write sqrt(x)",
    **{sign: f"{sign} has no meaning here; write {plain}" for sign, plain in zip("÷⋅–²³", _PLAIN, strict=True)},
}
_LOOK_ALIKES: Final = dict(zip("асеорхуіѕјԁһԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "aceopxyisjdhqwABEZHIKMNOPTYX", strict=True))
"""Cyrillic and capital Greek letters, and the Latin ones they are taken for."""


def shown(character: str) -> str:
    """The character with its number, or the number alone where the character would not be seen or not stand alone."""
    number = f"U+{ord(character):04X}"
    if character.isascii():
        return f"“{character}”" if character.isprintable() else number
    is_seen = character.isprintable() and not category(character).startswith("M")
    return f"“{character}” ({number})" if is_seen else number


def advice(character: str) -> str:
    """One sentence on a character that is not in the grammar."""
    if character in _ADVICE:
        return _ADVICE[character]
    plain = _LOOK_ALIKES.get(character) or normalize("NFKC", character)
    if plain != character and len(plain) == 1 and (plain in LETTERS or plain in DIGITS or plain in SIGNS):
        return f"{shown(character)} only looks like {plain}; type {plain} instead"
    return f"{shown(character)} has no meaning in a formula; take it out"
