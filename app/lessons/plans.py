"""From the words of a lesson's runs to experiments."""

import shlex
from collections.abc import Iterable

from app.command.experiment import read_experiment
from app.command.options import EXPERIMENT_OPTIONS, PLUGIN_OPTION
from app.command.words import Given, split
from app.command.write import words as words_of
from app.errors import UseError
from app.lessons.lesson import HERE, SETUP, Plan
from app.lessons.terms import plain_name
from app.model.experiment import Experiment


def given_by(words: str) -> Given:
    """The options that a line of words gives. Raises UseError with one sentence."""
    try:
        given = split(shlex.split(words), EXPERIMENT_OPTIONS)
    except ValueError as error:
        raise UseError(f"the words are not those of a command line: {str(error).lower()}") from error
    if given.plain:
        raise UseError(f"{given.plain[0]!r} belongs to no option")
    return given


def read_words(words: str) -> Experiment:
    """The experiment that the words of a command line describe. Raises UseError with one sentence."""
    return read_experiment(given_by(words))


def over(experiment: Experiment, words: str) -> Experiment:
    """The experiment with other options in the place of its own; lanes, if given, replace all lanes.

    Raises UseError with one sentence if the two do not go together, ValueError if no words say the experiment.
    """
    own = split(words_of(experiment), (PLUGIN_OPTION, *EXPERIMENT_OPTIONS))
    return read_experiment(Given((), {**own.values, **given_by(words).values}))


def lanes_of(experiment: Experiment) -> tuple[str, ...]:
    """The plain names of its lanes, in order."""
    return tuple(plain_name(lane.name) for lane in experiment.lanes)


def needed(key: str, plans: Iterable[Plan]) -> tuple[str, ...]:
    """The keys of all runs that one is built on, itself last; the run at hand and the set-up stand for themselves."""
    by_key = {plan.key: plan for plan in plans}
    chain = [key]
    while chain[-1] not in (HERE, SETUP, ""):
        chain.append(by_key[chain[-1]].of)
    return tuple(reversed([link for link in chain if link]))
