"""A clock that lets a computation take exactly one slice each time it is advanced."""

from collections.abc import Iterator

import pytest

from app.model import scene
from app.model.scene import SceneBuilder


class SliceClock:
    """Stands in for perf_counter: at first it is noon, at the second look still, and from the third on too late."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._times: Iterator[float] = iter(())
        monkeypatch.setattr(scene, "perf_counter", lambda: next(self._times, 1e9))

    def one_slice(self, builder: SceneBuilder) -> None:
        self._times = iter((0.0, 0.0))
        builder.advance(0.008)
