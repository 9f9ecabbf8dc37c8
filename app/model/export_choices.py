"""What a person chooses for a file that is to be written, which sizes are offered, and what is kept for the next."""

from dataclasses import dataclass, replace
from pathlib import Path

from app.errors import UseError
from app.model.formats import BY_SUFFIX, Format, Kind, suffixes
from app.model.kept_file import KeptFile
from app.model.motion import Motion
from app.model.paper import IN_PRINT, MM_PER_INCH, SCREEN, USUAL_PARTS, Paper, Part, Unit
from app.model.theme import LIGHT, THEMES, Theme

OFFERED = suffixes(Kind.FIGURE, Kind.ANIMATION, Kind.DATA)
LINES = (".svg", ".pdf")
"""Formats made of lines: they have a size, and no pixels."""


@dataclass(frozen=True)
class Size:
    """The sides of a picture, and the pixels of an inch."""

    width: float = 1280
    height: float = 800
    unit: Unit = Unit.PX
    dpi: float = SCREEN

    def __post_init__(self) -> None:
        Paper(self.width, self.height, self.unit, self.dpi)

    def counted_in(self, unit: Unit) -> "Size":
        """The same in another unit: whole pixels, or tenths of a millimetre."""
        if unit is self.unit:
            return self
        factor, digits = (MM_PER_INCH / self.dpi, 1) if unit is Unit.MM else (self.dpi / MM_PER_INCH, None)
        width, height = (float(round(side * factor, digits)) for side in (self.width, self.height))
        return Size(width, height, unit, self.dpi)

    def is_like(self, other: "Size") -> bool:
        """Whether the sides are the same, as a person counts them."""
        return (self.width, self.height, self.unit) == (other.width, other.height, other.unit)


@dataclass(frozen=True)
class Preset:
    """A size with a name."""

    title: str
    size: Size


PRESETS: tuple[Preset, ...] = (
    Preset("Screen", Size(1280, 800)),
    Preset("Full HD", Size(1920, 1080)),
    Preset("4K", Size(3840, 2160)),
    Preset("Square", Size(1080, 1080)),
    Preset("Journal column", Size(85, 100, Unit.MM, IN_PRINT)),
    Preset("Journal page", Size(180, 135, Unit.MM, IN_PRINT)),
)


@dataclass(frozen=True)
class ExportChoices:
    """All of it but the name of the file. Raises ValueError with one sentence if nothing can be written so.

    `last` is the size of the last file, offered beside the presets; `theme` is empty as long as none was chosen, for
    that of the window; `folder` is empty for a person's own.
    """

    suffix: str = ".png"
    size: Size = PRESETS[0].size
    last: Size | None = None
    theme: str = ""
    parts: frozenset[Part] = USUAL_PARTS
    frames: int = Motion().frames
    fps: float = Motion().fps
    folder: str = ""

    def __post_init__(self) -> None:
        if self.suffix not in OFFERED:
            raise ValueError(f"{self.suffix} is not what a picture, an animation or data can end in")
        if self.theme and self.theme not in THEMES:
            raise ValueError(f"there is no theme {self.theme}")
        # Both refuse what they cannot be.
        _ = self.paper(), self.motion

    @property
    def format(self) -> Format:
        """What the file will be."""
        return BY_SUFFIX[self.suffix]

    @property
    def motion(self) -> Motion:
        """How an animation moves."""
        return Motion(self.frames, self.fps)

    @property
    def has_pixels(self) -> bool:
        """Whether it is made of pixels, so many an inch."""
        return self.format.kind is not Kind.DATA and self.suffix not in LINES

    def paper(self, usual: Theme = LIGHT) -> Paper:
        """The sheet; in the `usual` theme if none was chosen."""
        size, theme = self.size, THEMES.get(self.theme, usual)
        dpi = SCREEN if self.suffix in LINES else size.dpi
        return Paper(size.width, size.height, size.unit, dpi, theme=theme, parts=self.parts)

    def with_part(self, part: Part, is_drawn: bool) -> "ExportChoices":
        """The same with that drawn, or left away."""
        return replace(self, parts=self.parts | {part} if is_drawn else self.parts - {part})


def presets(last: Size | None) -> tuple[Preset, ...]:
    """The sizes that are offered: what was used last is one of them, unless it has a name anyway."""
    is_new = last is not None and not any(last.is_like(preset.size) for preset in PRESETS)
    return (*PRESETS, Preset("As last time", last)) if last is not None and is_new else PRESETS


def stem_of(name: str) -> str:
    """A file's name without the suffix, which follows from the format whatever was typed."""
    name = name.strip()
    ending = Path(name).suffix
    return name.removesuffix(ending) if ending.lower() in suffixes() else name


def folder_of(text: str) -> Path:
    """The folder that is meant: ~/figures. Raises UseError if none is."""
    if not text.strip():
        raise UseError("there is no folder yet; type one, or browse for it")
    try:
        return Path(text).expanduser().absolute()
    except RuntimeError:
        raise UseError(f"“{text}” is in nobody's home here; type another folder") from None


def target_of(folder: str, name: str, suffix: str) -> Path:
    """The file that is meant. Raises UseError if no file can have that name, or that folder be."""
    stem = stem_of(name)
    if not stem or stem in (".", ".."):
        raise UseError("the file has no name yet; type one")
    if "/" in stem or "\\" in stem or "\0" in stem:
        raise UseError(f"“{stem}” cannot be a name: folders stand in the field below it")
    return folder_of(folder) / f"{stem}{suffix}"


CHOICES = KeptFile("the choices for exporting", "export.json", ExportChoices)


def load_choices() -> ExportChoices:
    """What was kept, or the defaults where nothing is, or nothing that makes sense."""
    return CHOICES.load()


def save_choices(choices: ExportChoices) -> None:
    """Keep them. Raises FaultError if they cannot be written."""
    CHOICES.save(choices)
