"""From the words of `ravine render` to what is written, on what, and of which session."""

from pathlib import Path

from app.command.commands import PathView, Render, RenderMany, View
from app.command.experiment import read_experiment
from app.command.figure import read_motion, read_paper
from app.command.source import read_session, read_source
from app.command.target import Target
from app.command.values import read_processes
from app.command.view import read_name, read_view
from app.command.words import Given
from app.errors import UseError
from app.model.formats import Kind
from app.sessions import Session

FOR_ANY_SOURCE = ("--surface", "--start", "--noise", "--noise-kind", "--batch", "--seed", "--lr", "--beta")
"""Options that are right or wrong whatever the source says."""


def read_render(given: Given, target: Target) -> Render | RenderMany:
    """What the words ask for. Raises UseError or FaultError with one sentence."""
    if not target.sources:
        return read_one(given, target)
    assert target.place is not None, "a folder is not rendered to standard output"
    # What makes no sense for any of them is said once.
    read_paper(given)
    read_motion(given)
    read_experiment(given.only(FOR_ANY_SOURCE))
    read_name(given, Session().view)
    jobs = read_processes("--jobs", given.one("--jobs"))
    return RenderMany(target.place, target.format, target.sources, given.values, jobs)


def read_one(given: Given, target: Target) -> Render:
    """The same for one target."""
    paper, motion = read_paper(given), read_motion(given)
    source = Session() if target.source is None else read_source(target.source)
    session = read_session(given, source)
    return Render(target.place, target.format, session, paper, _view(given, target, session), motion)


def one_of_many(command: RenderMany, source: Path) -> Render:
    """What is to be done for one of the sources. Raises UseError or FaultError with one sentence."""
    target = Target(command.target(source), command.format, str(source))
    return read_one(Given((), command.options), target)


def _view(given: Given, target: Target, session: Session) -> View:
    if target.format.kind is Kind.FIGURE:
        return read_view(given, session.experiment, read_name(given, session.view))
    text = given.one("--view")
    if target.format.kind is Kind.ANIMATION and text not in (None, "path"):
        raise UseError(f"--view {text}: an animation shows the path; leave this out, or write a figure")
    return PathView()
