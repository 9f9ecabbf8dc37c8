"""Whatever becomes of a run, no text says nan, inf or None: where there is no number there are words."""

import pytest

from app.model.describe import run_text, settings_text, surface_text
from app.model.events import event_text, events
from app.model.experiment import Experiment
from app.model.explain import explain
from app.model.hover import Hover, hover_text, nearest_step
from app.model.scene import Scene, SceneBuilder
from app.model.verdicts import diagnose_scene
from tests.app.model.test_explain import texts
from tests.app.model.wild import WILD, without_words

STEPS = (0, 1, 2, 20, 33, 39, 10**5)
each_wild = pytest.mark.parametrize("experiment", WILD.values(), ids=WILD.keys())


@each_wild
def test_whatever_becomes_of_a_run_it_is_said_in_words(experiment: Experiment) -> None:
    scene = SceneBuilder().build(experiment)
    said = [run_text(experiment), surface_text(experiment.surface), *map(settings_text, experiment.rules)]
    said += [event_text(experiment, event) for event in events(experiment)]
    for index in range(len(scene.runs)):
        for step in STEPS:
            said += texts(explain(scene, index, step))
    assert without_words([*said, *verdict_words(scene), *hover_words(scene)]) == []


def verdict_words(scene: Scene) -> list[str]:
    found = diagnose_scene(scene)
    fixes = [of.fix.words for of in found if of.fix is not None]
    return [*(of.verdict.value for of in found), *(of.cause for of in found), *fixes]


def hover_words(scene: Scene) -> list[str]:
    """Of every corner of the view and of its middle, near or far from a path."""
    x0, x1, y0, y1 = scene.experiment.surface.view
    middle, reach = ((x0 + x1) / 2, (y0 + y1) / 2), (x1 - x0, y1 - y0)
    places = ((x0, y0), (x1, y1), middle, scene.experiment.start, (1e300, -1e300))
    hovers = [nearest_step(scene, step, x, y, reach) for step in STEPS[:-1] for x, y in places]
    return [hover_text(scene, hover) for hover in (*hovers, *(Hover(x, y) for x, y in places))]


def test_a_number_that_is_none_is_found_wherever_it_stands() -> None:
    assert without_words(["f nan", "(inf, 2)", "None", "−inf", "none: flat", "information", "nano", "undefined"]) == [
        "f nan",
        "(inf, 2)",
        "None",
        "−inf",
    ]
