"""A surface from a file: a table of heights, a NumPy archive or a picture, told apart by what is in it.

Example:

    surface = read_heights(Path("loss.npz"))
    surface.value(x, y), surface.path
"""

from pathlib import Path

from app.errors import on_a_line
from app.heights.archive import MAGIC, archive_samples
from app.heights.samples import Samples
from app.heights.table import table_samples
from app.named_file import check_length, named, read_named
from surfaces.grid import Grid

MOST_BYTES = 64 * 1024 * 1024
"""Of a file: several times what the largest grid takes in any format."""
_WISH = "cannot read heights from"
_MOST_TITLE = 60
_MOST_NAME = 120
"""Letters of a file's name that are kept."""


def read_heights(path: Path) -> Grid:
    """The surface in the file; its name is the file's, without the suffix.

    Raises FaultError if the file cannot be read and ValueError if it holds no surface: one sentence that names the file
    and the line and column, or the array, at which it ends.
    """
    title = on_a_line(path.stem.strip(), _MOST_TITLE) or "heights"
    try:
        return _samples(_bounded(path)).grid(title, on_a_line(path.name, _MOST_NAME))
    except ValueError as error:
        raise ValueError(f"{_WISH} {named(path)}: {error}") from error


def _bounded(path: Path) -> bytes:
    data = read_named(path, MOST_BYTES + 1, _WISH)
    check_length(data, MOST_BYTES, "surface's file")
    return data


def _samples(data: bytes) -> Samples:
    if not data.strip():
        raise ValueError("it is empty")
    if data.startswith(MAGIC):
        return archive_samples(data)
    # Pillow is there when a picture is.
    from app.heights.picture import is_picture, picture_samples

    return picture_samples(data) if is_picture(data) else table_samples(data)
