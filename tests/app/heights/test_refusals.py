"""What is no grid of heights is refused in one sentence that names the file and the place in it, soon and in small."""

import re
import tracemalloc
import zlib
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_LZMA

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from app.errors import FaultError
from app.heights import read_heights
from app.heights.archive import archive_samples
from app.heights.picture import picture_samples
from app.heights.read import MOST_BYTES
from app.heights.rows import MOST_TEXT
from app.heights.samples import Samples
from app.heights.table import table_samples
from surfaces.sampled import MOST_POINTS, MOST_SIDE
from tests.app.heights.files import Make, a_folder, a_pipe, headed, holding, npy, npz, picture, zipped
from tests.app.heights.test_read import CROSSED, GREY, HEIGHTS, POINTS, X, Y

NUMBER = r"is not a number within ±1e\+30, as each must be"
TEXTS: dict[str, tuple[Make, str]] = {
    "nothing": (holding(b""), "it is empty"),
    "space": (holding(b" \r\n\t"), "it is empty"),
    "only a byte order mark": (holding(b"\xef\xbb\xbf"), "there is no number in it"),
    "only comments": (holding("# nothing\n#\n"), "there is no number in it"),
    "UTF-16": (holding(CROSSED.encode("utf-16")), "it is UTF-16 text; save it as UTF-8"),
    "UTF-16 without a mark": (holding(CROSSED.encode("utf-16-le")), "it is neither .* zeros in it"),
    "UTF-32": (holding(CROSSED.encode("utf-32")), "it is UTF-16 text"),
    "Latin-1": (holding("# Höhe\n1 2\n3 4".encode("latin-1")), r"it is neither .* nor UTF-8 text \(byte 3\)"),
    "bytes": (holding(bytes(range(256))), "it is neither"),
    "words": (holding("hello"), "line 1, column 1: “hello” is no number"),
    "a sentence": (holding("x is y or f is it\n"), "there is no number below the names"),
    "JSON": (holding('{"x": [0, 1]}'), "line 1, column 2: “1]}” is no number"),
    "a web page": (holding("<!DOCTYPE html>\n<html>"), "line 1, column 2: “html>” is no number"),
    "a word in a cell": (holding(CROSSED.replace("2.5", "high")), "line 2, column 3: “high” is no number"),
    "an empty cell": (
        holding(CROSSED.replace("2.5", "")),
        "line 2, column 3: the cell is empty, and each needs a number",
    ),
    "nan": (holding(CROSSED.replace("2.5", "NaN")), f"line 2, column 3: “NaN” {NUMBER}"),
    "infinity": (holding(CROSSED.replace("6e5", "-inf")), f"line 3, column 4: “-inf” {NUMBER}"),
    "a number beyond": (holding(CROSSED.replace("6e5", "6e55")), f"line 3, column 4: “6e55” {NUMBER}"),
    "a number beyond all": (holding(CROSSED.replace("6e5", "6e555")), f"line 3, column 4: “6e555” {NUMBER}"),
    "a decimal comma": (holding("0,5;1,2\n2;3"), "line 1, column 1: “0,5” has a comma; write a decimal point"),
    "digits in groups": (holding(CROSSED.replace("6e5", "6_000")), "line 3, column 4: “6_000” is no number"),
    "other digits": (holding(CROSSED.replace("6e5", "٦")), "line 3, column 4: “٦” is no number"),
    "hexadecimal": (holding(CROSSED.replace("6e5", "0x6")), "line 3, column 4: “0x6” is no number"),
    "complex": (holding(CROSSED.replace("6e5", "6+1j")), "line 3, column 4"),
    "two numbers in a cell": (holding(CROSSED.replace("6e5", "6 5")), "line 3, column 4: “6 5” is no number"),
    "control characters": (holding(CROSSED.replace("6e5", "\x1b[31m6")), "line 3, column 4: “�\\[31m6” is no number"),
    "a zero byte": (holding(CROSSED.replace("6e5", "6\0")), "it is neither .* zeros in it"),
    "a long cell": (holding(CROSSED.replace("6e5", "x" * 10**6)), "line 3, column 4: “x{29}…” is no number"),
    "a long number": (holding(CROSSED.replace("6e5", "9" * 10**6)), f"line 3, column 4: “9{{29}}…” {NUMBER}"),
    "a short line": (holding(CROSSED.replace(",6e5", "")), "line 3 has 3 cells, and must have 4 as the lines above it"),
    "a long line": (holding(CROSSED.replace("6e5", "6,5")), "line 3 has 5 cells, and must have 4"),
    "a comma at the end": (holding(CROSSED.replace("\n", ",\n")), "line 1, column 5: the cell is empty"),
    "another separator": (
        holding(CROSSED.replace("0.5,3,2.5,-1e-3", "0.5;3;2.5;-1e-3")),
        "line 2 has 1 cell, and must",
    ),
    "a cut last line": (holding(CROSSED[:-6]), "line 3 has 3 cells"),
    "x twice": (
        holding(CROSSED.replace("0.25", "-1")),
        "line 1, column 3: x is -1 after -1, and must rise or fall all the",
    ),
    "x to and fro": (holding(CROSSED.replace(",2\n", ",0\n")), "line 1, column 4: x is 0 after 0.25, and must rise or"),
    "y twice": (holding(CROSSED.replace("1.5", "0.5")), "line 3, column 1: y is 0.5 after 0.5, and must rise or"),
    "y to and fro": (holding(CROSSED + "1,1,1,1"), "line 4, column 1: y is 1 after 1.5, and must rise or fall"),
    "a word among x": (holding(CROSSED.replace("0.25", "a")), "line 1, column 3: “a” is no number"),
    "a header alone": (holding(",1,2,3"), "y has 0 values, and a grid needs at least 2"),
    "one row": (holding("1 2 3 4"), "y has 1 value, and a grid needs at least 2"),
    "one column": (holding("1\n2\n3"), "x has 1 value, and a grid needs at least 2"),
    "one number": (holding("1"), "x has 1 value, and a grid needs at least 2"),
    "one x": (holding(",1\n2,3\n4,5"), "x has 1 value, and a grid needs at least 2"),
    "too many columns": (holding(" ".join(["1"] * 600)), "line 1 has more than 513 cells, the most of a row: thin"),
    "too many cells": (holding("1," * 10**7), "line 1 has more than 513 cells"),
    "too many rows": (holding("1 2\n" * 600), "line 513: it is the 513th row, and a grid may have 512"),
    "513 columns": (holding((" ".join(["1"] * 513) + "\n") * 2), "x has 513 values, and a grid may have 512: thin it"),
    "a point twice": (
        holding("0 0 1\n0 1 1\n# again\n0 0 2\n1 1 1"),
        "line 4: the point x = 0, y = 0 is there twice, first in line 1",
    ),
    "a point missing": (
        holding(POINTS.replace("0.25 1.5 0\n", "")),
        "the point x = 0.25, y = 1.5 is missing: 3 values of x and 2 of y make 6 points, and there are 5",
    ),
    "points in no grid": (
        holding("".join(f"{k} {k * k} 1\n" for k in range(1000))),
        "x has 1,000 different values, and a grid may have 512: thin it",
    ),
    "a few points in no grid": (
        holding("0 0 1\n1 2 1\n2 1 1"),
        "the point x = 1, y = 0 is missing: 3 values of x and 3",
    ),
    "points on a line": (holding("0 0 1\n1 0 1\n2 0 1"), "y has 1 value, and a grid needs at least 2"),
    "too many points": (
        holding("".join(f"{k // 2000} {k % 2000} 1\n" for k in range(MOST_SIDE**2 + 1))),
        "line 262,145: a grid may have 262,144 points: thin it",
    ),
    "points that end early": (holding(POINTS + "3 0.5"), "line 7 has 2 cells, and must have 3 as the lines above it"),
    "names alone": (holding("x,y,f\n"), "there is no number below the names"),
    "names without x": (holding("a,y,f\n1,2,3"), "line 1: it names no column x"),
    "names with two y": (holding("x,y,f,y\n1,2,3,4"), "line 1: it names several columns y"),
    "names without heights": (
        holding("x,y,g\n1,2,3"),
        "line 1: it has no heights: name them f, z, loss, height, heights or",
    ),
    "names with two heights": (
        holding("x,y,f,loss\n1,2,3,4"),
        "line 1: it has f and loss, and only one of them can be",
    ),
    "an empty height": (holding("x,y,f\n0,0,1\n0,1,\n1,0,1\n1,1,1"), "line 3, column 3: the cell is empty"),
    "much text": (holding(b"1 ", MOST_TEXT + 1), "it has more than 32 MiB of text, the most of a grid: thin it"),
    "much of anything": (holding(b"1 ", MOST_BYTES + 1), "it has more than 64 MiB, the most of a surface's file"),
    "a folder": (a_folder, "it is a folder, a pipe or a device, and not a file"),
    "a pipe": (a_pipe, "it is a folder, a pipe or a device, and not a file"),
    "a device": (lambda _: Path("/dev/zero"), "it is a folder, a pipe or a device, and not a file"),
    "a name with a zero": (lambda path: path.with_name("a\0b"), "no file can have that name"),
}
GOOD = npz(x=X, y=Y, f=HEIGHTS)
PLAIN = {"x": npy(X), "y": npy(Y), "f": npy(HEIGHTS)}
OF_TWO = "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }"


