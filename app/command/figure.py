"""What pictures are drawn on, and how they move: the options of `ravine render` that no experiment is needed for."""

import re
from dataclasses import replace

from app.command.nearest import hint, shown
from app.command.values import explained, one_of, read_whole
from app.command.words import Given, joined
from app.errors import UseError
from app.model.motion import FRAMES, Motion
from app.model.numbers import read_number
from app.model.paper import IN_PRINT, Paper, Part, Unit
from app.model.theme import LIGHT, THEMES, Theme

NO_PARTS = "none"
_SIZE = re.compile(r"([0-9.]+)x([0-9.]+)(px|mm)?")


def read_paper(given: Given) -> Paper:
    """The paper that the words describe. Raises UseError with one sentence."""
    paper = Paper(theme=read_theme(given.one("--theme")), parts=read_parts(given.one("--show")))
    for name in ("dpi", "text"):
        if text := given.one(f"--{name}"):
            with explained(f"--{name}", text):
                paper = replace(paper, **{name: read_number(text)})  # type: ignore[arg-type]
    size = given.one("--size")
    return paper if size is None else _with_size(paper, size, own_dpi="--dpi" in given.values)


def read_motion(given: Given) -> Motion:
    """How an animation moves. Raises UseError with one sentence."""
    motion = Motion()
    if text := given.one("--frames"):
        with explained("--frames", text):
            motion = replace(motion, frames=read_whole("frames", text, FRAMES))
    if text := given.one("--fps"):
        with explained("--fps", text):
            motion = replace(motion, fps=read_number(text))
    return motion


def read_theme(text: str | None) -> Theme:
    """The theme of that name, light without one."""
    if text is None:
        return LIGHT
    if text not in THEMES:
        raise UseError(f"--theme {shown(text)}: unknown theme{hint(text, THEMES)}")
    return THEMES[text]


def read_parts(text: str | None) -> frozenset[Part]:
    """The parts that plus signs join, the usual ones without a text."""
    if text is None:
        return Paper().parts
    if text == NO_PARTS:
        return frozenset()
    with explained("--show", text):
        return frozenset(one_of("part", word, {str(part): part for part in Part}) for word in joined(text))


def _with_size(paper: Paper, text: str, *, own_dpi: bool) -> Paper:
    """The paper in another size, from words like 1280x800 or 85x64mm."""
    with explained("--size", text):
        found = _SIZE.fullmatch(text.lower().replace("×", "x").replace(" ", ""))
        unit = Unit(found[3] or Unit.PX) if found else Unit.PX
        if not found or (unit is Unit.PX and "." in text):
            raise ValueError("a size is two whole numbers of pixels, like 1280x800, or of millimetres, like 85x64mm")
        dpi = IN_PRINT if unit is Unit.MM and not own_dpi else paper.dpi
        return replace(paper, width=read_number(found[1]), height=read_number(found[2]), unit=unit, dpi=dpi)
