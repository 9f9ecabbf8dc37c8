"""Text as rows of cells, each of which knows its line, so that a sentence can say where something is wrong."""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from io import StringIO
from typing import NamedTuple

from app.errors import on_a_line
from surfaces.sampled import LARGEST, MOST_SIDE

MOST_TEXT = 32 * 1024 * 1024
"""Bytes: of the largest grid in the longest form, each number with all its digits and room to spare."""
MOST_CELLS = MOST_SIDE + 1
"""Of a row: heights, and the y value in front."""
_SHOWN = 30
"""Letters of a cell that stand in a sentence."""
_SEPARATORS = (";", "\t", ",")
"""The first of these that the first row has separates the cells; white space does where it has none."""
_DECIMAL_COMMA = re.compile(r"[-+]?\d*,\d+(e[-+]?\d+)?", re.ASCII | re.IGNORECASE)


class Row(NamedTuple):
    """The cells of a line, without the space and the quotation marks around them; `line` counts from 1.

    `spaced` says that white space separates them, which can hide an empty cell.
    """

    line: int
    cells: list[str]
    spaced: bool

    def place(self, index: int) -> str:
        """Where a cell stands, for people."""
        return f"line {self.line:,}, column {index + 1:,}"

    def number(self, index: int) -> float:
        """The number in a cell. Raises ValueError if there is none, or it is beyond what a grid can hold."""
        cell = self.cells[index]
        value = number_in(cell)
        if value is not None and abs(value) <= LARGEST:
            return value
        raise ValueError(f"{self.place(index)}: {_trouble(cell, value)}")

    def numbers(self, first: int = 0) -> list[float]:
        """The numbers in all cells from that one on."""
        return [self.number(index) for index in range(first, len(self.cells))]

    def check_count(self, count: int) -> None:
        """Raise ValueError unless there are so many cells."""
        if len(self.cells) != count:
            raise ValueError(
                f"line {self.line:,} has {len(self.cells)} cell{'s' * (len(self.cells) != 1)}, and must have {count}"
                " as the lines above it"
            )


def is_meant(cell: str) -> bool:
    """Whether a cell is meant as a number, even one that cannot be read."""
    return number_in(cell) is not None or bool(_DECIMAL_COMMA.fullmatch(cell))


def number_in(cell: str) -> float | None:
    """The number that the cell says, be it finite or not; None if it says none."""
    if "_" in cell or not cell.isascii():
        # Python would read them, and no table means them.
        return None
    try:
        return float(cell)
    except ValueError:
        return None


def _trouble(cell: str, value: float | None) -> str:
    if not cell:
        return "the cell is empty, and each needs a number"
    shown = f"“{on_a_line(cell, _SHOWN)}”"
    if value is not None:
        return f"{shown} is not a number within ±{LARGEST:g}, as each must be"
    if _DECIMAL_COMMA.fullmatch(cell):
        return f"{shown} has a comma; write a decimal point"
    return f"{shown} is no number"


def rows_of(data: bytes) -> Iterator[Row]:
    """The rows that have cells; what follows a # is a comment. Raises ValueError for what is no text of that kind."""
    separator: str | None = None
    for count, text in enumerate(StringIO(_text(data), newline=None), 1):
        line = text.partition("#")[0].strip("\n")
        if not line.strip():
            continue
        separator = separator or next((mark for mark in _SEPARATORS if mark in line), " ")
        yield Row(count, _cells(count, line, separator), separator == " ")


def _cells(count: int, line: str, separator: str) -> list[str]:
    cells = line.split(None if separator == " " else separator, MOST_CELLS)
    if len(cells) > MOST_CELLS:
        raise ValueError(f"line {count:,} has more than {MOST_CELLS} cells, the most of a row: thin the grid")
    return [cell.strip().strip('"') for cell in cells]


def _text(data: bytes) -> str:
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        raise ValueError("it is UTF-16 text; save it as UTF-8")
    if len(data) > MOST_TEXT:
        raise ValueError(f"it has more than {MOST_TEXT // 1024**2} MiB of text, the most of a grid: thin it")
    try:
        text = data.removeprefix(BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(f"it is neither a picture nor an NPZ file nor UTF-8 text (byte {error.start:,})") from error
    if "\0" in text:
        raise ValueError("it is neither a picture nor an NPZ file nor text: it has zeros in it")
    return text