def with_x(header: str, data: bytes = bytes(16), version: bytes = b"\x01\x00") -> Make:
    return holding(zipped(**{**PLAIN, "x": headed(header, data, version)}))


def flipped(data: bytes, place: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]


def encrypted(data: bytes) -> bytes:
    """The archive with its members said to be encrypted."""
    found = bytearray(data)
    for mark, flags in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        place = found.find(mark)
        while place >= 0:
            found[place + flags] |= 1
            place = found.find(mark, place + 1)
    return bytes(found)


ARCHIVES: dict[str, tuple[Make, str]] = {
    "a cut archive": (holding(GOOD[:-30]), "it is no whole NPZ file: "),
    "half an archive": (holding(GOOD[: len(GOOD) // 2]), "it is no whole NPZ file: "),
    "the beginning of an archive": (holding(b"PK\x03\x04"), "it is no whole NPZ file: "),
    "a damaged archive": (
        holding(flipped(GOOD, GOOD.index(HEIGHTS.tobytes()) + 5)),
        "it is no whole NPZ file: Bad CRC",
    ),
    "damaged compression": (
        holding(flipped(npz(compressed=True, x=X, y=Y, f=HEIGHTS), 340)),
        "it is no whole NPZ file: |f ",
    ),
    "an encrypted archive": (holding(encrypted(GOOD)), "x is encrypted"),
    "an archive without arrays": (holding(zipped()), "it has no array x; it has none"),
    "another archive": (holding(npz(weights=X, bias=Y)), "it has no array x; it has weights, bias"),
    "an archive without y": (holding(npz(x=X, f=HEIGHTS)), "it has no array y; it has x, f"),
    "an archive without heights": (holding(npz(x=X, y=Y, g=HEIGHTS)), "it has no heights: name them f, z, loss, "),
    "an archive with two heights": (holding(npz(x=X, y=Y, f=HEIGHTS, z=HEIGHTS)), "it has f and z, and only one"),
    "a pickle": (
        holding(zipped(**{**PLAIN, "f": npy(np.array([{}, None]))})),
        "f holds Python objects, which are never",
    ),
    "a bare pickle": (holding(zipped(**{**PLAIN, "f": b"\x80\x04N."})), "f is no array in NumPy's format"),
    "text": (holding(npz(x=X, y=Y, f=np.array([["a"] * 3] * 2))), "f holds <U1, and must hold real numbers"),
    "bytes in an archive": (holding(npz(x=X, y=Y, f=np.array([[b"a"] * 3] * 2))), r"f holds \|S1, and must hold"),
    "numbers of no kind": (with_x(OF_TWO.replace("f8", "f1")), "x holds <f1, and must hold real numbers"),
    "complex numbers": (holding(npz(x=X, y=Y, f=HEIGHTS + 0j)), "f holds <c16, and must hold real numbers"),
    "truth values": (holding(npz(x=X, y=Y, f=HEIGHTS > 0)), r"f holds \|b1, and must hold real numbers"),
    "times": (holding(npz(x=X.astype("M8[s]"), y=Y, f=HEIGHTS)), r"x holds <M8\[s\], and must hold real numbers"),
    "records": (
        holding(npz(x=np.zeros(2, dtype=[("a", "f8")]), y=Y, f=HEIGHTS)),
        "x has a header that says no plain array of numbers",
    ),
    "no array": (holding(zipped(**{**PLAIN, "f": b"1,2,3"})), "f is no array in NumPy's format"),
    "an empty member": (holding(zipped(**{**PLAIN, "f": b""})), "f is no array in NumPy's format"),
    "a cut header": (holding(zipped(**{**PLAIN, "x": npy(X)[:40]})), "x has a header that says no plain array"),
    "a header without end": (with_x("{" * 60_000), "x has a header that says no plain array of numbers"),
    "a header that calls": (with_x("{'descr': __import__('os').abort(), 'shape': ()}"), "x has a header that says no"),
    "a header of digits": (
        with_x(OF_TWO.replace("2,", "1" * 5000)),
        "x has a header that says no plain array of numbers",
    ),
    "another number type": (with_x(OF_TWO.replace("f8", "f3")), "x holds <f3, and must hold real numbers"),
    "a shape of nines": (
        with_x(OF_TWO.replace("2,", "9" * 40 + ",")),
        r"x has the shape \(9+,\), and 1,280,000 numbers",
    ),
    "a shape of many": (
        with_x(OF_TWO.replace("2,", "1, " * 30)),
        r"x has 30 dimensions, and must have 1 \(x and y\) or 2",
    ),
    "a shape of nothing": (with_x(OF_TWO.replace("2,", "")), "x has 0 dimensions, and must have 1"),
    "a shape with a zero": (
        with_x(OF_TWO.replace("2,", f"0, {10**30}")),
        r"x has the shape \(0, 10+\), and holds nothing",
    ),
    "more than the header says": (with_x(OF_TWO, bytes(17)), "x is longer than its header says"),
    "less than the header says": (with_x(OF_TWO, bytes(15)), "x is shorter than its header says"),
    "an unknown version": (with_x(OF_TWO, version=b"\x09\x00"), "x has a header that says no plain array|x is"),
    "an x in two dimensions": (
        holding(npz(x=np.ones((2, 3)), y=Y, f=HEIGHTS)),
        "x has two dimensions: save one row of x",
    ),
    "heights in one dimension": (holding(npz(x=X, y=Y, f=HEIGHTS.ravel())), "heights has 1 dimension, and must have 2"),
    "heights in three": (holding(npz(x=X, y=Y, f=HEIGHTS[np.newaxis])), "f has 3 dimensions, and must have 1"),
    "turned heights": (holding(npz(x=X, y=Y, f=HEIGHTS.T)), r"heights has the shape \(3, 2\), .*: transpose it"),
    "turned and falling": (holding(npz(x=X[::-1], y=Y[::-1], f=HEIGHTS.T)), "x must increase|heights has the shape"),
    "heights of other extent": (
        holding(npz(x=X, y=Y, f=HEIGHTS[:, :2])),
        r"heights has the shape \(2, 2\), and 3 values",
    ),
    "unsorted x": (
        holding(npz(x=[0, 2, 1], y=Y, f=HEIGHTS)),
        r"x must increase, and x\[2\] = 1 comes after 2: sort it",
    ),
    "an x without number": (holding(npz(x=[0, np.nan, 1], y=Y, f=HEIGHTS)), r"x\[1\] is nan, and must be a number"),
    "a height without number": (
        holding(npz(x=X, y=Y, f=np.where(HEIGHTS == 0.0, np.nan, HEIGHTS))),
        r"heights\[1, 1\] \(row 1, column 1\) is nan, and must be a number within",
    ),
    "a path in one dimension": (holding(npz(x=X, y=Y, f=HEIGHTS, path=X)), "path has 1 dimension, and must have 2"),
    "a path of one column": (
        holding(npz(x=X, y=Y, f=HEIGHTS, path=np.ones((5, 1)))),
        r"path has the shape \(5, 1\), and",
    ),
    "a path that diverged": (holding(npz(x=X, y=Y, f=HEIGHTS, path=[[0, 0], [0, np.inf]])), r"path\[1, 1\] .* is inf"),
    "a path without end": (
        holding(npz(compressed=True, x=X, y=Y, f=HEIGHTS, path=np.ones((MOST_POINTS + 1, 2)))),
        "path has 20,001 points, and may have 20,000: thin it, to every 2nd point",
    ),
    "a pickled path": (
        holding(zipped(**PLAIN, path=npy(np.array([{}, None])))),
        "path holds Python objects, which are never",
    ),
    "a large grid": (
        holding(npz(compressed=True, x=np.arange(600), y=np.arange(600), f=np.zeros((600, 600)))),
        "x has 600 values, and a grid may have 512: thin it, to every 2nd value",
    ),
    "a zip bomb": (
        holding(npz(compressed=True, x=X, y=Y, f=np.zeros((3000, 3000)))),
        r"f has the shape \(3000, 3000\), and 1,280,000 numbers are the most of an array: thin it",
    ),
    "a bomb behind a small header": (
        holding(zipped(**{**PLAIN, "f": npy(HEIGHTS) + bytes(30_000_000)})),
        "f is longer than its header says",
    ),
    "another compression": (holding(zipped(ZIP_LZMA, **PLAIN)), "x is compressed in a way that NumPy does not use"),
    "a third compression": (holding(zipped(ZIP_BZIP2, **PLAIN)), "x is compressed in a way that NumPy does not use"),
    "a crowd of members": (
        holding(zipped(0, **{f"m{k}": b"" for k in range(10_001)})),
        "it has more than 10,000 members",
    ),
    "odd names": (holding(zipped(**{"a\nb": b""})), "it has no array x; it has a�b"),
}


def chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")


def sized_png(width: int, height: int, data: bytes = b"") -> bytes:
    """A grey PNG that says it is so large."""
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 0, 0, 0, 0])
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")


PNG, JPEG = picture(GREY), picture(Image.fromarray(GREY), "JPEG")
DAMAGED = "the picture is damaged or no picture: "
PICTURES: dict[str, tuple[Make, str]] = {
    "the beginning of a picture": (holding(PNG[:8]), DAMAGED),
    "half a PNG": (holding(PNG[: len(PNG) // 2]), DAMAGED),
    "half a JPEG": (holding(JPEG[: len(JPEG) // 2]), DAMAGED),
    "half a TIFF": (holding(picture(GREY, "TIFF")[:60]), DAMAGED),
    "a damaged PNG": (holding(flipped(PNG, PNG.index(b"IDAT") + 6)), DAMAGED),
    "a picture with too little": (holding(sized_png(100, 100)), DAMAGED),
    "a huge picture": (
        holding(sized_png(20_000, 20_000)),
        f"it has 20,000 × 20,000 pixels, and .* are the most|{DAMAGED}",
    ),
    "a large picture": (holding(sized_png(8_000, 8_000)), "it has 8,000 × 8,000 pixels, and 32,000,000 are the most"),
    "a bomb of a picture": (
        holding(sized_png(6_000, 6_000, bytes(6_001 * 6_000))),
        "it has 6,000 × 6,000 pixels, and 32,000,000 are the most",
    ),
    "a picture of nothing": (holding(sized_png(0, 0)), DAMAGED),
    "one pixel": (holding(picture(GREY[:1, :1])), "it has 1 × 1 pixels, and a surface needs at least 2 × 2"),
    "a line of pixels": (holding(picture(GREY[:1])), "it has 4 × 1 pixels, and a surface needs at least 2 × 2"),
    "real pixels": (
        holding(picture(GREY.astype(np.float32), "TIFF")),
        "its pixels have 32 bits, and no white is known",
    ),
    "a sound": (holding(b"RIFF\x24\0\0\0WAVEfmt " + bytes(40)), DAMAGED),
    "another picture": (holding(picture(GREY, "GIF")), r"it is neither a picture nor an NPZ file nor"),
    "PostScript": (
        holding(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n"),
        "line 1, column 2: “EPSF-3.0” is no number",
    ),
}
ALL = {**TEXTS, **ARCHIVES, **PICTURES}


@pytest.mark.parametrize("what", ALL)
def test_what_is_no_grid_is_refused_in_one_sentence(tmp_path: Path, what: str) -> None:
    make, reason = ALL[what]
    path = make(tmp_path / "hill.csv")
    with pytest.raises(ValueError, match=r"\Acannot read heights from ") as refused:
        read_heights(path)
    assert_sentence(str(refused.value), path, reason)


def assert_sentence(sentence: str, path: Path, reason: str) -> None:
    named = str(path) if str(path).isprintable() else repr(str(path))
    assert re.match(rf"cannot read heights from {re.escape(named)}: ({reason})", sentence), sentence
    assert sentence.isprintable()
    assert len(sentence) < 250 + len(named)


FAULTS = {
    "missing": (lambda path: path, "there is no such file"),
    "inside a file": (lambda path: holding(b"")(path) / "inner", "a part of the path is a file and not a folder"),
    "a long name": (lambda path: path.with_name("x" * 300), "the name is too long"),
}


@pytest.mark.parametrize("what", FAULTS)
def test_what_cannot_be_read_is_a_fault(tmp_path: Path, what: str) -> None:
    make, reason = FAULTS[what]
    path = make(tmp_path / "hill.csv")
    with pytest.raises(FaultError) as refused:
        read_heights(path)
    assert_sentence(str(refused.value), path, reason)


BOMBS = ("too many cells", "a zip bomb", "a bomb behind a small header", "a bomb of a picture", "a huge picture")
MOST_MEMORY = 160 * 1024**2
"""Of what is refused: several times what the file itself has."""


@pytest.mark.parametrize("what", BOMBS)
def test_a_bomb_is_refused_before_it_takes_memory(tmp_path: Path, what: str) -> None:
    path = ALL[what][0](tmp_path / "bomb")
    tracemalloc.start()
    try:
        with pytest.raises(ValueError, match="cannot read heights"):
            read_heights(path)
        assert tracemalloc.get_traced_memory()[1] < MOST_MEMORY
    finally:
        tracemalloc.stop()


def reads_or_refuses(samples: Callable[[bytes], Samples], data: bytes) -> None:
    """Any bytes are a surface or the one error; with warnings as errors, silently."""
    try:
        found = samples(data).grid("any", "any")
    except ValueError as refused:
        sentence = str(refused)
    else:
        sentence = found.title
    assert sentence.isprintable()


CELLS = st.sampled_from(
    ["0", "1", "2.5", "-1e3", "", "x", "y", "f", "nan", "1,5", "#", '"', "µ", "1_0", "\x85", "\u2028"]
)


@given(st.lists(st.lists(CELLS, max_size=5), max_size=6), st.sampled_from([",", ";", "\t", " "]))
def test_any_table_is_read_or_refused(cells: list[list[str]], separator: str) -> None:
    reads_or_refuses(table_samples, "\n".join(map(separator.join, cells)).encode())


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for samples in (table_samples, archive_samples, picture_samples):
        reads_or_refuses(samples, data)


SMALL = npz(compressed=True, x=X, y=Y, f=HEIGHTS, path=np.ones((2, 2)))
TIFF, WEBP = picture(GREY, "TIFF"), picture(Image.fromarray(GREY), "WEBP")
WHOLE = {archive_samples: (GOOD, SMALL), picture_samples: (PNG, JPEG, TIFF, WEBP)}


@pytest.mark.parametrize("samples", WHOLE)
@given(data=st.data())
def test_any_damage_is_read_or_refused(samples: Callable[[bytes], Samples], data: st.DataObject) -> None:
    damaged = bytearray(data.draw(st.sampled_from(WHOLE[samples])))
    for _ in range(data.draw(st.integers(1, 3))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    reads_or_refuses(samples, bytes(damaged[: data.draw(st.integers(len(damaged) // 2, len(damaged)))]))
