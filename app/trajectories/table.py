"""Trajectories as CSV: lines that begin with # say what it is, then one row a step under a header.

What is no number is NaN, Inf or -Inf: the words that pandas, NumPy and R all read as such.
"""

from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

import numpy as np
from msgspec import json

from app.model.scene import Scene
from app.trajectories.pieces import Array, Piece, learning_rates, pieces
from app.trajectories.setup import head, lane_setup

COLUMNS = ("lane", "name", "rule", "seed", "step", "x", "y", "loss", "gradient_norm", "lr")


def write_csv(out: BinaryIO, scene: Scene, report: Callable[[float], None]) -> None:
    """Write all lanes, seeds and steps, a piece at a time."""
    for line in _comments(scene):
        out.write(b"# " + line.encode() + b"\n")
    out.write(",".join(COLUMNS).encode() + b"\n")
    # No step leaves the last position.
    rates = [np.append(learning_rates(scene, lane), np.nan) for lane in range(len(scene.runs))]
    for piece in pieces(scene):
        out.write(_rows(piece, rates[piece.lane]))
        report(piece.share)


def _comments(scene: Scene) -> Iterator[str]:
    """What the file is, a line for each fact; values are JSON."""
    for name, value in head(scene.experiment, ".csv").items():
        yield f"{name}: {value if isinstance(value, str) else _json(value)}"
    for index, run in enumerate(scene.runs):
        yield f"lane {index}: {_json(lane_setup(run.lane, run.rule))}"


def _json(value: Any) -> str:
    return json.encode(value).decode()


def _rows(piece: Piece, rates: Array) -> bytes:
    """The rows of a piece, as JSON with other brackets: msgspec writes a number ten times sooner than Python does."""
    seeds, steps = (np.arange(part.start, part.stop) for part in (piece.seeds, piece.steps))
    grid = np.meshgrid(piece.scene.experiment.seed + seeds, steps, indexing="ij")
    x, y = np.moveaxis(piece.positions, -1, 0)
    floats = (x, y, piece.loss, piece.gradient_norm, np.broadcast_to(rates[piece.steps], x.shape))
    columns = [part.ravel().tolist() for part in grid] + [_numbers(values.ravel()) for values in floats]
    begin = _begin(piece)
    # There is nothing but numbers and words for them, so that all brackets and quotes are JSON's own.
    rows = json.encode(list(zip(*columns, strict=True)))[2:-2].replace(b'"', b"").replace(b"],[", b"\n" + begin)
    return begin + rows + b"\n"


def _begin(piece: Piece) -> bytes:
    """What all rows of a lane begin with."""
    run = piece.run
    # In quotes a # is no comment and a comma no end.
    name = run.lane.name.replace('"', '""')
    return f'{piece.lane},"{name}",{run.rule.key},'.encode()


def _numbers(values: Array) -> list[float | str]:
    """The numbers, with words for what JSON has none for."""
    found: list[float | str] = values.tolist()
    for at in np.flatnonzero(~np.isfinite(values)).tolist():
        found[at] = "NaN" if np.isnan(values[at]) else "Inf" if values[at] > 0 else "-Inf"
    return found
