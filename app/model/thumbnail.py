"""A surface as a small picture: few samples, few lines, and nothing that the large picture keeps is pushed aside."""

from inspect import unwrap

from app.model.terrain import Terrain, terrain
from surfaces import Surface

GRAIN = 2
"""Pixels a sample; lines and shades between samples are interpolated."""


def thumbnail_terrain(surface: Surface, width: int, height: int) -> Terrain:
    """The terrain of a surface's own view for a picture of that many pixels."""
    # Undecorated: the cache is for what a hand drags, and a catalogue of pictures would empty it.
    small: Terrain = unwrap(terrain)(surface, surface.view, width // GRAIN + 1, height // GRAIN + 1)
    return small
