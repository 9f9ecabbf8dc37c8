"""What `--help` prints."""

from collections.abc import Iterable

from app.command.options import EXPERIMENT_OPTIONS, LANE_SETTINGS, LISTS, RENDER_OPTIONS, WINDOW_OPTIONS, Option

COMMANDS = {
    "render": "write a figure as .png, .svg or .pdf; needs no display",
    "list": "show what there is to choose from, with all parameters",
    "doctor": "look whether everything that Ravine needs is there and works",
}

_LISTS = f"ravine list {'|'.join(LISTS)}"
_USAGE = (
    ("ravine [OPTION…]", "open the window"),
    ("ravine render FILE [OPTION…]", COMMANDS["render"]),
    (_LISTS, COMMANDS["list"]),
    ("ravine doctor", COMMANDS["doctor"]),
    ("ravine --version | --help", "say which version this is, or this text"),
)
_EXAMPLE = """ravine render valley.svg --surface rosenbrock:b=50 --steps 500 --theme dark --lane sgd
      --lane momentum:beta=0.95,convention=inside,restarts=200+400
      --lane nesterov:lr=5e-4,name=Careful,schedule=warmup:length=50+cosine:period=450"""


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
