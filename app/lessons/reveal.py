"""The reveal of a lesson: its runs are computed in slices, then its lines are said.

Example:

    reveal = Reveal(lesson, experiment)
    while not reveal.done:
        reveal.advance(0.004)                 # a window stays alive in between
    reveal.lines, reveal.right_choice
"""

from collections.abc import Iterable, Iterator, Mapping
from time import perf_counter

from app.lessons.computation import Computation
from app.lessons.formats import outcome_text
from app.lessons.lesson import Lesson, Line, Placeholder
from app.lessons.measures.registry import measure_of
from app.lessons.terms import Condition, Outcome, Term, holds, outcome_of, terms_of
from app.model.experiment import Experiment


class Reveal:
    """One reveal in progress, for the run at hand."""

    def __init__(self, lesson: Lesson, experiment: Experiment) -> None:
        self._lines = lesson.script.lines
        self._choices = lesson.script.right
        self._computation = Computation(lesson, experiment, tuple(dict.fromkeys(_terms_in(lesson))))
        self._pieces = self._computation.pieces()
        self.done = False
        self.lines: tuple[str, ...] = ()
        """What is revealed, once it is done."""
        self.right_choice: int | None = None
        """The place of the right choice, once it is done; None if there is none."""

    @property
    def progress(self) -> float:
        """How far it is, from 0 to 1."""
        return self._computation.progress

    @property
    def outcomes(self) -> Mapping[Term, Outcome]:
        """Every measure that has been answered so far."""
        return self._computation.outcomes

    @property
    def reasons(self) -> Mapping[Term, str]:
        """Why the others have no answer."""
        return self._computation.reasons

    def advance(self, seconds: float) -> None:
        """Compute for about that long, but at least one piece."""
        end = perf_counter() + seconds
        while not self.done:
            self._take_piece()
            if perf_counter() >= end:
                break

    def _take_piece(self) -> None:
        try:
            next(self._pieces)
        except StopIteration:
            self.lines = tuple(dict.fromkeys(self._said()))
            self.right_choice = self._right()
            self.done = True

    def _said(self) -> Iterator[str]:
        """The lines whose conditions hold, and why the others cannot be said."""
        for line in self._lines:
            if reason := self._reason(_terms_of_line(line)):
                yield f"{reason[0].upper()}{reason[1:]}."
            elif self._hold(line.when):
                yield "".join(piece if isinstance(piece, str) else self._text(piece) for piece in line.pieces)

    def _text(self, piece: Placeholder) -> str:
        endless = measure_of(piece.value).endless if isinstance(piece.value, Term) else ""
        return outcome_text(outcome_of(piece.value, self.outcomes), piece.style, endless)

    def _right(self) -> int | None:
        """The first choice whose conditions hold, else one without any; None where one cannot be judged."""
        if self._reason(term for conditions in self._choices for one in conditions for term in terms_of(one)):
            return None
        stated = [place for place, conditions in enumerate(self._choices) if conditions and self._hold(conditions)]
        others = [place for place, conditions in enumerate(self._choices) if not conditions]
        return next(iter([*stated, *others]), None)

    def _hold(self, conditions: tuple[Condition, ...]) -> bool:
        return all(holds(condition, self.outcomes) for condition in conditions)

    def _reason(self, terms: Iterable[Term]) -> str:
        """Why one of the terms has no answer; empty if all have one."""
        return next((self.reasons[term] for term in terms if term in self.reasons), "")


def _terms_of_line(line: Line) -> Iterator[Term]:
    for condition in line.when:
        yield from terms_of(condition)
    for piece in line.pieces:
        if isinstance(piece, Placeholder):
            yield from terms_of(piece.value)


def _terms_in(lesson: Lesson) -> Iterator[Term]:
    for conditions in lesson.script.right:
        for condition in conditions:
            yield from terms_of(condition)
    for line in lesson.script.lines:
        yield from _terms_of_line(line)
