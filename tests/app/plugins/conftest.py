"""Plug-ins that a test loads are gone after it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.plugins.unloading import nothing_stays

EGG = """from dataclasses import dataclass

import numpy as np
from surfaces import ClosedForm, parameter


@dataclass(frozen=True)
class Egg(ClosedForm):
    key, title, view, start, suggested_lr = "egg", "Egg", (-2, 2, -2, 2), (-1.5, 1.0), 0.02
    minima = ((0.0, 0.0),)
    depth: float = parameter(1.0, (0.1, 5.0), legal=(1e-3, 1e3), help="How deep it is.")
    def value(self, x, y): return self.depth * (x * x + 2 * y * y)
    def gradient(self, x, y): return 2 * self.depth * x, 4 * self.depth * y
    def hessian(self, x, y): return 2 * self.depth + 0 * x, 0 * (x + y), 4 * self.depth + 0 * y
"""
LAZY = '''"""A rule that goes half as far."""

from dataclasses import dataclass
from typing import ClassVar

from optim_core.momentum import HeavyBallFamily
from optim_core.rule import Rule, decay_strength, learning_rate


@dataclass(frozen=True)
class Lazy(Rule):
    key: ClassVar[str] = "lazy"
    title: ClassVar[str] = "Lazy"
    memory: ClassVar[tuple[str, ...]] = ()
    equation: ClassVar[tuple[str, ...]] = ("θ ← θ − lr / 2 · ∇f(θ)",)
    lr: float = learning_rate()
    weight_decay: float = decay_strength()
    def family(self): return HeavyBallFamily(lr=self.lr / 2, beta=0.0, reach=0.0)
'''


@pytest.fixture(autouse=True)
def _unloaded() -> Iterator[None]:
    with nothing_stays():
        yield


@pytest.fixture
def egg(tmp_path: Path) -> Path:
    """A plug-in with a surface."""
    path = tmp_path / "egg.py"
    path.write_text(EGG, encoding="utf-8")
    return path


@pytest.fixture
def lazy(tmp_path: Path) -> Path:
    """A plug-in with a rule."""
    path = tmp_path / "lazy.py"
    path.write_text(LAZY, encoding="utf-8")
    return path
