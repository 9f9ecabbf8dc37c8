"""Somewhere to keep what the system knows about its fonts: without it fontconfig complains on stderr, several times."""

import os
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager, suppress

from app.home import lent_folder


@contextmanager
def font_cache(environment: MutableMapping[str, str] = os.environ) -> Iterator[None]:
    """Lend fontconfig a temporary folder, for as long as Qt runs, where the usual one cannot be written."""
    before, home = environment.get("XDG_CACHE_HOME"), environment.get("HOME")
    usual = before or (f"{home}/.cache" if home else "")
    if usual and _writable(usual):
        yield
        return
    with lent_folder("XDG_CACHE_HOME", environment):
        yield


def _writable(folder: str) -> bool:
    """Whether fontconfig's part of the cache is there, or can be made, as fontconfig would."""
    place = f"{folder}/fontconfig"
    with suppress(OSError):
        os.makedirs(place, exist_ok=True)
    return os.access(place, os.W_OK | os.X_OK)
