"""Putting the questions of a lesson to a run."""

from typing import Any

import numpy as np

from app.lessons.measures.measure import Kind, Pieces, UnanswerableError, checked_arguments
from app.lessons.measures.registry import measure_of
from app.lessons.measures.watched import Watched
from app.lessons.plans import lanes_of
from app.lessons.terms import Outcome, Term
from app.model.experiment import Experiment
from app.model.scene import Scene


class Look:
    """An experiment and, if it was run, its whole scene; what is found out about a lane is kept."""

    def __init__(self, experiment: Experiment, scene: Scene | None = None) -> None:
        self._experiment = experiment
        self._scene = scene
        self._watched: dict[int, Watched] = {}

    def answer(self, term: Term) -> Outcome:
        """What the term's measure is here. Raises UnanswerableError where there is no such number."""
        pieces = self.pieces(term)
        while True:
            try:
                next(pieces)
            except StopIteration as end:
                outcome: Outcome = end.value
                return outcome

    def pieces(self, term: Term) -> Pieces:
        """The same in pieces of a few milliseconds."""
        measure = measure_of(term)
        arguments = checked_arguments(term.measure, measure, dict(term.arguments))
        owner = self._owner(measure.kind, term)
        try:
            # A run that diverged is made of inf and NaN, and that is no news. Not across pauses: others run then.
            with np.errstate(all="ignore"):
                found = measure.function(*owner, **arguments)
            return found if isinstance(found, float | str) else (yield from found)
        except ValueError as error:
            if measure.kind in (Kind.RUN, Kind.PATH):
                raise
            # Theory says in a sentence for what it has no answer.
            raise UnanswerableError(str(error)) from error

    def watched(self, lane: str) -> Watched:
        """That lane of the scene. Raises UnanswerableError if there is none."""
        if self._scene is None:
            raise UnanswerableError("the run is not computed yet")
        index = self.index(lane)
        return self._watched.setdefault(index, Watched(self._scene, index))

    def index(self, lane: str) -> int:
        """The place of the lane of that plain name."""
        lanes = lanes_of(self._experiment)
        if lane not in lanes:
            raise UnanswerableError(f"the run at hand has no lane {lane}; set the lesson up again to see its numbers")
        return lanes.index(lane)

    def _owner(self, kind: Kind, term: Term) -> tuple[Any, ...]:
        """What the measure's function is handed before its arguments."""
        match kind:
            case Kind.CALCULATOR:
                return ()
            case Kind.EXPERIMENT:
                return (self._experiment,)
            case Kind.SETTING | Kind.TRIAL:
                return self._experiment, self.index(term.lane)
            case Kind.PATH:
                return (self.watched(term.lane),)
        if self._scene is None:
            raise UnanswerableError("the run is not computed yet")
        return (self._scene,)
