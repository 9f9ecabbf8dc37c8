"""Importing it imports Qt, and lets `import` be Python's again for all that comes after.

PySide6 puts itself in its place, and reads the source of every module that is imported from then on, in case it wants
`from __feature__ import …`: a tenth of the whole start, and no module here does. It keeps the import that it found.
"""

import builtins

import PySide6  # noqa: F401

builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
