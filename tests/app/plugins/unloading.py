"""For tests that load plug-ins, which stay as long as the process does."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import optim_core.registry
import surfaces.registry
from app.plugins import loading


@contextmanager
def nothing_stays() -> Iterator[None]:
    """Whatever is loaded meanwhile is gone afterwards."""
    known = set(sys.modules)
    added = (patch.object(registry, "_added", []) for registry in (surfaces.registry, optim_core.registry))
    with next(added), next(added), patch.object(loading, "_loaded", {}):
        yield
    for name in set(sys.modules) - known:
        if name.startswith(loading.PREFIX):
            del sys.modules[name]
