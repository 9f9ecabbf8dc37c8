"""Files to be read: text, archives and pictures, whole or broken on purpose."""

import os
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import numpy as np
from PIL import Image

Make = Callable[[Path], Path]
"""Puts a file at a path, and says which path to read."""


def holding(data: bytes | str, size: int | None = None) -> Make:
    """A file with these bytes, and zeros behind them up to a size."""

    def make(path: Path) -> Path:
        with path.open("wb") as file:
            file.write(data.encode() if isinstance(data, str) else data)
            if size is not None:
                file.truncate(size)
        return path

    return make


def a_folder(path: Path) -> Path:
    path.mkdir()
    return path


def a_pipe(path: Path) -> Path:
    os.mkfifo(path)
    return path


def npz(compressed: bool = False, **arrays: object) -> bytes:
    """What numpy.savez makes."""
    file = BytesIO()
    (np.savez_compressed if compressed else np.savez)(file, **arrays)
    return file.getvalue()


def npy(array: object) -> bytes:
    """What numpy.save makes."""
    file = BytesIO()
    np.save(file, array, allow_pickle=True)
    return file.getvalue()


def headed(header: str, data: bytes = b"", version: bytes = b"\x01\x00") -> bytes:
    """An array whose header somebody wrote by hand."""
    text = header.encode("latin-1") + b"\n"
    length = len(text).to_bytes(2 if version[:1] == b"\x01" else 4, "little")
    return b"\x93NUMPY" + version + length + text + data


def zipped(method: int = ZIP_DEFLATED, **members: bytes) -> bytes:
    """An archive of members with these bytes."""
    file = BytesIO()
    with ZipFile(file, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(f"{name}.npy", data)
    return file.getvalue()


def picture(pixels: np.ndarray | Image.Image, kind: str = "PNG", **options: object) -> bytes:
    """The pixels as a file."""
    file = BytesIO()
    image = pixels if isinstance(pixels, Image.Image) else Image.fromarray(pixels)
    image.save(file, kind, **options)
    return file.getvalue()
