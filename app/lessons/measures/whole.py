"""Measures of a whole run, over its lanes."""

from app.lessons.measures import judged, path
from app.lessons.measures.measure import UnanswerableError
from app.lessons.measures.watched import Watched
from app.model.scene import Scene

JUDGES = {"loss": path.loss, "distance": path.distance, "steps": judged.steps_to_tolerance}


def best(scene: Scene, *, by: str) -> str:
    """The name of the lane with the least loss, distance, or steps to tolerance."""
    if by not in JUDGES:
        raise UnanswerableError(f"there is no best by {by}; known: {', '.join(JUDGES)}")
    lanes = [Watched(scene, index) for index in range(len(scene.runs))]
    return min(lanes, key=JUDGES[by]).run.lane.name
