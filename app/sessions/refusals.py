"""What msgspec finds wrong with a session's JSON, in words for people: where, what must be there, what is."""

import re

import msgspec

from app.errors import on_a_line

_TYPES = {
    "float": "a number",
    "int": "a whole number",
    "str": "text",
    "bool": "true or false",
    "object": "an object",
    "array": "a list",
}
"""How JSON's types are called in a sentence."""
_WORDS = (
    (r"Expected (.+), got (.+)", r" must be \1, not \2"),
    (r"Expected (.+)", r" must be \1"),
    (r"Object contains unknown field `(.*)`", r": there is no field named \1"),
    (r"Object missing required field `(.*)`", r": the field \1 is missing"),
    (r"Number out of range", " is beyond all numbers"),
    (r"Input data was truncated", ": it ends too early"),
    (r"JSON is malformed: (.*)", r": its JSON is malformed, \1"),
)
"""What it says, and what follows the place in our sentence."""
LONGEST = 160
"""Characters of what is said about a place in a file, foreign words included."""


def refusal(error: msgspec.MsgspecError) -> str:
    """The error in one sentence, on one line."""
    what, _, where = str(error).partition(" - at `$")
    where = where.strip(".`").removeprefix("experiment.")
    for pattern, words in _WORDS:
        if found := re.fullmatch(pattern, what, re.DOTALL):
            what = found.expand(words)
            break
    what = re.sub(r"`(\w+)`", lambda found: _TYPES.get(found[1], found[1]), what)
    return on_a_line(f"{where}{what}".removeprefix(": ").strip(), LONGEST)
