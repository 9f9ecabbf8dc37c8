"""Measures that the program's own diagnosis makes of a lane, so that a lesson says what the panels say."""

from math import inf

from app.lessons.measures.measure import UnanswerableError
from app.lessons.measures.watched import Watched


def verdict(watched: Watched) -> str:
    """The verdict in words."""
    return watched.diagnosis.verdict.value


def cause(watched: Watched) -> str:
    """The cause, as one sentence."""
    return watched.diagnosis.cause


def fix(watched: Watched) -> str:
    """The first fix in words."""
    found = watched.diagnosis.fix
    if found is None:
        raise UnanswerableError(f"nothing about {watched.run.lane.name} needs a fix")
    return found.words


def steps_to_tolerance(watched: Watched) -> float:
    """The first step from which the loss stays within the tolerance of the minimum's."""
    found = watched.diagnosis.measures.steps_to_tolerance
    return inf if found is None else float(found)


def reversals(watched: Watched) -> float:
    """How many steps go back on the step before."""
    return float(watched.diagnosis.measures.reversals)


def loss_rises(watched: Watched) -> float:
    """After how many steps the loss is higher than before."""
    return float(watched.diagnosis.measures.loss_rises)


def overshoots(watched: Watched) -> float:
    """How often the path passes the minimum along the soft direction."""
    return float(watched.diagnosis.measures.overshoots)
