"""Where `ravine render` writes, in which format, and of what: its words without the experiment, looked at first."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from app.command.nearest import shown
from app.command.options import RENDER_OPTIONS
from app.command.words import Given
from app.errors import UseError, either
from app.model.formats import BY_SUFFIX, Format, Kind, format_of, suffixes

STANDARD_OUTPUT = "-"
DEVICES = ("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1")
"""Other names of it, which no file can take the place of."""
CARRIERS = suffixes(Kind.FIGURE, Kind.SESSION)
"""Files that may hold a session."""


class Target(NamedTuple):
    """`place` is a file, None for standard output; with `sources` it is the folder that they are rendered into.

    `source` are the words that name the one source, if there is one.
    """

    place: Path | None
    format: Format
    source: str | None = None
    sources: tuple[Path, ...] = ()


def read_target(given: Given) -> Target:
    """What to write where. Raises UseError with one sentence, also for options that do not suit the format."""
    if not given.plain or not given.plain[0]:
        raise UseError("render needs a file to write, like ravine render figure.png")
    if len(given.plain) > 2:
        raise UseError(f"render takes a file to write and one source; what is {shown(given.plain[2])}?")
    if "" in given.plain:
        raise UseError("the source is an empty word; name a file, or leave it out")
    out, source = given.plain[0], given.plain[1] if len(given.plain) == 2 else None
    if source is not None and _is_folder_meant(given, out, source):
        target = _folder(given, Path(out), Path(source))
    else:
        target = _file(given, out, source)
    _check_options(given, target.format)
    return target


def _check_options(given: Given, form: Format) -> None:
    for option in RENDER_OPTIONS:
        if option.name in given.values and option.kinds and form.kind not in option.kinds:
            kinds = either(kind.value for kind in option.kinds)
            raise UseError(f"{option.name} belongs to {kinds}, and {form.suffix} is {form.kind.value}")


def _is_folder_meant(given: Given, out: str, source: str) -> bool:
    is_said = "--jobs" in given.values or ("--format" in given.values and out != STANDARD_OUTPUT)
    return is_said or os.path.isdir(source)


def _file(given: Given, out: str, source: str | None) -> Target:
    if "--jobs" in given.values:
        raise UseError("--jobs belongs to a whole folder: ravine render OUTFOLDER FOLDER --format png --jobs 2")
    wanted = given.one("--format")
    if out == STANDARD_OUTPUT:
        return Target(None, _format(wanted or "csv", Kind.DATA), source)
    if out in DEVICES:
        raise UseError(f"{out} is no file; for data on standard output write {STANDARD_OUTPUT} instead")
    form = format_of(Path(out))
    if wanted is not None:
        raise UseError(f"--format belongs to standard output and folders; the name of {out} says its format already")
    return Target(Path(out), form, source)


def _folder(given: Given, out: Path, folder: Path) -> Target:
    if not os.path.isdir(folder):
        raise UseError(
            f"{shown(str(folder))} is no folder; of one file the name says the format, without --format or --jobs"
        )
    if out == Path(STANDARD_OUTPUT):
        raise UseError(f"a folder such as {folder} is rendered into another folder, not to standard output")
    wanted = given.one("--format")
    if wanted is None:
        raise UseError(f"a folder needs --format: ravine render {out} {folder} --format png")
    return Target(out, _format(wanted), sources=_sources(folder))


def _format(text: str, *kinds: Kind) -> Format:
    """The format that a word such as png or .png names."""
    known = {suffix.removeprefix("."): suffix for suffix in suffixes(*kinds)}
    word = text.lower().removeprefix(".")
    if word not in known:
        raise UseError(f"--format {shown(text)} is none of those that can be written here: {either(known)}")
    return BY_SUFFIX[known[word]]


def _sources(folder: Path) -> tuple[Path, ...]:
    """The files of a folder that may hold a session, by name. Raises UseError if there are none."""
    try:
        found = sorted(path for path in folder.iterdir() if _may_carry(path))
    except OSError as error:
        raise UseError(f"{folder} cannot be looked into; give a folder that you may read") from error
    if not found:
        raise UseError(f"{folder} holds nothing that carries a session: no {either(CARRIERS)}")
    _check_stems(folder, found)
    return tuple(found)


def _check_stems(folder: Path, found: Iterable[Path]) -> None:
    stems: dict[str, Path] = {}
    for path in found:
        if (other := stems.setdefault(path.stem, path)) is not path:
            raise UseError(f"{other.name} and {path.name} of {folder} would become the same file; move one elsewhere")


def _may_carry(path: Path) -> bool:
    return path.suffix.lower() in CARRIERS and not path.name.startswith(".") and path.is_file()
