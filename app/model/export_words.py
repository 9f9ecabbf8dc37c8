"""What will come out of an export, and how far it is, in words."""

from app.model.export_choices import LINES, ExportChoices, Preset, Size
from app.model.formats import Kind
from app.model.numbers import number_text
from app.model.paper import Unit
from app.model.scene import Scene

GOOD_FOR: dict[str, str] = {
    ".png": "Pixels, for slides, web pages and mail. Opening it brings the experiment back.",
    ".svg": "Lines, for the web and for drawing. Opening it brings the experiment back.",
    ".pdf": "Lines, for LaTeX and print. Opening it brings the experiment back.",
    ".gif": "Plays wherever a picture can be shown. Up to 256 colours.",
    ".apng": "Plays in every browser, each pixel exact. Larger than the others.",
    ".webp": "Plays in every browser, in all colours, and small.",
    ".mp4": "Video for talks and slides, the smallest of all.",
    ".csv": "A table with a row a step, for spreadsheets and R.",
    ".npz": "Arrays in full precision, for NumPy.",
    ".json": "Numbers with names and settings, for any language.",
}
UNITS = ("bytes", "kB", "MB", "GB")


def side_text(side: float) -> str:
    """A side as it is written between “×”: 1280, 85, 63.5."""
    return f"{side:.1f}".removesuffix(".0")


def size_text(size: Size) -> str:
    """Both sides: 1280 × 800 px."""
    return f"{side_text(size.width)} × {side_text(size.height)} {size.unit}"


def preset_text(preset: Preset) -> str:
    """An entry among the sizes; of a journal only the width matters."""
    sides = f"{side_text(preset.size.width)} mm wide" if preset.size.unit is Unit.MM else size_text(preset.size)
    return f"{preset.title} · {sides}"


def duration_text(seconds: float) -> str:
    """A duration: 0.25 s, 6.0 s, 2:05 min."""
    if round(seconds, 1) < 60:
        return f"{seconds:.{2 if seconds < 1 else 1}f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02} min"


def outcome_text(choices: ExportChoices, scene: Scene) -> str:
    """What comes out: 1280 × 800 px · 339 × 212 mm at 96 dpi."""
    match choices.format.kind:
        case Kind.FIGURE:
            return _sheet_text(choices)
        case Kind.ANIMATION:
            motion = choices.motion
            moving = f"{motion.frames:,} frames · {duration_text(motion.seconds)} at {number_text(motion.fps)} fps"
            return f"{_pixels_text(choices)} · {moving}"
        case _:
            return data_text(scene)


def data_text(scene: Scene) -> str:
    """How much there is of a run: 3 lanes · 1,000 steps · 20 seeds."""
    experiment = scene.experiment
    counted = ((len(scene.runs), "lane"), (experiment.steps, "step"), (experiment.seeds, "seed"))
    return " · ".join(f"{number:,} {word}{'' if number == 1 else 's'}" for number, word in counted)


def _sheet_text(choices: ExportChoices) -> str:
    across, up = (f"{side:.0f}" for side in choices.paper().millimetres)
    if choices.suffix in LINES:
        return f"{across} × {up} mm · sharp at any size"
    return f"{_pixels_text(choices)} · {across} × {up} mm at {number_text(choices.size.dpi)} dpi"


def _pixels_text(choices: ExportChoices) -> str:
    across, up = choices.paper().pixels
    return f"{across} × {up} px"


def bytes_text(count: int) -> str:
    """How large a file is: 412 kB."""
    size, unit = float(count), 0
    while size >= 999.5 and unit < len(UNITS) - 1:
        size, unit = size / 1000, unit + 1
    return f"{size:.0f} {UNITS[unit]}" if size >= 10 or unit == 0 else f"{size:.1f} {UNITS[unit]}"


def shape_text(shape: tuple[int, ...]) -> str:
    """An array's axes: 3 × 1 × 1,001 × 2; of a single number nothing."""
    return " × ".join(f"{length:,}" for length in shape)
