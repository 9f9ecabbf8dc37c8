"""A choice as declared once, in the metadata of a dataclass field; menus follow.

The counterpart, for words, of `app.model.parameters`.
"""

from dataclasses import Field, dataclass, fields
from functools import cache
from typing import Any


@dataclass(frozen=True)
class Choice:
    """One of a few values. `titles` are pairs of a value and what a person reads."""

    name: str
    symbol: str
    help: str
    titles: tuple[tuple[str, str], ...]

    def title(self, value: str) -> str:
        """What a person reads for this value."""
        return dict(self.titles)[value]


@cache
def choices(cls: type) -> dict[str, Choice]:
    """The choices that a dataclass declares, by name, in order."""
    return {declared.name: _choice(declared) for declared in fields(cls) if "choices" in declared.metadata}


def _choice(declared: Field[Any]) -> Choice:
    facts = declared.metadata
    return Choice(declared.name, facts["symbol"], facts["help"], tuple(facts["titles"].items()))
