"""What all tests share: Qt without a display, settings of their own, and no deadline on slow machines."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

import app.plain_imports  # noqa: F401 (pytest-qt has Qt already: what comes now is imported as in the program)

# Before there is an application: the tests are the same with a display and without one.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

# Every run draws the same examples, so that a test that was green stays green; to look for new ones:
# ./run test --hypothesis-profile=explore
settings.register_profile("ravine", deadline=None, print_blob=True, derandomize=True, max_examples=50)
settings.register_profile("explore", deadline=None, print_blob=True, max_examples=1000)
settings.load_profile("ravine")


@pytest.fixture(scope="session")
def _unused(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Folders in which no test has kept anything yet: few tests do, and to make two for each is seconds in all."""
    return {what: tmp_path_factory.mktemp(what) for what in ("config", "state")}


@pytest.fixture(autouse=True)
def _own_settings(
    _unused: dict[str, Path], tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Nothing that a test remembers reaches the person who runs it, or the next test."""
    for what, folder in _unused.items():
        monkeypatch.setenv(f"XDG_{what.upper()}_HOME", str(folder))
    yield
    for what, folder in _unused.items():
        if not folder.is_dir() or any(folder.iterdir()):
            _unused[what] = tmp_path_factory.mktemp(what)


def pytest_collection_finish() -> None:
    """Thousands of tests live as long as the run: no collection need look through them again."""
    gc.collect()
    gc.freeze()
