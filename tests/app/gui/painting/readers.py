"""Pictures as others see them: files read by other programs, and whether two pictures are alike."""

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SIZE = (560, 420)
LEVELS = 48
"""Beyond antialiasing is what differs by more of 256 levels from all that the other picture has there and beside it."""


def pixels(image: QImage) -> np.ndarray:
    """Red, green and blue (rows, columns, 3) as numbers."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    data = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    return data[:, : image.width(), 2::-1].astype(np.float64)


def assert_same_picture(found: np.ndarray, expected: np.ndarray) -> None:
    """Alike to the eye: few pixels differ much, none of them in a heap, and hardly any light is lost or gained."""
    assert found.shape == expected.shape
    assert np.abs(found.mean(axis=(0, 1)) - expected.mean(axis=(0, 1))).max() < 2.5
    apart = np.abs(found - expected).mean(axis=2)
    assert apart.mean() < 3.0
    assert (apart > 60).mean() < 0.01
    rows, columns = apart.shape
    tiles = apart[: rows // 20 * 20, : columns // 20 * 20].reshape(rows // 20, 20, columns // 20, 20).mean(axis=(1, 3))
    assert tiles.max() < 30.0


def svg_by_qt(path: Path) -> QImage:
    renderer = QSvgRenderer(QByteArray(path.read_bytes()))
    assert renderer.isValid()
    image = QImage(QSize(*SIZE), QImage.Format.Format_RGB32)
    image.fill(0xFFFF00FF)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, *SIZE))
    painter.end()
    return image


def by_command(path: Path, *words: str) -> QImage:
    """What another program makes of a file; the picture's name is put after the words."""
    if shutil.which(words[0]) is None:
        pytest.skip(f"{words[0]} is not installed")
    target = path.with_suffix(".by-command.png")
    subprocess.run([*words, str(target.with_suffix("") if words[0] == "pdftoppm" else target)], check=True, timeout=60)
    return QImage(str(target))


def beyond_antialiasing(one: np.ndarray, other: np.ndarray) -> float:
    """The share of pixels of which one picture shows what the other does not, by LEVELS in a channel.

    What a pixel of the other shows is all between the least and the greatest of it and its eight neighbours: an edge
    may be drawn half a pixel aside, and be more or less smooth.
    """
    assert one.shape == other.shape
    return float((_strange(one, other) | _strange(other, one)).mean())


def _strange(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    rows, columns, _ = other.shape
    wide = np.pad(other, ((1, 1), (1, 1), (0, 0)), mode="edge")
    around = [wide[y : y + rows, x : x + columns] for y in range(3) for x in range(3)]
    low, high = np.minimum.reduce(around), np.maximum.reduce(around)
    return ((one < low - LEVELS) | (one > high + LEVELS)).any(axis=2)
