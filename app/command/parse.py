"""From the words after `ravine` to one plain value that says what is wanted.

Example:

    parse(["render", "out.png", "--start", "-1.2,1"])      # Render(target=Path("out.png"), …)

What reads experiments is imported only where one is wanted, so that `--help` and most mistakes are answered at once.
"""

from collections.abc import Sequence

from app import __version__
from app.command.commands import Command, Doctor, OpenWindow, Print, Render, Sweep
from app.command.help import COMMANDS, command_help, program_help
from app.command.nearest import hint, shown
from app.command.options import EXPERIMENT_OPTIONS, LISTS, RENDER_OPTIONS, SWEEP_OPTIONS, WINDOW_OPTIONS
from app.command.words import Given, split
from app.errors import UseError


def parse(words: Sequence[str]) -> Command:
    """What these words ask for. Raises UseError with one sentence if they make no sense."""
    command = words[0] if words and words[0] in COMMANDS else ""
    before_plain = words[: words.index("--")] if "--" in words else words
    if "--help" in before_plain or "-h" in before_plain:
        return Print(command_help(command) if command else program_help())
    match command:
        case "render":
            return _render(split(words[1:], (*EXPERIMENT_OPTIONS, *RENDER_OPTIONS)))
        case "sweep":
            return _sweep(split(words[1:], SWEEP_OPTIONS))
        case "list":
            return _list(split(words[1:], ()).plain)
        case "doctor":
            return _doctor(split(words[1:], ()).plain)
    return Print(f"ravine {__version__}") if list(words) == ["--version"] else _window(words)


def _render(given: Given) -> Render:
    from app.command.figure import read_size, read_target, read_theme

    target, size, theme = read_target(given), read_size(given.one("--size")), read_theme(given.one("--theme"))
    from app.command.experiment import read_experiment
    from app.command.view import read_view

    experiment = read_experiment(given)
    return Render(target, experiment, size, theme, read_view(given, experiment))


def _sweep(given: Given) -> Sweep:
    from app.command.sweep import read_sweep

    return read_sweep(given)


def _list(plain: tuple[str, ...]) -> Print:
    if len(plain) != 1:
        raise UseError(f"list takes one word: {', '.join(LISTS[:-1])} or {LISTS[-1]}")
    if plain[0] not in LISTS:
        raise UseError(f"there is no list of {shown(plain[0])}{hint(plain[0], LISTS)}")
    from app.command.listing import LISTINGS

    return Print(LISTINGS[plain[0]]())


def _doctor(plain: tuple[str, ...]) -> Doctor:
    if plain:
        raise UseError(f"doctor takes no words; what is {shown(plain[0])}?")
    return Doctor()


def _window(words: Sequence[str]) -> OpenWindow:
    given = split(words, (*EXPERIMENT_OPTIONS, *WINDOW_OPTIONS, *RENDER_OPTIONS))
    for word in given.plain:
        if word in COMMANDS:
            raise UseError(f"the command comes first: ravine {word} …")
        raise UseError(f"unknown command {shown(word)}{hint(word, COMMANDS)}")
    for option in RENDER_OPTIONS:
        if option.name in given.values:
            raise UseError(f"{option.name} belongs to render: ravine render FILE {option.name} {option.form}")
    from app.command.experiment import read_experiment

    return OpenWindow(read_experiment(given), given.one("--lesson"))
