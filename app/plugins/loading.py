"""Loading plug-ins, and knowing which of them an experiment needs.

Example:

    load_plugins(["egg.py"])         # every ClosedForm and every Rule that is defined in egg.py
    needed(["egg"], [])              # (Need("egg.py", surfaces=("egg",), rules=()),)
"""

import inspect
import re
import sys
import traceback
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from shlex import quote
from types import ModuleType
from typing import NamedTuple

import optim_core.registry
import surfaces.registry
from app.errors import UseError, on_a_line
from app.plugins.trial import walk_by, walk_on
from optim_core import Rule
from surfaces import ClosedForm

PREFIX = "ravine_plugin_"
"""Before a module's name: what is called like a library must not be taken for it."""
_SHOWN = 80
"""Letters of what a session says of a plug-in, which anybody may have written."""


class MissingPluginError(ValueError):
    """A plug-in is needed that has not been loaded."""


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
    return tuple(_needs(surface_keys, rule_keys).values())


def files_of(surface_keys: Sequence[str], rule_keys: Sequence[str]) -> tuple[str, ...]:
    """The files of the plug-ins that bring some of these, as they can be named on a command line."""
    return tuple(map(str, _needs(surface_keys, rule_keys)))


def _needs(surface_keys: Sequence[str], rule_keys: Sequence[str]) -> dict[Path, Need]:
    needs = {
        path: Need(
            path.name,
            tuple(cls.key for cls in plugin.surfaces if cls.key in surface_keys),
            tuple(cls.key for cls in plugin.rules if cls.key in rule_keys),
        )
        for path, plugin in _loaded.items()
    }
    return {path: need for path, need in needs.items() if need.surfaces or need.rules}


def check_needs(needs: Iterable[Need]) -> None:
    """Raise MissingPluginError, with one sentence that says what to do, for the first that has not been loaded."""
    known = {cls.key for cls in surfaces.registry.all_surfaces()}, {cls.key for cls in optim_core.registry.all_rules()}
    for need in needs:
        missing = [
            key
            for keys, mine in zip((need.surfaces, need.rules), known, strict=True)
            for key in keys
            if key not in mine
        ]
        if missing:
            file = on_a_line(need.file, _SHOWN)
            raise MissingPluginError(
                f"it needs the plug-in {file} for {on_a_line(', '.join(missing), _SHOWN)}; a plug-in is code that runs "
                f"on your machine: if you trust it, start with --plugin {quote(file)}"
            )


def _added(path: Path) -> Plugin:
    module = _run(path)
    # A class may have two names.
    mine = dict.fromkeys(cls for cls in vars(module).values() if _is_own(cls, module))
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
    """The module that the file makes; its classes can be found by name, as other processes want to.

    They load the same files in the same order, whose number tells files of one name apart.
    """
    name = f"{PREFIX}{len(_loaded)}_{path.stem}"
    spec = spec_from_file_location(name, path) if path.suffix == ".py" else None
    if spec is None or spec.loader is None:
        raise UseError(f"plug-in {path.name}: a plug-in is a Python file, whose name ends in .py")
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    # Runs that diverge leave the numbers, which is told where it belongs, and not on the terminal.
    warnings.filterwarnings("ignore", category=RuntimeWarning, module=re.escape(spec.name))
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
