"""Which peers are here; those that are not are skipped with a line."""

from importlib import import_module
from importlib.util import find_spec


def missing(*packages):
    """A sentence for each package that is not installed."""
    return [f"{package} is not installed: its rows are skipped" for package in packages if find_spec(package) is None]


def calls_of(kind, *packages):
    """What the peers' modules offer of that kind, by name: functions that do the whole work once."""
    calls = {}
    for package in packages:
        if not missing(package):
            calls |= getattr(import_module(f"tests.benchmarks.{package}_peer"), kind)()
    return calls
