"""A home for whoever has none: in a container a person may be a number that no list of users knows."""

import os
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from tempfile import TemporaryDirectory


@contextmanager
def home() -> Iterator[None]:
    """Lend an empty folder as the home, for as long as the program runs, where the system names none."""
    if os.path.isabs(os.path.expanduser("~")):
        yield
        return
    with lent_folder("HOME"):
        yield


@contextmanager
def lent_folder(name: str, environment: MutableMapping[str, str] = os.environ) -> Iterator[None]:
    """Let a variable name a temporary folder, and what it named before in the end."""
    try:
        folder = TemporaryDirectory(prefix="ravine-", ignore_cleanup_errors=True)
    except OSError:
        # Nothing can be lent on a disk that is full: most of the program does without.
        yield
        return
    before = environment.get(name)
    with folder as lent:
        environment[name] = lent
        try:
            yield
        finally:
            environment.pop(name)
            environment.update({} if before is None else {name: before})
