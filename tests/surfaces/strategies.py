"""Surfaces for the contract tests: by default values, by the ends of their ranges, and drawn by Hypothesis."""

from dataclasses import fields

from hypothesis import strategies as st

import surfaces

DEFAULTS = tuple(cls() for cls in surfaces.SURFACES)


def parameters(cls):
    """(name, metadata) of every parameter of a surface class."""
    return tuple((declared.name, declared.metadata) for declared in fields(cls))


def soft(cls):
    """Any surface of that class within its sliders' ranges."""
    return st.builds(cls, **{name: st.floats(*meta["soft"]) for name, meta in parameters(cls)})


def ends(cls, kind):
    """The default, and each parameter at either end of its "soft" or "legal" range."""
    return (cls(), *(cls(**{name: end}) for name, meta in parameters(cls) for end in meta[kind]))


def label(value):
    """A name for a parametrized test."""
    return value.key
