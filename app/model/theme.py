"""Colours and line patterns, light and dark; names are what a colour is for."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Theme:
    """All colours as #rrggbb. `lanes` and `dashes` have an entry for each of the eight lanes."""

    name: str
    ground: str
    panel: str
    raised: str
    line: str
    text: str
    quiet: str
    accent: str
    on_accent: str
    good: str
    warning: str
    map_low: str
    map_high: str
    contour: str
    halo: str
    lanes: tuple[str, ...]


DARK = Theme(
    name="dark",
    ground="#14181d",
    panel="#191e25",
    raised="#222933",
    line="#2a313b",
    text="#e7eaee",
    quiet="#97a2af",
    accent="#7db2ee",
    on_accent="#10151b",
    good="#5cc29a",
    warning="#e6b450",
    map_low="#10151b",
    map_high="#465f78",
    contour="#dfe6ee",
    halo="#10151b",
    lanes=("#e69f00", "#56b4e9", "#cc79a7", "#1fc397", "#f0e442", "#ff7a3c", "#9d8df1", "#f4f4f4"),
)
LIGHT = Theme(
    name="light",
    ground="#f4f6f8",
    panel="#ffffff",
    raised="#eef1f5",
    line="#dde3e9",
    text="#1b1f24",
    quiet="#5b6572",
    accent="#2463c4",
    on_accent="#ffffff",
    good="#1a8a5f",
    warning="#a86400",
    map_low="#ffffff",
    map_high="#b6c5d4",
    contour="#2b3a4a",
    halo="#ffffff",
    lanes=("#d55e00", "#0072b2", "#cc79a7", "#009e73", "#a07d00", "#3fa2dc", "#6a4fc4", "#1b1f24"),
)
THEMES: dict[str, Theme] = {theme.name: theme for theme in (DARK, LIGHT)}

DASHES: tuple[tuple[float, ...], ...] = (
    (),
    (),
    (7.0, 4.0),
    (2.0, 2.5),
    (9.0, 3.0, 2.0, 3.0),
    (12.0, 3.0),
    (4.0, 2.0),
    (5.0, 2.0, 1.5, 2.0, 1.5, 2.0),
)
"""Line patterns by colour, in line widths: on, off, … The first two lanes differ most in colour and stay whole."""
