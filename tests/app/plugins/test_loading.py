"""Plug-ins are loaded where they are named, tried, found everywhere, and never loaded because a session says so."""

import pickle
import re
import shlex
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import surfaces
from app.command.parse import parse
from app.command.write import words
from app.errors import UseError
from app.lessons.plans import over
from app.main import main
from app.model import edits
from app.model.experiment import Experiment
from app.plugins import Need, check_needs, files_of, load_plugins, loaded_files
from app.recovery.recovery import Kept, orphans
from app.reproduce.command import command_text
from app.reproduce.python import python_text
from app.reproduce.pytorch import pytorch_text
from app.sessions import Session
from app.sessions.figures import carried, with_session
from app.sessions.share import read_share, share_text
from app.sessions.text import read_session, session_bytes
from optim_core import Momentum, simulate
from optim_core.registry import all_rules
from tests.app.plugins.conftest import EGG, LAZY
from tests.app.plugins.unloading import nothing_stays
from tests.app.sessions.pictures import png


def test_what_a_plug_in_defines_is_found_by_name(egg: Path, lazy: Path) -> None:
    load_plugins([str(egg), str(lazy)])
    assert surfaces.get("egg", depth=2.0).value(1.0, 1.0) == 6.0
    assert surfaces.names()[-1] == "egg"
    assert all_rules()[-1].key == "lazy"
    assert loaded_files() == (str(egg), str(lazy))


def test_a_plug_in_is_loaded_once(egg: Path) -> None:
    load_plugins([str(egg), str(egg)])
    load_plugins([str(egg)])
    assert surfaces.names().count("egg") == 1


