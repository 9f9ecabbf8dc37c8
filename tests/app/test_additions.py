"""A new surface and a new rule are one new file and one line each; everything else finds them by itself.

Both are added to a copy of the program, which then lists, draws and tests them.
"""

import difflib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SURFACE = '''
"""A bowl whose depth can be chosen."""

from dataclasses import dataclass
from typing import ClassVar

from surfaces.surface import Array, Point, Surface, parameter, quiet


@dataclass(frozen=True)
class Bowl(Surface):
    """f = d(x² + 2y²)."""

    key: ClassVar[str] = "bowl"
    title: ClassVar[str] = "Bowl"
    formula: ClassVar[str] = "d(x² + 2y²)"
    origin: ClassVar[str] = "a test"
    view: ClassVar[tuple[float, float, float, float]] = (-2.0, 2.0, -2.0, 2.0)
    start: ClassVar[Point] = (-1.5, 1.0)
    suggested_lr: ClassVar[float] = 0.02

    depth: float = parameter(1.0, (0.1, 3.0), legal=(0.0, 1e3), scale="log", help="How deep the bowl is.")

    @property
    def minima(self) -> tuple[Point, ...]:
        return ((0.0, 0.0),)

    @quiet
    def value(self, x: Array, y: Array) -> Array:
        return self.depth * (x * x + 2.0 * y * y)

    @quiet
    def gradient(self, x: Array, y: Array) -> tuple[Array, Array]:
        return 2.0 * self.depth * x, 4.0 * self.depth * y

    @quiet
    def hessian(self, x: Array, y: Array) -> tuple[Array, Array, Array]:
        flat = 0.0 * (x + y)
        return 2.0 * self.depth + flat, flat, 4.0 * self.depth + flat
'''
RULE = '''
"""Momentum with half of the velocity kept, whatever happens."""

from dataclasses import dataclass
from typing import ClassVar

from optim_core.momentum import HeavyBallFamily
from optim_core.rule import Family, Rule, coupled_decay, learning_rate


@dataclass(frozen=True)
class Half(Rule):
    """v ← v/2 + g;  θ ← θ − lr·v."""

    key: ClassVar[str] = "half"
    title: ClassVar[str] = "Half"
    equation: ClassVar[tuple[str, ...]] = ("v ← v/2 + ∇f(θ)", "θ ← θ − lr · v")

    lr: float = learning_rate()
    weight_decay: float = coupled_decay()

    def family(self) -> Family:
        return HeavyBallFamily(lr=self.lr, beta=0.5, reach=0.0)
'''


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("copy")
    for name in ("app", "optim_core", "surfaces", "tests"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    (folder / "surfaces" / "bowl.py").write_text(SURFACE)
    (folder / "optim_core" / "half.py").write_text(RULE)
    register(folder / "surfaces" / "registry.py", "bowl:Bowl")
    register(folder / "optim_core" / "registry.py", "half:Half")
    return folder


def register(registry: Path, entry: str) -> None:
    """One more line, at the end of the tuple."""
    head, end, tail = registry.read_text().partition("    )\n)\n")
    registry.write_text(f'{head}        "{entry}",\n{end}{tail}')


def run(copy: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, *words],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize(("package", "file"), [("surfaces", "bowl.py"), ("optim_core", "half.py")])
def test_each_is_one_new_file_and_one_line(copy: Path, package: str, file: str) -> None:
    before = {path.name: path.read_text().splitlines() for path in (ROOT / package).glob("*.py")}
    after = {path.name: path.read_text().splitlines() for path in (copy / package).glob("*.py")}
    assert after.keys() - before.keys() == {file}
    changed = {name: after[name] for name in before if after[name] != before[name]}
    assert changed.keys() == {"registry.py"}
    assert [line for line in difflib.ndiff(before["registry.py"], after["registry.py"]) if line[0] in "+-"] == [
        f'+         "{file.removesuffix(".py")}:{file.removesuffix(".py").title()}",'
    ]


WINDOW = """
from app.gui.application import make_application
application = make_application([], offscreen=True)
from app.gui.window import Window
from app.model.experiment import Experiment
window = Window(Experiment())
window.show()
bar, panel = window.top_bar, window.panel
(bowl,) = [action for action in bar.surface.menu().actions() if action.text().startswith("Bowl")]
bowl.trigger()
window.store.flush()
print("sliders", *panel.surface_rows)
(half,) = [action for action in panel.add.menu().actions() if action.text() == "Half"]
half.trigger()
window.store.flush()
panel.cards[-1].link.click()
window.store.flush()
print("lane", window.store.experiment.lanes[-1].name, *panel.cards[-1].rows)
window.close()
import os
os._exit(0)  # What Qt says while the interpreter ends is not the matter here.
"""


def test_they_are_in_the_pickers_with_their_sliders(copy: Path) -> None:
    said = run(copy, "-u", "-c", WINDOW)
    assert "sliders depth\n" in said
    assert "lane Half lr weight_decay\n" in said


def test_they_are_listed_with_their_parameters(copy: Path) -> None:
    surfaces = run(copy, "-m", "app", "list", "surfaces")
    assert "\nbowl " in surfaces
    assert "How deep the bowl is." in surfaces
    assert "\nhalf " in run(copy, "-m", "app", "list", "rules")


def test_they_are_drawn(copy: Path) -> None:
    words = ["--surface", "bowl:depth=0.5", "--lane", "half:lr=0.1", "--lane", "half", "--steps", "20"]
    assert run(copy, "-m", "app", "render", "bowl.svg", *words) == ""
    assert (copy / "bowl.svg").stat().st_size > 10_000


@pytest.mark.parametrize(("package", "name"), [("surfaces", "bowl"), ("optim_core", "half")])
def test_the_contracts_are_tested_on_them(copy: Path, package: str, name: str) -> None:
    said = run(copy, "-m", "pytest", "-p", "no:cacheprovider", "-k", f"{name} or {name.title()}", f"tests/{package}")
    (passed,) = re.findall(r"^(\d+) passed", said, re.MULTILINE)
    assert int(passed) >= 5
