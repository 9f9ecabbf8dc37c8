"""What can be written: the suffix of a file says its format, and a format says what kind of thing it holds."""

from dataclasses import dataclass
from enum import Enum
from pathlib import PurePath

from app.errors import UseError, either


class Kind(Enum):
    """What a file holds, in the words of a sentence about it."""

    FIGURE = "a figure"
    ANIMATION = "an animation"
    DATA = "data"
    SESSION = "a session"


@dataclass(frozen=True)
class Format:
    """`suffix` in small letters with its dot, `title` for people."""

    suffix: str
    title: str
    kind: Kind


FORMATS: tuple[Format, ...] = (
    Format(".png", "PNG", Kind.FIGURE),
    Format(".svg", "SVG", Kind.FIGURE),
    Format(".pdf", "PDF", Kind.FIGURE),
    Format(".gif", "GIF", Kind.ANIMATION),
    Format(".apng", "APNG", Kind.ANIMATION),
    Format(".webp", "WebP", Kind.ANIMATION),
    Format(".mp4", "MP4", Kind.ANIMATION),
    Format(".csv", "CSV", Kind.DATA),
    Format(".npz", "NPZ", Kind.DATA),
    Format(".json", "JSON", Kind.DATA),
    Format(".ravine", "Session", Kind.SESSION),
)
BY_SUFFIX = {known.suffix: known for known in FORMATS}
HEIGHT_PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp")
"""Of pictures that are read, as heights; what is in one counts, and its name only where somebody has to be helped."""


def suffixes(*kinds: Kind) -> tuple[str, ...]:
    """The suffixes of these kinds of files, of all without one."""
    return tuple(known.suffix for known in FORMATS if not kinds or known.kind in kinds)


def format_of(target: PurePath, *kinds: Kind) -> Format:
    """The format that a file's suffix says, of these kinds or of all; the case of its letters does not matter.

    Raises UseError if it says none of them.
    """
    suffix = target.suffix.lower()
    if suffix not in suffixes(*kinds):
        named = f"ends in {target.suffix}" if suffix else "has no suffix"
        what = kinds[0].value if len(kinds) == 1 else "what Ravine can write"
        raise UseError(f"{target} {named}; {what} ends in {either(suffixes(*kinds))}")
    return BY_SUFFIX[suffix]
