"""Small pictures as other programs know them, and their chunks."""

import io
import struct
import zlib

from PIL import Image

SVG = b"""<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<svg width="40" height="30"
 viewBox="0 0 40 30"
 xmlns="http://www.w3.org/2000/svg" version="1.2">
<title>A picture</title>
<desc>of a line</desc>
<path d="M2 2L30 20" stroke="black"/>
</svg>
"""
_PDF = b"%PDF-1.4\n1 0 obj\n<</Type /Metadata /Subtype /XML>>\nstream\n", b"\nendstream\nendobj\n%%EOF\n"


def pdf(packet: bytes) -> bytes:
    """As much of a PDF as there is around its metadata."""
    return _PDF[0] + packet + _PDF[1]


def png() -> bytes:
    """Eight by six pixels, each of another colour."""
    picture = Image.new("RGB", (8, 6))
    picture.putdata([(x * 30, y * 40, 90) for y in range(6) for x in range(8)])
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    """Type and body of every chunk, each with its checksum verified."""
    found, at = [], 8
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + length]
        assert struct.unpack(">I", data[at + 8 + length : at + 12 + length]) == (zlib.crc32(kind + body),)
        found.append((kind, body))
        at += 12 + length
    return found


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def pixels(data: bytes) -> bytes:
    """As Pillow decodes them."""
    with Image.open(io.BytesIO(data)) as picture:
        return picture.convert("RGB").tobytes()
