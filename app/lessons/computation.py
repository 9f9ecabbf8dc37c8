"""The work behind a reveal: every run that its lines name, in slices, and every measure that is asked of it."""

from collections.abc import Iterator, Sequence

from app.errors import UseError
from app.lessons.lesson import HERE, SETUP, Lesson, Plan
from app.lessons.look import Look
from app.lessons.measures.measure import Kind, UnanswerableError
from app.lessons.measures.registry import measure_of
from app.lessons.plans import needed, over, read_words
from app.lessons.terms import Outcome, Term
from app.model.experiment import Experiment
from app.model.fixes import apply_fix
from app.model.scene import SceneBuilder

SLICE = 0.002
"""Seconds of a run between two looks at the clock."""
WITH_A_SCENE = (Kind.RUN, Kind.PATH)


class Computation:
    """Answers `terms` about the run at hand, the lesson's set-up and its further runs.

    `outcomes` are the terms that have an answer, `reasons` say of the others why they have none.
    """

    def __init__(self, lesson: Lesson, experiment: Experiment, terms: Sequence[Term]) -> None:
        self.outcomes: dict[Term, Outcome] = {}
        self.reasons: dict[Term, str] = {}
        self.progress = 0.0
        self._terms = terms
        self._plans = {plan.key: plan for plan in lesson.script.plans}
        self._runs = _in_order(terms, lesson.script.plans)
        self._experiments = {HERE: experiment, SETUP: lesson.setup}
        self._refused: dict[str, str] = {}

    def pieces(self) -> Iterator[None]:
        """All the work, in pieces of a few milliseconds."""
        nothing = Look(self._experiments[HERE])
        for term in self._of(""):
            yield from self._ask(nothing, term)
        for place, key in enumerate(self._runs):
            self.progress = place / len(self._runs)
            if key in self._plans:
                self._make(self._plans[key])
            if key in self._refused:
                self.reasons.update(dict.fromkeys(self._of(key), self._refused[key]))
            else:
                yield from self._run(key)
        self.progress = 1.0

    def _of(self, key: str) -> list[Term]:
        return [term for term in self._terms if term.run == key]

    def _run(self, key: str) -> Iterator[None]:
        experiment, terms = self._experiments[key], self._of(key)
        mended = [plan for plan in self._plans.values() if plan.fix and plan.of == key and plan.key in self._runs]
        look = Look(experiment)
        if mended or any(measure_of(term).kind in WITH_A_SCENE for term in terms):
            builder = SceneBuilder()
            builder.begin(experiment)
            yield from self._compute(builder, experiment)
            look = Look(experiment, builder.scene())
        for term in terms:
            yield from self._ask(look, term)
        for plan in mended:
            self._mend(look, experiment, plan)
            yield

    def _compute(self, builder: SceneBuilder, experiment: Experiment) -> Iterator[None]:
        before = self.progress
        while not builder.done:
            builder.advance(SLICE)
            self.progress = before + builder.computed / experiment.steps / len(self._runs)
            yield

    def _make(self, plan: Plan) -> None:
        """The experiment of a run that is described in words; that of a fix is made when its cause is known."""
        if plan.of in self._refused:
            self._refused.setdefault(plan.key, self._refused[plan.of])
        elif not plan.fix:
            try:
                base = self._experiments.get(plan.of)
                self._experiments[plan.key] = over(base, plan.words) if base else read_words(plan.words)
            except (UseError, ValueError) as error:
                self._refused[plan.key] = str(error)

    def _mend(self, look: Look, experiment: Experiment, plan: Plan) -> None:
        """The experiment of a run that is another one with its first fix."""
        try:
            watched = look.watched(plan.fix)
            fix = watched.diagnosis.fix
            if fix is None:
                raise UnanswerableError(f"nothing about {watched.run.lane.name} needs a fix")
            self._experiments[plan.key] = apply_fix(experiment, watched.index, fix)
        except (UnanswerableError, ValueError) as error:
            self._refused[plan.key] = str(error)

    def _ask(self, look: Look, term: Term) -> Iterator[None]:
        try:
            self.outcomes[term] = yield from look.pieces(term)
        except UnanswerableError as error:
            self.reasons[term] = str(error)
        yield


def _in_order(terms: Sequence[Term], plans: Sequence[Plan]) -> tuple[str, ...]:
    """The keys of all runs that are asked for something, each after those that it is built on."""
    asked = (term.run for term in terms if term.run)
    return tuple(dict.fromkeys(link for key in asked for link in needed(key, plans)))
