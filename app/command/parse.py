"""From the words after `ravine` to one plain value that says what is wanted.

Example:

    parse(["render", "out.png", "--start", "-1.2,1"])      # Render(target=Path("out.png"), …)

What reads experiments is imported only where one is wanted, so that `--help` and most mistakes are answered at once.
"""

import os
import re
from collections.abc import Sequence
from pathlib import Path

from app import __version__
from app.command.commands import Command, Doctor, OpenWindow, Print, Render, RenderMany, Sweep
from app.command.help import COMMANDS, command_help, program_help
from app.command.nearest import hint, shown
from app.command.options import EXPERIMENT_OPTIONS, LISTS, PLUGIN_OPTION, RENDER_OPTIONS, SWEEP_OPTIONS, WINDOW_OPTIONS
from app.command.target import read_target
from app.command.words import Given, split
from app.errors import UseError, either

_LIKE_A_SOURCE = re.compile(r"[./\\]|^\s*ravine:")
"""A path, or a share string; any other word must be a file that is there, or it is a command that nobody knows."""


def parse(words: Sequence[str]) -> Command:
    """What these words ask for. Raises UseError with one sentence if they make no sense."""
    command = words[0] if words and words[0] in COMMANDS else ""
    before_plain = words[: words.index("--")] if "--" in words else words
    if "--help" in before_plain or "-h" in before_plain:
        return Print(command_help(command) if command else program_help())
    if "--version" in before_plain:
        return Print(f"ravine {__version__}")
    match command:
        case "render":
            return _render(split(words[1:], (PLUGIN_OPTION, *EXPERIMENT_OPTIONS, *RENDER_OPTIONS)))
        case "sweep":
            return _sweep(split(words[1:], (PLUGIN_OPTION, *SWEEP_OPTIONS)))
        case "list":
            return _list(split(words[1:], (PLUGIN_OPTION,)))
        case "doctor":
            return _doctor(split(words[1:], ()).plain)
    return _window(words)


def _render(given: Given) -> Render | RenderMany:
    target = read_target(given)
    _load_plugins(given)
    from app.command.render import read_render

    return read_render(given, target)


def _sweep(given: Given) -> Sweep:
    _load_plugins(given)
    from app.command.sweep import read_sweep

    return read_sweep(given)


def _load_plugins(given: Given) -> None:
    """Run the code that was asked for; without any, nothing need be imported."""
    if files := given.many(PLUGIN_OPTION.name):
        from app.plugins import load_plugins

        load_plugins(files)


def _list(given: Given) -> Print:
    plain = given.plain
    if len(plain) != 1:
        raise UseError(f"list takes one word: {either(LISTS)}")
    if plain[0] not in LISTS:
        raise UseError(f"there is no list of {shown(plain[0])}{hint(plain[0], LISTS)}")
    _load_plugins(given)
    from app.command.listing import LISTINGS

    return Print(LISTINGS[plain[0]]())


def _doctor(plain: tuple[str, ...]) -> Doctor:
    if plain:
        raise UseError(f"doctor takes no words; what is {shown(plain[0])}?")
    return Doctor()


def _window(words: Sequence[str]) -> OpenWindow:
    if not words:
        # Most people start like this, and shall not wait for what reads options and files.
        from app.sessions import Session

        return OpenWindow(Session())
    given = split(words, (PLUGIN_OPTION, *EXPERIMENT_OPTIONS, *WINDOW_OPTIONS, *RENDER_OPTIONS))
    for option in RENDER_OPTIONS:
        if option.name in given.values:
            raise UseError(f"{option.name} belongs to render: ravine render FILE {option.name} {option.form}")
    word = _source(given.plain)
    _load_plugins(given)
    from app.command.source import read_session, read_source
    from app.sessions import Session
    from app.sessions.share import is_share

    session = read_session(given, Session() if word is None else read_source(word))
    is_changed = any(option.name in given.values for option in EXPERIMENT_OPTIONS)
    source = None if word is None or is_share(word) or is_changed else Path(word)
    return OpenWindow(session, source, given.one("--lesson"))


def _source(plain: Sequence[str]) -> str | None:
    """The file or share string that the window opens on. Raises UseError for a word that is neither."""
    for word in plain:
        if word in COMMANDS:
            raise UseError(f"the command comes first: ravine {word} …")
        if not (_LIKE_A_SOURCE.search(word) or os.path.exists(word)):
            raise UseError(f"unknown command {shown(word)}{hint(word, COMMANDS)}")
    if len(plain) > 1:
        raise UseError(f"the window opens one file; what is {shown(plain[1])}?")
    return plain[0] if plain else None
