"""Figures that carry a session are still the same figures, and tell what they carry or why they do not."""

import io
import shutil
import struct
import subprocess
import zlib
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image, PngImagePlugin
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgGenerator, QSvgRenderer

from app.sessions.figures import carried, figure_suffix, with_session, xmp
from app.sessions.share import MOST_LETTERS, share_text
from tests.app.sessions.make_goldens import pdf_of_qt
from tests.app.sessions.pictures import SVG, chunk, chunks, pdf, pixels, png
from tests.app.sessions.sessions import GOOD, RICH, USUAL

PNG = png()
TEXT = share_text(USUAL).encode()
FIGURES = {
    ".png": with_session(PNG, ".png", USUAL),
    ".svg": with_session(SVG, ".svg", USUAL),
    ".pdf": pdf(xmp(USUAL)),
}
NONE = "it carries no experiment: it was made without one, or another program took it out"
SVG_NAMES = {"svg": "http://www.w3.org/2000/svg", "ravine": "urn:ravine:"}


def refused(data: bytes) -> str:
    with pytest.raises(ValueError, match=r"\A[^\n]+\Z") as caught:
        carried(data)
    sentence = str(caught.value)
    assert sentence.isprintable()
    assert len(sentence) < 250
    return sentence


def is_refused(data: bytes) -> bool:
    """Whether the session is refused; if not, it must be the one that was put in."""
    try:
        found = carried(data)
    except ValueError:
        return bool(refused(data))
    assert found == USUAL
    return False


def qt_pixels(data: bytes) -> list[int]:
    image = QImage.fromData(QByteArray(data))
    assert not image.isNull()
    return [image.pixel(x, y) for y in range(image.height()) for x in range(image.width())]


def with_chunk(kind: bytes, body: bytes) -> bytes:
    """The picture with one more chunk behind its header."""
    header = 8 + 25
    return PNG[:header] + chunk(kind, body) + PNG[header:]


def inside(text: bytes) -> bytes:
    """A picture with that text where a session's would stand."""
    return with_chunk(b"iTXt", b"ravine\0\0\0\0\0" + text)


@pytest.mark.parametrize("name", GOOD)
def test_a_png_is_the_same_picture(name: str) -> None:
    data = with_session(PNG, ".png", GOOD[name])
    assert pixels(data) == pixels(PNG)
    assert qt_pixels(data) == qt_pixels(PNG)


def test_a_png_carries_its_text_in_one_chunk_that_others_read() -> None:
    kinds = [kind for kind, _ in chunks(FIGURES[".png"])]
    assert kinds == [b"IHDR", b"iTXt", b"IDAT", b"IEND"]
    with Image.open(io.BytesIO(FIGURES[".png"])) as picture:
        assert picture.text == {"ravine": TEXT.decode()}
    image = QImage.fromData(QByteArray(FIGURES[".png"]))
    assert image.text("ravine") == TEXT.decode()


def test_a_png_of_another_program_may_have_texts_of_its_own() -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "ravine:abc")
    info.add_itxt("Title", "ravine", zip=True)
    out = io.BytesIO()
    with Image.open(io.BytesIO(PNG)) as picture:
        picture.save(out, "PNG", pnginfo=info)
    assert refused(out.getvalue()) == NONE
    assert carried(with_session(out.getvalue(), ".png", USUAL)) == USUAL


def test_a_png_that_another_program_wrote_anew_with_our_text_is_read() -> None:
    info = PngImagePlugin.PngInfo()
    info.add_itxt("ravine", TEXT.decode())
    out = io.BytesIO()
    with Image.open(io.BytesIO(PNG)) as picture:
        picture.save(out, "PNG", pnginfo=info)
    assert carried(out.getvalue()) == USUAL


