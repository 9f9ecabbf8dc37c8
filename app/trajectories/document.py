"""Trajectories as JSON: one object with everything, in strict JSON, where null is what no number says."""

from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

import numpy as np
from msgspec import json

from app.model.scene import Scene
from app.trajectories.pieces import Piece, learning_rates, pieces
from app.trajectories.setup import head, lane_setup

PATHS = ("x", "y", "loss", "gradient_norm")
"""What there is of every position of a run."""


def write_json(out: BinaryIO, scene: Scene, report: Callable[[float], None]) -> None:
    """Write all lanes, seeds and steps, some seeds at a time."""
    experiment = scene.experiment
    # msgspec writes NaN and infinities as null.
    out.write(_open(json.encode(head(experiment, ".json"))) + b',"lanes":[')
    for piece in pieces(scene, longest=experiment.steps + 1):
        if piece.seeds.start == 0:
            out.write(b"\n" if piece.lane == 0 else b"\n]},\n")
            out.write(_open(json.encode(_lane(scene, piece.lane))) + b',"seeds":[\n')
        else:
            out.write(b",\n")
        out.write(b",\n".join(_runs(piece)))
        report(piece.share)
    out.write(b"\n]}\n]}\n")


def _open(text: bytes) -> bytes:
    """An object to which something is still to come."""
    return text.removesuffix(b"}")


def _lane(scene: Scene, lane: int) -> dict[str, Any]:
    run = scene.runs[lane]
    return {**lane_setup(run.lane, run.rule), "lr": learning_rates(scene, lane).tolist()}


def _runs(piece: Piece) -> Iterator[bytes]:
    """The runs of a piece, which have all their steps."""
    first = piece.scene.experiment.seed + piece.seeds.start
    ends = piece.run.diverged_at[piece.seeds].tolist()
    x, y = np.moveaxis(piece.positions, -1, 0)
    paths = zip(*(values.tolist() for values in (x, y, piece.loss, piece.gradient_norm)), strict=True)
    for at, (end, path) in enumerate(zip(ends, paths, strict=True)):
        run = {"seed": first + at, "diverged_at": end if end >= 0 else None}
        # One after the other: all four of a long run together would halt the window.
        values = (b',"%b":%b' % (name.encode(), json.encode(part)) for name, part in zip(PATHS, path, strict=True))
        yield _open(json.encode(run)) + b"".join(values) + b"}"
