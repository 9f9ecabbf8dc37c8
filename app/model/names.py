r"""What a lane may be called: one line that every kind of file can hold.

Example:

    tidy(" my \t lane\x00 ")        # "my lane"
"""

import re

LONGEST = 40
"""Characters that a person may choose."""
MOST = LONGEST + 2
"""Characters of the longest name there is: a copy has a digit behind that of its model."""
_UNFIT = re.compile("[^\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Control characters, halves of surrogate pairs and the two that are no characters: no XML holds them."""


def tidy(text: str) -> str:
    """The name that a text stands for, empty if it stands for none."""
    return _one_line(text)[:LONGEST].strip()


def check_name(name: str) -> None:
    """Raise ValueError with one sentence if no lane may be called that."""
    if not 0 < len(name) <= MOST or name != _one_line(name):
        raise ValueError(f"must be 1 to {MOST} characters on one line, without control characters or doubled spaces")


def _one_line(text: str) -> str:
    return " ".join(_UNFIT.sub(" ", text).split())
