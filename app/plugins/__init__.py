"""Surfaces and rules of one's own: a Python file whose classes join the built-in ones.

A plug-in is code. It is run when it is loaded, with all that its user may do, and it is loaded only where somebody
names its file: `ravine --plugin FILE.py`. A session says which plug-ins it needs; it never loads one.
"""

from app.plugins.loading import (
    MissingPluginError,
    Need,
    check_needs,
    files_of,
    load_plugins,
    loaded_files,
    needed,
)

__all__ = ["MissingPluginError", "Need", "check_needs", "files_of", "load_plugins", "loaded_files", "needed"]
