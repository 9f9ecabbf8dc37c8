"""How a file with data begins, told without writing all of it."""

from dataclasses import replace
from io import BytesIO

import numpy as np
import pytest

from app.gui.widgets.export_beginning import ENOUGH, beginning
from app.model.experiment import Experiment
from app.model.scene import Scene, SceneBuilder
from app.trajectories.write import WRITERS, write_data


@pytest.fixture(scope="module")
def scene() -> Scene:
    return SceneBuilder().build(replace(Experiment(), steps=3000, seeds=3, noise=0.1))


def written(scene: Scene, suffix: str) -> bytes:
    file = BytesIO()
    write_data(file, suffix, scene, lambda _: None)
    return file.getvalue()


@pytest.mark.parametrize("suffix", WRITERS)
def test_the_size_is_about_that_of_the_file(scene: Scene, suffix: str) -> None:
    assert beginning(scene, suffix, lambda: None).size == pytest.approx(len(written(scene, suffix)), rel=0.1)


@pytest.mark.parametrize("suffix", [".csv", ".json"])
def test_text_is_the_files_own(scene: Scene, suffix: str) -> None:
    text = beginning(scene, suffix, lambda: None).text
    assert written(scene, suffix).decode().startswith(text)
    assert len(text.encode()) > ENOUGH / 2


def test_of_an_archive_every_array_is_named_with_its_shape(scene: Scene) -> None:
    lines = [line.split("\t") for line in beginning(scene, ".npz", lambda: None).text.splitlines()]
    with np.load(BytesIO(written(scene, ".npz")), allow_pickle=False) as archive:
        assert [name for name, *_ in lines] == list(archive)
        for name, kind, shape in lines:
            assert shape.replace(",", "") == " × ".join(map(str, archive[name].shape))
            assert kind == ("text" if archive[name].dtype.kind == "U" else archive[name].dtype.name)


@pytest.mark.parametrize("suffix", WRITERS)
def test_nobody_waits_for_what_is_not_wanted_any_more(scene: Scene, suffix: str) -> None:
    def checkpoint() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        beginning(scene, suffix, checkpoint)
