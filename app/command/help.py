"""What `--help` prints."""

from collections.abc import Iterable

from app.command.options import (
    EXPERIMENT_OPTIONS,
    LANE_SETTINGS,
    LISTS,
    RENDER_OPTIONS,
    SWEEP_OPTIONS,
    WINDOW_OPTIONS,
    Option,
)

COMMANDS = {
    "render": "write a figure as .png, .svg or .pdf; needs no display",
    "sweep": "run a whole grid of settings into one .npz or .csv file",
    "list": "show what there is to choose from, with all parameters",
    "doctor": "look whether everything that Ravine needs is there and works",
}

_LISTS = f"ravine list {'|'.join(LISTS)}"
_USAGE = (
    ("ravine [OPTION…]", "open the window"),
    ("ravine render FILE [OPTION…]", COMMANDS["render"]),
    ("ravine sweep FILE [OPTION…]", COMMANDS["sweep"]),
    (_LISTS, COMMANDS["list"]),
    ("ravine doctor", COMMANDS["doctor"]),
    ("ravine --version | --help", "say which version this is, or this text"),
)
_EXAMPLE = """ravine render valley.svg --surface rosenbrock:b=50 --steps 500 --theme dark --lane sgd
      --lane momentum:beta=0.95,convention=inside,restarts=200+400
      --lane nesterov:lr=5e-4,name=Careful,schedule=warmup:length=50+cosine:period=450"""

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
            "The experiment, for the window and for render:",
            *_table(EXPERIMENT_OPTIONS),
            "",
            *_lane_settings(),
            "",
            "For the window:",
            *_table(WINDOW_OPTIONS),
            "",
            "For render:",
            *_table(RENDER_OPTIONS),
            "",
            f"Example:\n  {_EXAMPLE}",
        ]
    )


def command_help(command: str) -> str:
    """`ravine render --help` and the others."""
    if command == "list":
        return f"{_LISTS}\n\n{_sentence(command)}"
    if command == "sweep":
        return _sweep_help()
    if command == "doctor":
        return f"ravine doctor\n\n{_sentence(command)} Exit code 1 if something is wrong."
    options = _table((*RENDER_OPTIONS, *EXPERIMENT_OPTIONS))
    return "\n".join(
        [
            "ravine render FILE [OPTION…]",
            "",
            _sentence(command),
            "",
            *options,
            "",
            *_lane_settings(),
            "",
            f"Example:\n  {_EXAMPLE}",
        ]
    )


def _sweep_help() -> str:
    return "\n".join(
        ["ravine sweep FILE [OPTION…]", "", _sentence("sweep"), "", *_table(SWEEP_OPTIONS), "", _SWEEP_NOTES]
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
