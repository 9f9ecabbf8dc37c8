"""Trajectories in the format that a file's suffix says."""

from collections.abc import Callable
from typing import BinaryIO

from app.model.scene import Scene
from app.trajectories.arrays import write_npz
from app.trajectories.document import write_json
from app.trajectories.table import write_csv

Report = Callable[[float], None]

WRITERS: dict[str, Callable[[BinaryIO, Scene, Report], None]] = {
    ".csv": write_csv,
    ".npz": write_npz,
    ".json": write_json,
}


def write_data(out: BinaryIO, suffix: str, scene: Scene, report: Report) -> None:
    """Write the paths of a whole scene; the same experiment gives the same bytes.

    `report` is told the share that is done, every few milliseconds; what it raises ends the work. Into a pipe NPZ has
    other bytes than into a file. Raises ValueError for a scene of which not every step of every seed is known.
    """
    if not scene.is_whole or scene.seeds_known < scene.experiment.seeds:
        raise ValueError("a scene that is not whole cannot be written as data")
    WRITERS[suffix](out, scene, report)
