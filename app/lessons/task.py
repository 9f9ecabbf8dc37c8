"""Whether a person has done what a lesson asks for."""

from app.lessons.lesson import Lesson
from app.lessons.look import Look
from app.lessons.measures.measure import UnanswerableError
from app.lessons.terms import holds, terms_of
from app.model.experiment import Experiment
from app.model.scene import Scene


def is_task_done(lesson: Lesson, experiment: Experiment, scene: Scene) -> bool:
    """Whether all conditions of the task hold; those about paths only once the whole scene of it is there."""
    whole = scene.is_whole and scene.experiment == experiment
    look = Look(experiment, scene if whole else None)
    try:
        # One after the other: what is known before the run is asked first, and mostly suffices to say no.
        return all(
            holds(condition, {term: look.answer(term) for term in terms_of(condition)})
            for condition in lesson.script.done
        )
    except UnanswerableError:
        return False
