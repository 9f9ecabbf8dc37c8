"""The program's own application, shared with the tests of the window."""

import pytest

from tests.app.gui.conftest import OFFSCREEN_CANNOT, qapp

__all__ = ["qapp"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent.name == "endurance":
            item.add_marker(pytest.mark.qt_log_ignore(OFFSCREEN_CANNOT))