def test_every_altered_byte_of_the_chunk_is_noticed() -> None:
    data, start = FIGURES[".png"], FIGURES[".png"].index(b"iTXt") - 4
    end = data.index(b"IDAT") - 4
    for place in range(start, end):
        for bits in (1, 0x20, 0x80, 0xFF):
            refused(data[:place] + bytes((data[place] ^ bits,)) + data[place + 1 :])


@pytest.mark.parametrize("suffix", FIGURES)
def test_a_cut_figure_is_refused_until_the_text_is_whole(suffix: str) -> None:
    data = FIGURES[suffix]
    found = [is_refused(data[:length]) for length in range(len(data) + 1)]
    assert found == sorted(found, reverse=True)
    assert not found[-1]


@pytest.mark.parametrize("suffix", [".svg", ".pdf"])
def test_every_altered_byte_of_an_element_is_noticed_or_means_nothing(suffix: str) -> None:
    data = FIGURES[suffix]
    start = data.index(b"<ravine:session")
    for place in range(start, data.index(b"</ravine:session>") + 17):
        for bits in (1, 4, 0x80):
            is_refused(data[:place] + bytes((data[place] ^ bits,)) + data[place + 1 :])


def test_an_svg_is_the_same_picture() -> None:
    before, after = (drawn(data) for data in (SVG, FIGURES[".svg"]))
    assert before == after
    assert len(set(before)) > 2, "something is drawn"


def drawn(data: bytes) -> list[int]:
    renderer = QSvgRenderer(QByteArray(data))
    assert renderer.isValid()
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    return [image.pixel(x, y) for y in range(30) for x in range(40)]


def test_an_svg_keeps_its_title_first_and_has_the_text_as_xml() -> None:
    root = ElementTree.fromstring(FIGURES[".svg"])
    assert [element.tag.partition("}")[2] for element in root] == ["title", "desc", "metadata", "path"]
    element = root.find("svg:metadata/ravine:session", SVG_NAMES)
    assert element is not None
    assert element.text == TEXT.decode()


def test_an_svg_of_qt_carries_it_too() -> None:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    painter = QPainter(generator)
    painter.drawLine(0, 0, 30, 20)
    painter.end()
    data = with_session(bytes(buffer.data().data()), ".svg", RICH)
    assert ElementTree.fromstring(data).find("svg:metadata/ravine:session", SVG_NAMES) is not None
    assert carried(data) == RICH


def test_an_svg_that_an_editor_wrote_anew_is_read() -> None:
    for prefix, uri in (("a", SVG_NAMES["svg"]), ("b", SVG_NAMES["ravine"])):
        ElementTree.register_namespace(prefix, uri)
    again = ElementTree.tostring(ElementTree.fromstring(FIGURES[".svg"]))
    assert b"<b:session>" in again
    assert carried(again) == USUAL
    wrapped = again.replace(TEXT, b"\r\n\t" + b"\n".join(TEXT[k : k + 70] for k in range(0, len(TEXT), 70)) + b"\n ")
    assert carried(wrapped.replace(b"<b:session>", b"<b:session\n   b:id='x'  >")) == USUAL


@pytest.mark.parametrize("name", GOOD)
def test_a_pdf_of_qt_carries_it(name: str) -> None:
    assert carried(pdf_of_qt(GOOD[name])) == GOOD[name]


@pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="poppler is not there")
def test_another_reader_finds_the_packet_in_a_pdf(tmp_path: Path) -> None:
    (tmp_path / "figure.pdf").write_bytes(pdf_of_qt(RICH))
    said = subprocess.run(["pdfinfo", "-meta", tmp_path / "figure.pdf"], capture_output=True, check=True)
    assert said.stdout.strip() == xmp(RICH)
    assert not said.stderr


def test_the_packet_is_xml_with_a_title_and_the_program() -> None:
    root = ElementTree.fromstring(xmp(USUAL).decode())
    texts = {element.tag.partition("}")[2]: element.text for element in root.iter() if element.text}
    assert texts["li"] == "Rosenbrock  a 1  b 100"
    assert texts["CreatorTool"].startswith("Ravine ")
    assert texts["session"] == TEXT.decode()


