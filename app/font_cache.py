"""Somewhere to keep what the system knows about its fonts: without it fontconfig complains on stderr, several times."""

import os
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager, suppress
from tempfile import TemporaryDirectory


@contextmanager
def font_cache(environment: MutableMapping[str, str] = os.environ) -> Iterator[None]:
    """Lend fontconfig a temporary folder, for as long as Qt runs, where the usual one cannot be written."""
    before, home = environment.get("XDG_CACHE_HOME"), environment.get("HOME")
    usual = before or (f"{home}/.cache" if home else "")
    if usual and _writable(usual):
        yield
        return
    with TemporaryDirectory(prefix="ravine-", ignore_cleanup_errors=True) as lent:
        environment["XDG_CACHE_HOME"] = lent
        try:
            yield
        finally:
            environment.pop("XDG_CACHE_HOME")
            environment.update({} if before is None else {"XDG_CACHE_HOME": before})


def _writable(folder: str) -> bool:
    """Whether fontconfig's part of the cache is there, or can be made, as fontconfig would."""
    place = f"{folder}/fontconfig"
    with suppress(OSError):
        os.makedirs(place, exist_ok=True)
    return os.access(place, os.W_OK | os.X_OK)