def test_the_command_line_knows_it(egg: Path, lazy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    loading = ("--plugin", str(egg), "--plugin", str(lazy))
    command = parse(["render", "out.png", *loading, "--surface", "egg:depth=2", "--lane", "lazy:lr=0.1"])
    experiment = command.session.experiment
    assert experiment.surface == surfaces.get("egg", depth=2.0)
    assert [rule.key for rule in experiment.rules] == ["lazy"]
    assert shlex.join(words(experiment)).startswith(f"--plugin {egg} --plugin {lazy} --surface egg:depth=2 ")
    assert main(["list", "surfaces", "--plugin", str(egg)]) == 0
    assert "egg" in capsys.readouterr().out


def test_a_short_script_does_not_have_it_and_that_is_said(egg: Path, lazy: Path) -> None:
    load_plugins([str(egg), str(lazy)])
    on_egg = edits.choose_surface(Experiment(), surfaces.get("egg"))
    by_lazy = edits.set_rule(Experiment(), 0, all_rules()[-1])
    for experiment, file in ((on_egg, "egg.py"), (by_lazy, "lazy.py")):
        with pytest.raises(ValueError, match=f"^{file} is a plug-in, .*; copy a command instead$"):
            python_text(experiment, 0)
        with pytest.raises(ValueError, match="PyTorch"):
            pytorch_text(experiment, 0)
        assert f"--plugin {file}" in command_text(experiment, 0).replace(f"{egg.parent}/", "")
    assert "plugin" not in command_text(by_lazy, 1)


def test_a_lesson_builds_its_runs_on_what_a_plug_in_has(egg: Path) -> None:
    walked = over(with_egg(egg).experiment, "--noise 0.5")
    assert walked.surface == surfaces.get("egg", depth=3.0)
    assert walked.noise == 0.5


def with_egg(path: Path) -> Session:
    load_plugins([str(path)])
    return Session(edits.choose_surface(Experiment(), surfaces.get("egg", depth=3.0)))


def test_a_session_says_what_it_needs_and_loads_nothing(egg: Path) -> None:
    session = with_egg(egg)
    data, share = session_bytes(session), share_text(session)
    assert b'"file": "egg.py"' in data
    assert str(egg.parent).encode() not in data
    assert read_session(data) == read_share(share) == session
    needs = r"^it needs the plug-in egg.py for egg; .* start with --plugin egg.py$"
    with nothing_stays():
        for read in (lambda: read_session(data), lambda: read_share(share)):
            with pytest.raises(ValueError, match=needs):
                read()
        assert "egg" not in surfaces.names()


def test_a_figure_that_needs_a_plug_in_is_not_called_damaged(egg: Path) -> None:
    data = with_session(png(), ".png", with_egg(egg))
    assert carried(data) == with_egg(egg)
    with nothing_stays(), pytest.raises(ValueError, match=r"\Ait needs the plug-in egg\.py for egg; "):
        carried(data)


def test_unsaved_changes_that_need_a_plug_in_stay_until_it_is_there(egg: Path) -> None:
    kept, session = Kept(), with_egg(egg)
    kept.keep(session, None)
    kept.leave()
    with nothing_stays():
        found = orphans()
        assert found.orphans == ()
        assert [": it needs the plug-in egg.py for egg; " in sentence for sentence in found.unreadable] == [True]
    load_plugins([str(egg)])
    (orphan,) = orphans().orphans
    assert orphan.session == session
    orphan.discard()


def test_what_overflows_in_a_plug_in_is_no_noise_on_the_terminal(egg: Path) -> None:
    load_plugins([str(egg)])
    assert surfaces.get("egg").value(np.array([1e200]), np.array([0.0])) == [np.inf]


def test_a_session_without_plug_ins_needs_none() -> None:
    assert b"plugins" not in session_bytes(Session())


def test_what_a_session_says_of_a_plug_in_stays_one_line_and_one_word() -> None:
    hostile = Need("a.py\x1b[31m\nb; rm -rf ~", ("egg\n\x1b[2J",), ())
    with pytest.raises(ValueError, match="it needs the plug-in") as refused:
        check_needs([hostile])
    assert str(refused.value).isprintable()
    assert str(refused.value).endswith("--plugin 'a.py�[31m�b; rm -rf ~'")


def test_a_class_may_have_two_names(tmp_path: Path) -> None:
    path = tmp_path / "egg.py"
    path.write_text(EGG + "\nOval = Egg\n", encoding="utf-8")
    load_plugins([str(path)])
    assert surfaces.names().count("egg") == 1


def test_two_files_of_one_name_are_two_modules(egg: Path, lazy: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / egg.name
    other.parent.mkdir()
    other.write_text(EGG.replace('"egg"', '"oval"'), encoding="utf-8")
    load_plugins([str(egg), str(lazy), str(other)])
    for key, path in (("egg", egg), ("oval", other)):
        surface = surfaces.get(key, depth=2.0)
        assert pickle.loads(pickle.dumps(surface)) == surface
        assert files_of([key], []) == (str(path),)


def test_a_surface_may_be_undefined_in_a_part_of_its_view(tmp_path: Path) -> None:
    path = tmp_path / "root.py"
    path.write_text(
        EGG.replace("(x * x + 2 * y * y)", "(x * x + 2 * y * y) + 0 * np.sqrt(x + 1)").replace(
            "2 * self.depth * x,", "2 * self.depth * x + 0 * np.sqrt(x + 1),"
        ),
        encoding="utf-8",
    )
    load_plugins([str(path)])
    assert "egg" in surfaces.names()


REFUSED = {
    "syntax": ("def f(:\n", r"plug-in bad.py, line 1: SyntaxError: .*"),
    "error": ("x = 1\ny = 1 / 0\n", r"plug-in bad.py, line 2: ZeroDivisionError: division by zero"),
    "exit": ("import sys\nsys.exit(3)\n", r"plug-in bad.py, line 2: SystemExit: 3"),
    "nothing": ("x = 1\n", r"plug-in bad.py: it defines no surface .* and no rule .*"),
    "imported": ("from surfaces.sphere import Sphere\n", r"plug-in bad.py: it defines no surface .*"),
    "taken": (EGG.replace('"egg"', '"sphere"'), r"plug-in bad.py, Egg: there is a surface 'sphere' already; .*"),
    "no key": (EGG.replace('"egg"', '"expr:egg"'), r"plug-in bad.py, Egg: the key 'expr:egg' must be a name, .*"),
    "data": (EGG.replace('"egg"', '"grid"'), r"plug-in bad.py, Egg: there is a surface 'grid' already; .*"),
    "nowhere": (EGG.replace("(x * x +", "np.nan * (x * x +"), r"plug-in bad.py, Egg: its gradient .*"),
    "no minima": (EGG.replace("((0.0, 0.0),)", "(0.0, 0.0)"), r"plug-in bad.py, Egg: its minima .*"),
    "no title": (EGG.replace("key, title, view", "key, name, view"), r"plug-in bad.py, Egg: it lacks title"),
    "wrong slope": (
        EGG.replace("4 * self.depth * y\n", "4 * self.depth * x\n"),
        r"plug-in bad.py, Egg: its gradient .*",
    ),
    "no view": (EGG.replace("(-2, 2, -2, 2)", "(2, -2, -2, 2)"), r"plug-in bad.py, Egg: it needs a key, .*"),
    "no lr": (LAZY.replace("    lr: float = learning_rate()\n", ""), r"plug-in bad.py, Lazy: it lacks lr"),
    "key": (LAZY.replace('"lazy"', '"lazy:lr=1"'), r"plug-in bad.py, Lazy: the key 'lazy:lr=1' must be a name, .*"),
    "memory": (LAZY.replace("...]] = ()", '...]] = ("v", "w")'), r"plug-in bad.py, Lazy: its memory .*"),
    "no equation": (LAZY.replace('("θ ← θ − lr / 2 · ∇f(θ)",)', "()"), r"plug-in bad.py, Lazy: it needs .*"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_wrong_is_said_in_one_sentence(name: str, tmp_path: Path) -> None:
    code, sentence = REFUSED[name]
    path = tmp_path / "bad.py"
    path.write_text(code, encoding="utf-8")
    with pytest.raises(UseError, match=f"^{sentence}$") as refused:
        load_plugins([str(path)])
    assert "\n" not in str(refused.value)
    assert loaded_files() == ()


@pytest.mark.parametrize(("name", "sentence"), [("gone.py", "there is no such file"), ("notes.txt", "ends in .py")])
def test_a_file_that_is_none_is_refused(name: str, sentence: str, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no code", encoding="utf-8")
    with pytest.raises(UseError, match=sentence):
        load_plugins([str(tmp_path / name)])


@pytest.mark.parametrize(
    "words",
    [
        ("render", "out.csv", "--surface", "egg", "--steps", "5"),
        ("sweep", "out.npz", "--surface", "egg:depth=1+2", "--rule", "sgd", "--lr", "0.01+0.02", "--workers", "2"),
    ],
)
def test_other_processes_have_them_too(words: tuple[str, ...], egg: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-W", "error", "-m", "app", *words, "--plugin", str(egg)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stderr.count("Traceback")) == (0, 0), done.stderr
    assert (tmp_path / words[1]).stat().st_size > 0


def test_a_folder_is_rendered_with_them(egg: Path, tmp_path: Path) -> None:
    folder = tmp_path / "sessions"
    folder.mkdir()
    (folder / "one.ravine").write_bytes(session_bytes(with_egg(egg)))
    words = ["render", "figures", "sessions", "--format", "csv", "--jobs", "1"]
    for plugin, code in ((["--plugin", str(egg)], 0), ([], 1)):
        command = [sys.executable, "-m", "app", *words, *plugin]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == code, done.stderr
    assert "it needs the plug-in egg.py" in done.stderr


def test_the_rule_in_the_documentation_works(tmp_path: Path) -> None:
    page = (Path(__file__).parents[3] / "docs" / "surfaces.md").read_text(encoding="utf-8")
    (rule,) = [example for example in re.findall(r"```python\n(.*?)```", page, re.DOTALL) if "(Rule)" in example]
    path = tmp_path / "damped.py"
    path.write_text(rule, encoding="utf-8")
    load_plugins([str(path)])
    sphere = surfaces.get("sphere")
    lanes = [all_rules()[-1](lr=0.2, beta=0.5), Momentum(lr=0.05, beta=0.5)]
    path_of, other = simulate(sphere.gradient, lanes, start=(1.0, 2.0), steps=30).positions[:, 0]
    np.testing.assert_allclose(path_of, other, atol=1e-12)