@pytest.mark.parametrize("data", [PNG, SVG, pdf(b"<x:xmpmeta/>"), b"%PDF-1.7", b"<svg/>", PNG[:8]])
def test_a_figure_of_another_program_carries_none(data: bytes) -> None:
    assert refused(data) == NONE


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"ravine",
        b"ravine\0",
        b"ravine\0\0\0",
        b"ravine\0\1\0\0\0" + zlib.compress(TEXT),
        b"Ravine\0\0\0\0\0" + TEXT,
        b"ravine \0\0\0\0\0" + TEXT,
    ],
)
def test_another_text_in_a_png_is_none_of_ours(body: bytes) -> None:
    assert refused(with_chunk(b"iTXt", body)) == NONE


def test_texts_of_other_kinds_are_none_of_ours() -> None:
    assert refused(with_chunk(b"tEXt", b"ravine\0" + TEXT)) == NONE
    assert refused(with_chunk(b"raVi", b"ravine\0\0\0\0\0" + TEXT)) == NONE


@pytest.mark.parametrize(
    "text", [b"", b"ravine:", b"\xff\xfe", TEXT[:-9], TEXT + b"AAAA", b"<" + TEXT, b"ravine:" + b"A" * 999]
)
def test_a_damaged_text_is_told_from_none(text: bytes) -> None:
    assert refused(inside(text)).startswith("the experiment in it is damaged: ")


def test_a_damaged_element_is_told_from_none() -> None:
    for data in (
        SVG.replace(b"<path", b"<x:session>ravine:oops</x:session><path"),
        pdf(b"<session>ravine:</session>"),
    ):
        assert refused(data) == "the experiment in it is damaged: it was cut or altered"


def test_an_element_that_only_has_our_name_is_none_of_ours() -> None:
    for element in (b"<session/>", b"<session>9 to 5</session>", b"<sessions>%b</sessions>" % TEXT, b"<session"):
        assert refused(pdf(element)) == NONE


@pytest.mark.parametrize("size", [MOST_LETTERS, 3 * MOST_LETTERS])
def test_a_huge_text_is_refused(size: int) -> None:
    huge = b"ravine:" + b"A" * size
    element = b"<session>" + huge + b"</session>"
    for data in (
        inside(huge),
        SVG.replace(b"<path", element + b"<path"),
        pdf(element),
    ):
        assert refused(data).startswith("the experiment in it is damaged: ")


def test_a_png_whose_chunks_lie_about_their_length_is_refused() -> None:
    data = FIGURES[".png"]
    at = data.index(b"iTXt") - 4
    for length in (0, 1, 0x7FFFFFFF, 0xFFFFFFFF):
        refused(data[:at] + struct.pack(">I", length) + data[at + 4 :])


def test_a_png_with_chunks_without_end_is_given_up() -> None:
    assert refused(PNG[:33] + chunk(b"teSt", b"") * 300_000 + FIGURES[".png"][33:]) == NONE


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        *((data, suffix) for suffix, data in FIGURES.items()),
        (b"\xef\xbb\xbf  \n<svg>", ".svg"),
        (b"<!-- made by hand --><svg>", ".svg"),
        (b"%PDF", None),
        (b"{}", None),
        (b"", None),
        (b"GIF89a", None),
        (PNG[1:], None),
    ],
)
def test_what_a_file_is_stands_in_its_first_bytes(data: bytes, suffix: str | None) -> None:
    assert figure_suffix(data) == suffix


@pytest.mark.parametrize("suffix", [".pdf", ".gif", ""])
def test_other_formats_are_not_written_into(suffix: str) -> None:
    with pytest.raises(ValueError, match=r"into \.png and \.svg here"):
        with_session(b"", suffix, USUAL)
