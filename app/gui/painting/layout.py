"""Where everything of a scene's figure stands on its sheet: what has no room gives way, so that nothing is clipped.

The surface is what matters. A narrow sheet has fewer charts, a low one none; the legend loses its settings, which the
caption then tells, and stands below a surface that it would hide; a column gives way to words in the caption.
"""

from collections.abc import Iterator
from itertools import product
from weakref import WeakKeyDictionary

from app.gui.painting.attempt import Attempt, Key, Layout
from app.gui.painting.sheet import Sheet
from app.model.charts import charts
from app.model.crowd.report import CrowdReport
from app.model.paper import Part
from app.model.scene import Scene
from app.model.terrain import View

_known: WeakKeyDictionary[Scene, tuple[tuple[Sheet, View | None, CrowdReport | None], Layout]] = WeakKeyDictionary()
"""Of each scene the layout that was asked for last: the frames of an animation have the same."""


def layout_of(sheet: Sheet, scene: Scene, view: View | None = None, report: CrowdReport | None = None) -> Layout:
    """Lay the scene's figure out; with a report, as a figure of crowds. `view` defaults to the surface's own."""
    wanted = (sheet, view, report)
    known = _known.get(scene)
    if known is not None and known[0] == wanted:
        return known[1]
    made = next(filter(None, (attempt.layout() for attempt in _attempts(sheet, scene, view, report))))
    _known[scene] = (wanted, made)
    return made


def _attempts(sheet: Sheet, scene: Scene, view: View | None, report: CrowdReport | None) -> Iterator["Attempt"]:
    """From the fullest figure to one that always has room."""
    has_legend = sheet.has(Part.LEGEND) and bool(scene.visible)
    keys = list(Key) if has_legend else [Key.CAPTION]
    columns = (True, False) if report is not None else (False,)
    shown = charts(scene) if sheet.has(Part.CHARTS) else ()
    for has_column, key in product(columns, keys):
        yield Attempt(sheet, scene, view or scene.experiment.surface.view, report, shown, has_column, key)
