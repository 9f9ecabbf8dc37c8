"""Trajectories as NPZ: named arrays that NumPy reads without pickles, and everything else as JSON text."""

from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, NamedTuple
from zipfile import ZipFile

import numpy as np
from msgspec import json

from app.model.scene import Scene
from app.npz import add_array, add_pieces
from app.trajectories.pieces import Array, Piece, learning_rates, pieces
from app.trajectories.setup import head, lane_setup


class Large(NamedTuple):
    """An array (lanes, seeds, steps + 1) with more axes, `tail`, behind; `of` is what it has of a piece."""

    name: str
    tail: tuple[int, ...]
    of: Callable[[Piece], Array]


LARGE = (
    Large("positions", (2,), lambda piece: piece.positions),
    Large("loss", (), lambda piece: piece.loss),
    Large("gradient_norm", (), lambda piece: piece.gradient_norm),
)


def write_npz(out: BinaryIO, scene: Scene, report: Callable[[float], None]) -> None:
    """Write all lanes, seeds and steps, an array after the other, a piece at a time.

    `out` must be a file in which one can go back: into a pipe, an archive has other bytes.
    """
    shape = (len(scene.runs), *scene.runs[0].loss.shape)
    with ZipFile(out, "w") as archive:
        for name, array in _small_arrays(scene).items():
            add_array(archive, name, array)
        for number, (name, tail, _) in enumerate(LARGE):
            add_pieces(archive, name, np.dtype("<f8"), (*shape, *tail), _bytes(scene, number, report))


def _bytes(scene: Scene, number: int, report: Callable[[float], None]) -> Iterator[bytes]:
    """The large array of that number."""
    for piece in pieces(scene):
        yield LARGE[number].of(piece).tobytes()
        report((number + piece.share) / len(LARGE))


def _small_arrays(scene: Scene) -> dict[str, np.ndarray[Any, Any]]:
    experiment, lanes = scene.experiment, scene.experiment.lanes
    return {
        "metadata": np.array(_metadata(scene)),
        "names": np.array([lane.name for lane in lanes]),
        "rules": np.array([lane.rule.key for lane in lanes]),
        "seeds": experiment.seed + np.arange(experiment.seeds, dtype=np.int64),
        "start": np.array(experiment.start, dtype=np.float64),
        "minima": np.reshape(np.array(experiment.surface.minima, dtype=np.float64), (-1, 2)),
        "diverged_at": np.array([run.diverged_at for run in scene.runs]),
        "lr": np.array([learning_rates(scene, lane) for lane in range(len(lanes))]),
    }


def _metadata(scene: Scene) -> str:
    lanes = [lane_setup(run.lane, run.rule) for run in scene.runs]
    return json.encode({**head(scene.experiment, ".npz"), "lanes": lanes}).decode()
