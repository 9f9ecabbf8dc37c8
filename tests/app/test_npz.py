from io import BytesIO
from zipfile import ZipFile

import numpy as np
import pytest

from app import npz
from app.npz import add_array, add_pieces, little_endian


def loaded(data: bytes) -> dict[str, np.ndarray]:
    with np.load(BytesIO(data), allow_pickle=False) as found:
        return dict(found)


def archive_of(*arrays: np.ndarray) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for number, array in enumerate(arrays):
            add_array(archive, str(number), array)
    return file.getvalue()


@pytest.mark.parametrize(
    "array",
    [np.array("β 🏔"), np.array(["a", "longer"]), np.empty((0, 2)), np.arange(6).reshape(2, 3).T, np.array([True])],
    ids=["text", "texts", "empty", "turned", "truth"],
)
def test_an_array_reads_back(array: np.ndarray) -> None:
    found = loaded(archive_of(array))["0"]
    assert found.dtype == array.dtype
    assert found.shape == array.shape
    assert found.tolist() == array.tolist()


@pytest.mark.parametrize("kind", ["f8", "i4", "U3"])
def test_the_bytes_do_not_tell_the_processor(kind: str) -> None:
    small, big = (np.array([1, 2, 3]).astype(order + kind) for order in "<>")
    assert archive_of(big) == archive_of(small)


def test_one_kind_of_nan_is_written() -> None:
    bits = np.array([0x7FF8 << 48, 0xFFF8 << 48, (0x7FF8 << 48) + 1, 0x3FF0 << 48], np.uint64)
    assert little_endian(bits.view(np.float64)).tobytes() == np.array([np.nan, np.nan, np.nan, 1.0], "<f8").tobytes()
    assert little_endian(np.array([1, -1]), "<i2").tobytes() == b"\x01\x00\xff\xff"


@pytest.mark.parametrize("large", [npz.LARGE, 1])
def test_pieces_are_one_array(monkeypatch: pytest.MonkeyPatch, large: int) -> None:
    monkeypatch.setattr(npz, "LARGE", large)
    whole = np.random.default_rng(0).normal(size=(7, 5, 2))
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        add_pieces(archive, "whole", whole.dtype, whole.shape, (row.tobytes() for row in whole))
    assert loaded(file.getvalue())["whole"].tobytes() == whole.tobytes()
