"""What all tests share: Qt without a display, settings of their own, and no deadline on slow machines."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

# Before anything imports Qt: the tests are the same with a display and without one.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

# Every run draws the same examples, so that a test that was green stays green; to look for new ones:
# ./run test --hypothesis-profile=explore
settings.register_profile("ravine", deadline=None, print_blob=True, derandomize=True)
settings.register_profile("explore", deadline=None, print_blob=True, max_examples=1000)
settings.load_profile("ravine")


@pytest.fixture(autouse=True)
def _own_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that a test remembers reaches the person who runs it, or the next test."""
    for what in ("config", "state"):
        folder: Path = tmp_path_factory.mktemp(what)
        monkeypatch.setenv(f"XDG_{what.upper()}_HOME", str(folder))
