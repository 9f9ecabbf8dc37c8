"""Figures that carry the session they show: the share string in a PNG's text chunk, or in the metadata of SVG and PDF.

Example:

    data = with_session(png, ".png", session)       # the same picture
    carried(data)                                   # the session again
"""

import re
import struct
import zlib
from collections.abc import Iterator
from html import escape

from app import __version__
from app.model.describe import surface_text
from app.plugins import MissingPluginError
from app.sessions.session import Session
from app.sessions.share import MOST_LETTERS, PREFIX, read_share, share_text

NAMESPACE = "urn:ravine:"
"""Of the XML element <ravine:session>, which holds the share string."""
SIGNATURES = {".png": b"\x89PNG\r\n\x1a\n", ".pdf": b"%PDF-"}
_HEAD = b"ravine\0" + b"\0\0" + b"\0" + b"\0"
"""Of a PNG's text chunk: the keyword; not compressed, by method 0; no language; the keyword not translated."""
_MOST_CHUNKS = 200_000
"""Of a PNG: those of 8 KiB, as libpng writes them, of the largest file that is opened come to less than a tenth."""
_OPENING = re.compile(rb"<svg\b[^>]*>(?:\s*<title\b[^>]*>[^<]*</title>)?(?:\s*<desc\b[^>]*>[^<]*</desc>)?")
_OPENED = re.compile(rb"<(?:[\w.-]{1,40}:)?session(?:\s[^<>]*)?>\s*\Z")
"""The element's opening tag, at the end of what stands before a text, in whatever prefix an editor gave it."""
_REACH = 1000
"""Bytes before a text in which the tag is looked for."""
_MOST_TRIES = 1000
"""Of finding our word in a file: in a figure of ours it stands five times before the text."""
_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:ravine="{namespace}">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<xmp:CreatorTool>{tool}</xmp:CreatorTool>
<ravine:session>{session}</ravine:session>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


def figure_suffix(data: bytes) -> str | None:
    """What kind of figure the first bytes of a file begin: .png, .svg, .pdf or None, whatever it is called."""
    for suffix, signature in SIGNATURES.items():
        if data.startswith(signature):
            return suffix
    return ".svg" if data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"<?xml", b"<svg", b"<!")) else None


def with_session(data: bytes, suffix: str, session: Session) -> bytes:
    """A PNG or SVG with the session in it. Raises ValueError with one sentence if it could not be read again."""
    text = share_text(session).encode("ascii")
    match suffix:
        case ".png":
            at = next(at for at, kind, _ in _chunks(data) if kind == b"IDAT")
            return data[:at] + _text_chunk(text) + data[at:]
        case ".svg":
            found = _OPENING.search(data)
            assert found is not None, "an SVG picture begins with its element"
            element = b'\n<metadata xmlns:ravine="%b"><ravine:session>%b</ravine:session></metadata>'
            return data[: found.end()] + element % (NAMESPACE.encode(), text) + data[found.end() :]
    raise ValueError(f"a session is put into .png and .svg here, not into {suffix}")


def xmp(session: Session) -> bytes:
    """The metadata of a PDF with the session in it: an XMP packet (ISO 16684-1), in UTF-8."""
    return _PACKET.format(
        title=escape(surface_text(session.experiment.surface), quote=False),
        tool=f"Ravine {__version__}",
        namespace=NAMESPACE,
        session=share_text(session),
    ).encode()


def carried(data: bytes) -> Session:
    """The session that a figure carries. Raises ValueError with one sentence if it carries none that can be read."""
    text = _png_text(data) if figure_suffix(data) == ".png" else _element_text(data)
    if text is None:
        raise ValueError("it carries no experiment: it was made without one, or another program took it out")
    try:
        return read_share(text.decode("ascii", "replace"))
    except MissingPluginError:
        raise
    except ValueError as error:
        raise ValueError(f"the experiment in it is damaged: {error}") from error


def _png_text(data: bytes) -> bytes | None:
    """What stands in the text chunk of our keyword, if there is one."""
    for at, kind, length in _chunks(data):
        if kind == b"iTXt" and data.startswith(_HEAD, at + 8):
            return _checked_text(data, at, length)
    return None


def _checked_text(data: bytes, at: int, length: int) -> bytes:
    """The text of the chunk that begins there. Raises ValueError if it is too long or not as it was written."""
    if length > len(_HEAD) + MOST_LETTERS:
        raise ValueError(f"the experiment in it is damaged: it has more than {MOST_LETTERS:,} characters")
    end = at + 8 + length
    if data[end : end + 4] != _checksum(data[at + 4 : end]):
        raise ValueError("the experiment in it is damaged: its checksum is wrong")
    return data[at + 8 + len(_HEAD) : end]


def _checksum(chunk: bytes) -> bytes:
    return struct.pack(">I", zlib.crc32(chunk))


def _chunks(data: bytes) -> Iterator[tuple[int, bytes, int]]:
    """Where each chunk of a PNG begins, its type and its length; the last may be cut."""
    at = len(SIGNATURES[".png"])
    for _ in range(_MOST_CHUNKS):
        if at + 8 > len(data):
            return
        length, kind = struct.unpack_from(">I4s", data, at)
        yield at, kind, length
        at += 12 + length


def _text_chunk(text: bytes) -> bytes:
    body = b"iTXt" + _HEAD + text
    return struct.pack(">I", len(body) - 4) + body + _checksum(body)


def _element_text(data: bytes) -> bytes | None:
    """What stands in the XML element of our name, if there is one."""
    prefix, at = PREFIX.encode(), -1
    for _ in range(_MOST_TRIES):
        at = data.find(prefix, at + 1)
        if at < 0:
            return None
        if _OPENED.search(data, max(0, at - _REACH), at):
            return data[at : at + MOST_LETTERS + 1].partition(b"<")[0]
    return None
