"""Other surfaces in the whole window: from files that are dropped or chosen, and typed ones, with sessions and undo."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from app.gui.window import Window
from app.model import edits
from app.sessions.text import read_session, session_bytes
from surfaces import get
from surfaces.grid import Grid
from tests.app.gui.hand import settle
from tests.app.gui.laboratory.test_documents import drop, files


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A bowl as a table: x above, y at the left."""
    path = tmp_path / "bowl.csv"
    knots = np.linspace(-2.0, 2.0, 9)
    rows = [",".join(["", *map(str, knots)])]
    rows += [",".join(map(str, (y, *(knots**2 + (y - 0.5) ** 2)))) for y in knots]
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def read(still: Window, qtbot) -> Grid:
    qtbot.waitUntil(lambda: not still.surface_files.is_busy)
    qtbot.waitUntil(lambda: still.is_settled)
    surface = still.store.experiment.surface
    assert isinstance(surface, Grid)
    return surface


def test_a_dropped_table_is_walked_on(still: Window, table: Path, qtbot) -> None:
    before = still.store.experiment
    assert drop(still, files(table))
    surface = read(still, qtbot)
    assert (surface.title, surface.view) == ("bowl", (-2.0, 2.0, -2.0, 2.0))
    assert still.canvas.frame_of_plan.view == surface.view
    assert still.store.experiment.start == surface.start
    assert "he surface is bowl.csv now" in still.notice.text()
    still.store.undo()
    settle()
    assert still.store.experiment == before


def test_a_chosen_file_is_walked_on(still: Window, table: Path, qtbot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(table), ""))
    still.top_bar.surface_file_wanted.emit()
    assert read(still, qtbot).title == "bowl"


def test_nothing_is_read_where_nothing_is_chosen(still: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    before = still.store.experiment
    still.top_bar.surface_file_wanted.emit()
    settle()
    assert not still.surface_files.is_busy
    assert still.store.experiment == before


def test_a_picture_without_an_experiment_is_a_map_of_heights(still: Window, tmp_path: Path, qtbot) -> None:
    path = tmp_path / "hill.png"
    Image.fromarray(np.outer(np.hanning(24), np.hanning(32)) * 255.0).convert("L").save(path)
    assert drop(still, files(path))
    assert read(still, qtbot).title == "hill"


def test_what_is_no_surface_is_said_and_changes_nothing(still: Window, tmp_path: Path, qtbot) -> None:
    path = tmp_path / "words.csv"
    path.write_text("x,y,f\n1,2,three\n", encoding="utf-8")
    before = still.store.experiment
    assert drop(still, files(path))
    qtbot.waitUntil(lambda: not still.surface_files.is_busy)
    assert "words.csv" in still.notice.text()
    assert still.store.experiment == before


def test_a_surface_from_a_file_is_saved_whole(still: Window, table: Path, qtbot) -> None:
    drop(still, files(table))
    surface = read(still, qtbot)
    data = session_bytes(still.present.session())
    table.unlink()
    assert read_session(data).experiment.surface == surface


def test_a_lane_on_data_has_no_command_and_that_is_said(still: Window, table: Path, qtbot) -> None:
    drop(still, files(table))
    read(still, qtbot)
    still.exchange.copy_experiment()
    assert QGuiApplication.clipboard().text().startswith("ravine:")
    for copy in (still.exchange.copy_command, still.exchange.copy_python, still.exchange.copy_pytorch):
        QGuiApplication.clipboard().setMimeData(QMimeData())
        copy()
        assert QGuiApplication.clipboard().text() == ""
        assert "comes from a file" in still.notice.text()


def test_the_sliders_of_a_typed_surface_bend_it(still: Window, qtbot) -> None:
    still.apply(lambda e: edits.choose_surface(e, get("expr:(a-x)^2 + b*(y-x^2)^2, a=1, b=100")))
    qtbot.waitUntil(lambda: still.is_settled)
    assert list(still.panel.surface_rows) == ["a", "b"]
    view = still.canvas.frame_of_plan.view
    still.panel.surface_rows["b"].value_wanted.emit(20.0)
    qtbot.waitUntil(lambda: still.is_settled)
    assert still.store.experiment.surface.numbers == {"a": 1.0, "b": 20.0}
    assert still.canvas.frame_of_plan.view == view
    assert read_session(session_bytes(still.present.session())).experiment == still.store.experiment
