"""What `--help` prints."""

from collections.abc import Iterable

from app.command.options import (
    ANIMATION_OPTIONS,
    EXPERIMENT_OPTIONS,
    FIGURE_OPTIONS,
    LANE_SETTINGS,
    LISTS,
    OUTPUT_OPTIONS,
    PICTURE_OPTIONS,
    PLUGIN_OPTION,
    RENDER_OPTIONS,
    SWEEP_OPTIONS,
    WINDOW_OPTIONS,
    Option,
)
from app.model.formats import Kind, suffixes

COMMANDS = {
    "render": "write a figure, animation, data or session; needs no display",
    "sweep": "run a whole grid of settings into one .npz or .csv file",
    "list": "show what there is to choose from, with all parameters",
    "doctor": "look whether everything that Ravine needs is there and works",
}

_LISTS = f"ravine list {'|'.join(LISTS)}"
_USAGE = (
    ("ravine [SOURCE] [OPTION…]", "open the window, on SOURCE if there is one"),
    ("ravine render OUT [SOURCE] [OPTION…]", COMMANDS["render"]),
    ("ravine sweep FILE [OPTION…]", COMMANDS["sweep"]),
    (_LISTS, COMMANDS["list"]),
    ("ravine doctor", COMMANDS["doctor"]),
    ("ravine --version | --help", "say which version this is, or this text"),
)
_RENDER_USAGE = (
    ("ravine render OUT [SOURCE] [OPTION…]", "write one file"),
    ("ravine render - [SOURCE] [OPTION…]", "write data to standard output"),
    ("ravine render OUTFOLDER FOLDER --format FORMAT", "write a file for every source in a folder"),
)
_SOURCE = """SOURCE is a session (.ravine), a figure that carries one (.png, .svg, .pdf), or the text of
"copy experiment" (ravine:…). Options change what it says: --lane, --steer and --move replace all
lanes, steered values and moves that it has."""
_KINDS = {
    Kind.FIGURE: ", which carries the experiment and can be opened again",
    Kind.ANIMATION: " of the path (.mp4 needs ffmpeg; see ravine doctor)",
    Kind.DATA: ": every step of every lane and seed, with units and parameters",
    Kind.SESSION: ": the experiment alone, to be opened again",
}
_EXAMPLES = """Examples:
  ravine render valley.svg --surface rosenbrock:b=50 --steps 500 --theme dark --lane sgd
      --lane momentum:beta=0.95,convention=inside,restarts=200+400
      --lane nesterov:lr=5e-4,name=Careful,schedule=warmup:length=50+cosine:period=450
  ravine render column.pdf valley.svg --size 85x64mm --theme print --show caption+legend
  ravine render valley.mp4 valley.svg --lr 2e-3 --frames 300 --fps 30
  ravine render - valley.svg | head
  ravine render figures sessions --format png --jobs 2"""

_SWEEP_NOTES = """VALUES are numbers and ranges, joined by +; a comma joins those of --lr and --beta too. A range is
LOW..HIGH/COUNT, with both ends among its values, spaced as the sliders of that parameter are: lr by
equal ratios, β by 1 − β. Another spacing may follow: linear, log, one-minus or from-zero.
  1e-5..1/64    0+0.9..0.999/32    1..1000/4log

All values are run with all others. A rule may have all settings of a lane that say how it runs:
weight_decay, convention, schedule, restarts, …; see ravine list rules and ravine render --help.

Ctrl+C stops it; the same command goes on from there. The file is the same to the bit whatever
stopped it and whoever computed it.

Example:
  ravine sweep map.npz --rule momentum --lr 1e-5..0.1/256 --beta 0..0.999/256 --steps 500
  ravine sweep seeds.csv --surface rosenbrock:b=1..1000/4 --surface ravine:condition=10+100
      --rule sgd --rule momentum:convention=inside --lr 1e-4..1e-2/16 --noise 0.5 --seeds 100"""


def program_help() -> str:
    """`ravine --help`."""
    return "\n".join(
        [
            "Ravine, a laboratory for the way optimizers move.",
            "",
            *_rows(_USAGE, len(_LISTS)),
            "",
            _SOURCE,
            "",
            "The experiment, for the window and for render:",
            *_table((*EXPERIMENT_OPTIONS, PLUGIN_OPTION)),
            "",
            *_lane_settings(),
            "",
            "For the window:",
            *_table(WINDOW_OPTIONS),
            "",
            *_render_options(),
            "",
            _EXAMPLES,
        ]
    )


def command_help(command: str) -> str:
    """`ravine render --help` and the others."""
    match command:
        case "render":
            return _render_help()
        case "sweep":
            return _sweep_help()
        case "list":
            return f"{_LISTS}\n\n{_sentence(command)}"
    return f"ravine doctor\n\n{_sentence(command)} Exit code 1 if something is wrong."


def _render_help() -> str:
    return "\n".join(
        [
            *_rows(_RENDER_USAGE, max(len(usage) for usage, _ in _RENDER_USAGE)),
            "",
            "The suffix of OUT says what is written:",
            *_kinds(),
            "",
            f"{_SOURCE} What is shown is what was looked at last, unless\n--view, --step or --rectangle say otherwise.",
            "",
            *_render_options(),
            "",
            "The experiment:",
            *_table((*EXPERIMENT_OPTIONS, PLUGIN_OPTION)),
            "",
            *_lane_settings(),
            "",
            _EXAMPLES,
        ]
    )


def _kinds() -> list[str]:
    rows = [(", ".join(suffixes(kind)), f"{kind.value}{says}") for kind, says in _KINDS.items()]
    return _rows(rows, _COLUMN)


def _render_options() -> list[str]:
    return [
        "Figures and animations:",
        *_table(PICTURE_OPTIONS),
        "",
        "Figures:",
        *_table(FIGURE_OPTIONS),
        "",
        "Animations:",
        *_table(ANIMATION_OPTIONS),
        "",
        "Standard output and folders:",
        *_table(OUTPUT_OPTIONS),
    ]


def _sweep_help() -> str:
    return "\n".join(
        [
            "ravine sweep FILE [OPTION…]",
            "",
            _sentence("sweep"),
            "",
            *_table((*SWEEP_OPTIONS, PLUGIN_OPTION)),
            "",
            _SWEEP_NOTES,
        ]
    )


def _lane_settings() -> list[str]:
    intro = "A lane's settings, beside those that ravine list rules shows; for PART see ravine list schedules:"
    return [intro, *_rows([(f"{setting.name}={setting.form}", setting.help) for setting in LANE_SETTINGS], _COLUMN)]


def _sentence(command: str) -> str:
    text = COMMANDS[command]
    return f"{text[0].upper()}{text[1:]}."


def _table(options: Iterable[Option]) -> list[str]:
    return _rows([(f"{option.name} {option.form}", option.help) for option in options], _COLUMN)


def _rows(rows: Iterable[tuple[str, str]], width: int) -> list[str]:
    return [f"  {left:{width}}  {right}" for left, right in rows]


_COLUMN = max(len(o.name) + 1 + len(o.form) for o in (*EXPERIMENT_OPTIONS, *LANE_SETTINGS, *RENDER_OPTIONS))
"""The options of all tables stand one above the other."""
