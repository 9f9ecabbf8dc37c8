"""What `--help` prints."""

from collections.abc import Iterable

from app.command.options import EXPERIMENT_OPTIONS, RENDER_OPTIONS, Option

COMMANDS = {
    "render": "write the figure of an experiment to a .png, .svg or .pdf file; needs no display",
    "list": "show the surfaces or the rules with their parameters",
    "doctor": "look whether everything that Ravine needs is there and works",
}

_EXAMPLE = """ravine render valley.svg --surface rosenbrock:b=50 --steps 500 --theme dark
      --lane sgd --lane momentum:beta=0.95 --lane nesterov:lr=5e-4,name=Careful"""


def program_help() -> str:
    """`ravine --help`."""
    return "\n".join(
        [
            "Ravine, a laboratory for the way optimizers move.",
            "",
            "  ravine [OPTION…]              open the window",
            "  ravine render FILE [OPTION…]  " + COMMANDS["render"],
            "  ravine list surfaces|rules    " + COMMANDS["list"],
            "  ravine doctor                 " + COMMANDS["doctor"],
            "  ravine --version | --help",
            "",
            "The experiment, for the window and for render:",
            *_table(EXPERIMENT_OPTIONS),
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
        return f"ravine list surfaces|rules\n\n{_sentence(command)}"
    if command == "doctor":
        return f"ravine doctor\n\n{_sentence(command)} Exit code 1 if something is wrong."
    options = _table((*RENDER_OPTIONS, *EXPERIMENT_OPTIONS))
    return "\n".join(
        ["ravine render FILE [OPTION…]", "", _sentence(command), "", *options, "", f"Example:\n  {_EXAMPLE}"]
    )


def _sentence(command: str) -> str:
    text = COMMANDS[command]
    return f"{text[0].upper()}{text[1:]}."


def _table(options: Iterable[Option]) -> list[str]:
    return [f"  {f'{option.name} {option.form}':31} {option.help}" for option in options]
