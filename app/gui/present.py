"""What is on the screen, as values that can be saved, copied and exported."""

from app.errors import UseError
from app.gui.export import Paint, scene_painting
from app.gui.feed import SceneFeed
from app.gui.output import Subject
from app.gui.playhead import Playhead
from app.gui.store import Store
from app.gui.views.views import Views
from app.gui.widgets.canvas import Canvas
from app.gui.widgets.view_switch import Tab
from app.sessions import Session
from app.sessions.session import VIEWS


class Present:
    """Asks those who know."""

    def __init__(self, store: Store, playhead: Playhead, canvas: Canvas, feed: SceneFeed, views: Views) -> None:
        self._store = store
        self._playhead = playhead
        self._canvas = canvas
        self._feed = feed
        self._views = views

    @property
    def view(self) -> str:
        """Which view is shown, one of `app.sessions.session.VIEWS`."""
        return VIEWS[list(Tab).index(self._views.shown)]

    @property
    def is_ready(self) -> bool:
        """Whether all is computed; the other views rest while a hand drags, and of a large crowd most seeds do."""
        if not self._feed.is_done or self._store.is_pending:
            return False
        if self._views.shown is Tab.PATH:
            return self._feed.scene.seeds_known == self._store.experiment.seeds
        return self._views.is_settled and not self._store.is_in_gesture

    def session(self) -> Session:
        """The experiment as it is wanted now, and how it is looked at."""
        experiment, view = self._store.experiment, self._canvas.frame_of_plan.view
        rectangle = None if view == experiment.surface.view else view
        return Session(experiment, min(self._playhead.step, experiment.steps), rectangle, self.view, self._views.orbit)

    def subject(self) -> Subject:
        """What can be exported. Raises UseError where the view has nothing to show."""
        paint, scene = self._paint(), self._feed.whole(self._store.experiment)
        return Subject(self.session(), lambda: paint, lambda: scene)

    def _paint(self) -> Paint:
        rectangle, step = self._canvas.frame_of_plan.view, self._playhead.step
        if self._views.shown is Tab.PATH:
            return scene_painting(self._feed.whole(self._store.experiment), view=rectangle, step=step)
        painting = self._views.painting(rectangle, step)
        if painting is None:
            raise UseError(f"{self._views.shown.value} has nothing to show here; Path has a picture")
        return painting
