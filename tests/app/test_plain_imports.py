"""What comes after Qt is imported by Python alone."""

import subprocess
import sys

READS_SOURCES = """
import linecache
import app.gui.application, app.gui.window
own = [name for name in linecache.cache if "gui" in name]
print(len(own))
"""


def printed(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.strip()


def test_no_source_is_read_to_look_for_features() -> None:
    assert printed(READS_SOURCES) == "0"


def test_qt_alone_reads_them() -> None:
    """Once this fails, what `app.plain_imports` does about it can go."""
    assert int(printed("import PySide6, linecache, csv\nprint(len([n for n in linecache.cache if 'csv' in n]))")) == 1


def test_all_of_a_module_of_qt_can_still_be_imported_at_once() -> None:
    code = "import app.plain_imports\nfrom PySide6.QtGui import *\nprint(QPainterPath().isEmpty())"
    assert printed(code) == "True"
