"""Seeing it: the Ravine program, its window and its command line."""

__version__ = "0.1.0"
