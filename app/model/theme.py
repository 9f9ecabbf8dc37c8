"""Colours and line patterns, dark and light for the screen and one for print; names are what a colour is for."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Theme:
    """All colours as #rrggbb. `lanes` and `dashes` have an entry for each of the eight lanes.

    Dashes are in line widths: on, off, …

    Of the colours of maps, `verdicts` has one for each of `optim_core.diagnosis.Verdict`, in its order; `minima` are
    for a surface's minima, in theirs; `sequence` leads from the lowest (best) number to the highest; `never` is for
    runs without a number; `difference` leads from where the first of two is better to where the second is, and
    `apart` are for where only the first has a number, only the second, both did different things, or neither has one.
    """

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
    verdicts: tuple[str, ...]
    minima: tuple[str, ...]
    sequence: tuple[str, ...]
    never: str
    difference: tuple[str, str, str]
    apart: tuple[str, str, str, str]
    dashes: tuple[tuple[float, ...], ...]


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
"""The first two lanes differ most in colour and stay whole."""
GREY_DASHES: tuple[tuple[float, ...], ...] = (
    (),
    (6.0, 2.0),
    (1.3, 1.6),
    (8.0, 2.2, 1.3, 2.2),
    (10.0, 4.5),
    (6.0, 1.8, 1.3, 1.8, 1.3, 1.8),
    (2.8, 2.8),
    (8.0, 2.0, 3.0, 2.0),
)
"""No two alike, for paper without colour."""
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
    verdicts=(
        "#4dbd9e",
        "#2771ae",
        "#334769",
        "#ddc261",
        "#cd8839",
        "#987ed2",
        "#666c75",
        "#39927d",
        "#83412f",
        "#3b2227",
    ),
    minima=("#89c1ff", "#ce933c", "#4dbf97", "#b781cd", "#6b59ab", "#ddd16b", "#7cf2e2", "#904f16", "#818181"),
    sequence=("#f3f6c3", "#a6dba0", "#45ab9f", "#2b7f9d", "#2b4f86"),
    never="#343b45",
    difference=("#6db4f2", "#20262e", "#eea14b"),
    apart=("#bfe0ff", "#ffd9a8", "#987ed2", "#454d58"),
    dashes=DASHES,
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
    verdicts=(
        "#17695f",
        "#5a91d8",
        "#a9c1df",
        "#fff79b",
        "#ebb85d",
        "#8662a7",
        "#7e888f",
        "#72b9a3",
        "#cb8c61",
        "#ecd0c8",
    ),
    minima=("#80acf8", "#c8923a", "#188363", "#ac7ab7", "#5c5aa7", "#c9c55c", "#46afa4", "#893b05", "#4a545e"),
    sequence=("#14235c", "#23609b", "#3d97b5", "#8fc4c0"),
    never="#f1f3f5",
    difference=("#2f6fb3", "#f7f7f4", "#c06a1a"),
    apart=("#163f70", "#7a3d06", "#8662a7", "#cbd0d7"),
    dashes=DASHES,
)
PRINT = replace(
    LIGHT,
    name="print",
    ground="#ffffff",
    raised="#f2f2f2",
    line="#d4d4d4",
    text="#000000",
    quiet="#444444",
    accent="#1f4e9c",
    good="#126847",
    warning="#8a5200",
    map_high="#d0d0d0",
    contour="#000000",
    lanes=("#b34700", "#00528a", "#9c3a78", "#006b4f", "#6e5600", "#1a74ad", "#4b2fa8", "#000000"),
    dashes=GREY_DASHES,
)
"""Black on white, maps as in light; a surface of greys that survives a printer without colour, under dark lines."""
WINDOW_THEMES = (DARK, LIGHT)
THEMES: dict[str, Theme] = {theme.name: theme for theme in (*WINDOW_THEMES, PRINT)}
"""All that a figure can have."""
