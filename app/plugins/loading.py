"""Loading plug-ins, and knowing which of them an experiment needs.

Example:

    load_plugins(["egg.py"])         # every ClosedForm and every Rule that is defined in egg.py
    needed(["egg"], [])              # (Need("egg.py", surfaces=("egg",), rules=()),)
"""

import inspect
import sys
import traceback
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import optim_core.registry
import surfaces.registry
from app.errors import UseError
from app.plugins.trial import walk_by, walk_on
from optim_core import Rule
from surfaces import ClosedForm

PREFIX = "ravine_plugin_"
"""Before a module's name: what is called like a library must not be taken for it."""


class Need(NamedTuple):
    """A plug-in's file by its name, and the keys of what it brings."""

    file: str
    surfaces: tuple[str, ...]
    rules: tuple[str, ...]


class Plugin(NamedTuple):
    """A plug-in that is loaded."""

    path: Path
    surfaces: tuple[type[ClosedForm], ...]
    rules: tuple[type[Rule], ...]


_loaded: dict[Path, Plugin] = {}


def load_plugins(files: Iterable[str]) -> None:
    """Run these files and add what they define; one that is loaded already is left alone.

    Raises UseError, with one sentence, for a file that is not there, that fails, or that brings nothing of use.
    """
    for file in files:
        path = Path(file).resolve()
        if path not in _loaded:
            _loaded[path] = _added(path)


def loaded_files() -> tuple[str, ...]:
    """The files of all that are loaded, for another process to load them too."""
    return tuple(map(str, _loaded))


def needed(surface_keys: Sequence[str], rule_keys: Sequence[str]) -> tuple[Need, ...]:
    """Which plug-ins bring some of these surfaces and rules, and what of each."""
    needs = (
        Need(
            plugin.path.name,
            tuple(cls.key for cls in plugin.surfaces if cls.key in surface_keys),
            tuple(cls.key for cls in plugin.rules if cls.key in rule_keys),
        )
        for plugin in _loaded.values()
    )
    return tuple(need for need in needs if need.surfaces or need.rules)


def files_of(surface_keys: Sequence[str], rule_keys: Sequence[str]) -> tuple[str, ...]:
    """The files of the plug-ins that bring some of these, as they can be named on a command line."""
    names = {need.file for need in needed(surface_keys, rule_keys)}
    return tuple(str(path) for path in _loaded if path.name in names)


def check_needs(needs: Iterable[Need]) -> None:
    """Raise ValueError, with one sentence that says what to do, for the first plug-in that has not been loaded."""
    known = {cls.key for cls in surfaces.registry.all_surfaces()}, {cls.key for cls in optim_core.registry.all_rules()}
    for need in needs:
        missing = [
            key
            for keys, mine in zip((need.surfaces, need.rules), known, strict=True)
            for key in keys
            if key not in mine
        ]
        if missing:
            raise ValueError(
                f"it needs the plug-in {need.file[:80]} for {', '.join(missing)[:80]}; a plug-in is code that runs on "
                f"your machine: if you trust it, start with --plugin {need.file[:80]}"
            )


def _added(path: Path) -> Plugin:
    module = _run(path)
    mine = [cls for cls in vars(module).values() if _is_own(cls, module)]
    plugin = Plugin(
        path,
        tuple(cls for cls in mine if issubclass(cls, ClosedForm)),
        tuple(cls for cls in mine if issubclass(cls, Rule)),
    )
    if not mine:
        raise UseError(f"plug-in {path.name}: it defines no surface (a ClosedForm) and no rule (a Rule)")
    for surface in plugin.surfaces:
        with _explained(path, surface):
            walk_on(surface)
            surfaces.registry.add(surface)
    for rule in plugin.rules:
        with _explained(path, rule):
            walk_by(rule)
            optim_core.registry.add(rule)
    return plugin


def _run(path: Path) -> ModuleType:
    """The module that the file makes; its classes can be found by name, as other processes want to."""
    spec = spec_from_file_location(PREFIX + path.stem, path) if path.suffix == ".py" else None
    if spec is None or spec.loader is None:
        raise UseError(f"plug-in {path.name}: a plug-in is a Python file, whose name ends in .py")
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    try:
        spec.loader.exec_module(module)
    except FileNotFoundError as error:
        raise UseError(f"plug-in {path}: there is no such file") from error
    # Whatever code does that is not ours, sys.exit() included.
    except (Exception, SystemExit) as error:
        raise UseError(f"plug-in {path.name}{_line(path, error)}: {type(error).__name__}: {error}") from error
    return module


def _line(path: Path, error: BaseException) -> str:
    """Where in the file it happened."""
    if isinstance(error, SyntaxError) and error.lineno:
        return f", line {error.lineno}"
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if Path(frame.filename) == path]
    return f", line {lines[-1]}" if lines else ""


def _is_own(cls: object, module: ModuleType) -> bool:
    """Whether it is a surface or a rule of the module's own, and not one that it imports or only builds upon."""
    if not (isinstance(cls, type) and issubclass(cls, (ClosedForm, Rule))):
        return False
    return cls.__module__ == module.__name__ and not (inspect.isabstract(cls) and cls.__subclasses__())


@contextmanager
def _explained(path: Path, cls: type) -> Iterator[None]:
    """Say in one sentence what is wrong with a class of a plug-in."""
    try:
        if missing := sorted(vars(cls).get("__abstractmethods__", ())):
            raise ValueError(f"it lacks {', '.join(missing)}")
        yield
    except ValueError as error:
        raise UseError(f"plug-in {path.name}, {cls.__name__}: {error}") from error
    except Exception as error:
        where = f"plug-in {path.name}{_line(path, error)}, {cls.__name__}"
        raise UseError(f"{where}: {type(error).__name__}: {error}") from error
