"""A new surface is one file and one line, and so is a new rule: added to a copy, they are found everywhere."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PARTS = ("app", "optim_core", "surfaces", "tests", "pyproject.toml")

SURFACE = '''"""An oval bowl, to see what adding a surface takes."""

from dataclasses import dataclass
from typing import ClassVar

from surfaces.surface import Array, ClosedForm, Point, parameter, quiet


@dataclass(frozen=True)
class Oval(ClosedForm):
    """f = d(x² + 2y²)."""

    key: ClassVar[str] = "oval"
    title: ClassVar[str] = "Oval bowl"
    formula: ClassVar[str] = "d(x² + 2y²)"
    expression: ClassVar[str] = "depth*(x**2 + 2*y**2)"
    origin: ClassVar[str] = "a test"
    view: ClassVar[tuple[float, float, float, float]] = (-2.0, 2.0, -2.0, 2.0)
    start: ClassVar[Point] = (-1.5, 1.0)
    suggested_lr: ClassVar[float] = 0.004

    depth: float = parameter(1.0, (1.0, 100.0), legal=(1.0, 1e3), scale="log", symbol="d", help="How deep it is.")

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
RULE = '''"""Averaged momentum, to see what adding a rule takes."""

from dataclasses import dataclass
from typing import ClassVar

from optim_core.momentum import HeavyBallFamily
from optim_core.rule import Rule, decay_strength, learning_rate, momentum


@dataclass(frozen=True)
class Averaged(Rule):
    """m ← βm + (1 − β)g;  θ ← θ − lr·m."""

    key: ClassVar[str] = "averaged"
    title: ClassVar[str] = "Averaged momentum"
    memory: ClassVar[tuple[str, ...]] = ("m",)

    lr: float = learning_rate()
    beta: float = momentum()
    weight_decay: float = decay_strength()

    @property
    def equation(self) -> tuple[str, ...]:
        return "m ← β m + (1 − β) ∇f(θ)", "θ ← θ − lr · m"

    def family(self) -> HeavyBallFamily:
        return HeavyBallFamily(lr=self.lr, beta=self.beta, reach=0.0, gain=1.0 - self.beta)
'''
ADDED = {
    "surfaces/oval.py": SURFACE,
    "optim_core/averaged.py": RULE,
}
LINES = {
    "surfaces/registry.py": ('        "saddle:Saddle",\n', '        "oval:Oval",\n'),
    "optim_core/registry.py": ('        "nesterov:Nesterov",\n', '        "averaged:Averaged",\n'),
}

CHECKED = {
    ("tests/surfaces/test_surface.py", "tests/surfaces/test_registry.py"): 20,
    ("tests/optim_core/test_rule.py",): 5,
    ("tests/app/reproduce", "tests/surfaces/test_expression.py"): 8,
    ("tests/app/model", "tests/app/gui/widgets/test_parameter_row.py"): 30,
}
"""So many of their tests meet the surface or the rule."""
# One process for all, and nothing that is only there for the words of a failure.
PLAINLY = ("-p", "no:cacheprovider", "-p", "no:xdist", "--assert=plain")

LOOK = """
from app.gui.application import make_application
application = make_application(["ravine"], offscreen=True)
import optim_core, surfaces
from app.gui.window import Window
from app.model import edits
from app.model.experiment import Experiment
window = Window(Experiment())
window.show()
application.processEvents()
print("names", surfaces.names())
window.top_bar.open_picker()
offered = window.top_bar.picker.sheet.shelves.cards
print("picker", [f"{card.text()}    {card.surface.formula}" for card in offered.values() if card.isVisible()])
print("adding", [action.text().split("\\t")[0] for action in window.panel.add.menu().actions()])
offered["oval"].click()
rules = {action.text().split("\\t")[0]: action for action in window.panel.add.menu().actions()}
rules["Averaged momentum"].trigger()
application.processEvents()
window.apply(lambda experiment: edits.set_linked(experiment, 3, False))
while not window.is_settled:
    application.processEvents()
print("sliders", list(window.panel.surface_rows), list(window.panel.cards[3].rows))
print("scene", [run.lane.name for run in window.scene.runs], window.store.experiment.surface)
window.playhead.pause()
window.document.leave()
window.close()
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program with one surface and one rule more."""
    root = tmp_path_factory.mktemp("copy")
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, root / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, root / part)
    for name, text in ADDED.items():
        (root / name).write_text(text, encoding="utf-8")
    for name, (after, line) in LINES.items():
        before = (root / name).read_text(encoding="utf-8")
        assert before.count(after) == 1
        (root / name).write_text(before.replace(after, after + line), encoding="utf-8")
    return root


def python(root: Path, *words: str) -> str:
    """What this Python prints in the copy; it must end well and complain of nothing."""
    environment = {**os.environ, "PYTHONPATH": str(root), "QT_QPA_PLATFORM": "offscreen"}
    # The copy is compiled once and not by every process.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-W", "error", *words]
    done = subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, timeout=300, check=False, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def sources(root: Path) -> dict[str, list[str]]:
    """The lines of every module of the three packages."""
    return {
        str(path.relative_to(root)): path.read_text(encoding="utf-8").splitlines()
        for package in ("app", "optim_core", "surfaces")
        for path in sorted((root / package).rglob("*.py"))
    }


def test_nothing_else_was_touched(copy: Path) -> None:
    before, after = sources(ROOT), sources(copy)
    assert set(after) - set(before) == set(ADDED)
    assert set(before) <= set(after)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == set(LINES)
    for name in changed:
        assert len(after[name]) == len(before[name]) + 1
        (line,) = [row for row in after[name] if row not in before[name]]
        assert [row for row in after[name] if row != line] == before[name]


def test_picker_sliders_and_scene_know_them(copy: Path) -> None:
    told = dict(line.split(" ", 1) for line in python(copy, "-c", LOOK).splitlines())
    assert "'oval'" in told["names"]
    assert "Oval bowl    d(x² + 2y²)" in told["picker"]
    assert "'Averaged momentum'" in told["adding"]
    assert told["sliders"] == "['depth'] ['lr', 'beta', 'weight_decay']"
    assert told["scene"] == "['SGD', 'Momentum', 'Nesterov', 'Averaged momentum'] Oval(depth=1.0)"


def test_the_command_line_lists_and_draws_them(copy: Path) -> None:
    listed = python(copy, "-m", "app", "list", "surfaces")
    assert "oval" in listed
    assert "depth=1" in listed
    assert "averaged" in python(copy, "-m", "app", "list", "rules")
    words = ("--surface", "oval:depth=3", "--lane", "averaged:lr=0.01,beta=0.8", "--size", "320x240", "--steps", "20")
    python(copy, "-m", "app", "render", "a.png", *words)
    assert (copy / "a.png").read_bytes().startswith(b"\x89PNG")


def test_the_contract_tests_check_them(copy: Path) -> None:
    files = [file for group in CHECKED for file in group]
    told = python(copy, "-m", "pytest", "-vv", *PLAINLY, "-k", "oval or Oval or averaged or Averaged", *files)
    assert "failed" not in told.splitlines()[-1], told
    passed = [line for line in told.splitlines() if " PASSED" in line]
    for group, least in CHECKED.items():
        assert sum(line.startswith(group) for line in passed) >= least, told
