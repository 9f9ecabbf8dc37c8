"""What is written on a figure and in the report of a crowd says in words where there is no number."""

import pytest

from app.gui.export import scene_painting
from app.gui.painting.crowd_figure import paint_crowd_figure
from app.model.experiment import Experiment
from app.model.scene import SceneBuilder
from tests.app.gui.painting.papers import Words, image_of
from tests.app.gui.painting.test_crowd import report_of
from tests.app.model.wild import WILD, without_words

SIZE = (1000, 760)
each_wild = pytest.mark.parametrize("experiment", WILD.values(), ids=WILD.keys())


@each_wild
def test_a_figure_of_any_run_says_in_words_where_there_is_no_number(experiment: Experiment, words: Words, qapp) -> None:
    scene = SceneBuilder().build(experiment)
    report = report_of(scene)
    for paint in (scene_painting(scene), lambda *paper: paint_crowd_figure(*paper, scene, report)):
        words.clear()
        image_of(paint, SIZE)
        assert words
        assert without_words([text for text, _ in words]) == []
