"""What is seen now, and in which order a change is: the paths under the hand first, all else right after them.

While a hand drags, one turn of the event loop paints the paths of a new value, and the next tells panel and charts: the
picture is on the screen in half the time that all of it takes. Verdicts and explanations follow as `Words` says.
"""

from PySide6.QtCore import QObject, QTimer

from app.gui.desk import Desk
from app.gui.playhead import Playhead
from app.gui.views.view import ViewPart
from app.gui.views.views import Views
from app.gui.words import Words
from app.model.charts import charts
from app.model.experiment import Experiment
from app.model.scene import Scene

FIRST_SELECTED = 1
"""The lane that is explained at first: of the default ones momentum, which has something to explain."""


class Showing(QObject):
    """Shows experiments and their scenes to the desk and to the view beside it."""

    def __init__(self, desk: Desk, views: Views, playhead: Playhead, scene: Scene, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._views = views
        self._playhead = playhead
        self._words = Words(desk.explanations, self)
        self.scene = scene
        self.selected = FIRST_SELECTED
        self._experiment: Experiment | None = None
        self._untold: Scene | None = None
        self._dragging = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self.catch_up)

    @property
    def is_painted(self) -> bool:
        """Whether all that was told is on the screen; words that follow a hand in its pauses aside."""
        views = [view for view in self._desk.chart_views if view.isVisible()]
        is_told = self._experiment is None and self._untold is None
        return is_told and self._desk.canvas.is_painted and all(view.is_painted for view in views)

    def show_experiment(self, experiment: Experiment, *, dragging: bool) -> None:
        """Show what is wanted; while a hand drags, when its scene is there."""
        self._experiment = experiment
        self._views.show_experiment(experiment, dragging=dragging)
        if not dragging or len(experiment.lanes) != len(self.scene.runs):
            self.catch_up()

    def show_scene(self, scene: Scene, *, dragging: bool) -> None:
        """Show what comes of it."""
        before, self.scene = self.scene, scene
        self._untold, self._dragging = scene, dragging
        self._desk.canvas.draw(scene)
        self._views.show_scene(scene)
        if dragging and len(scene.runs) == len(before.runs):
            self._rest.start(0)
        else:
            self.catch_up()
        self._keep_selected(before)

    def show_step(self, step: int) -> None:
        """Show the scene at another step."""
        self.catch_up()
        self._desk.show_step(self.scene, step)
        self._views.show_step(step)

    def show_selected(self, index: int) -> None:
        """Let this lane be the one that is explained."""
        self.selected = index
        self._desk.show_selected(index)
        self._views.show_selected(index)

    def show_hovered(self, index: int | None) -> None:
        """Let this lane stand out everywhere, or none."""
        self._desk.show_hovered(index)
        self._views.show_hovered(index)

    def introduce(self, part: ViewPart, experiment: Experiment) -> None:
        """Tell a view that has just opened all that there is."""
        part.show_experiment(experiment)
        # Where the scene of fewer lanes is still to come, the lane that was selected may have gone.
        part.show_selected(min(self.selected, len(experiment.lanes) - 1))
        part.show_scene(self.scene)
        self._views.show_step(self._playhead.step)

    def explain(self) -> None:
        """Tell verdicts and explanations, now."""
        self._words.tell(self.scene, dragging=False)

    def end_gesture(self) -> None:
        """The hand has let go: nothing of what it did remains untold."""
        self.catch_up()
        self._words.catch_up(self.scene)

    def catch_up(self) -> None:
        """Show what the picture under the hand went before."""
        self._rest.stop()
        experiment, self._experiment = self._experiment, None
        if experiment is not None:
            self._desk.show_experiment(experiment)
        scene, self._untold = self._untold, None
        if scene is not None:
            self._desk.show_scene(scene, charts(scene), self._playhead.step)
            self._words.tell(scene, dragging=self._dragging)

    def stop(self) -> None:
        """Show no more."""
        self._rest.stop()
        self._words.stop()

    def _keep_selected(self, before: Scene) -> None:
        """Let the selected lane, known by its colour, stay so; the one in its place if it has gone."""
        colours = [run.lane.colour for run in self.scene.runs]
        colour = before.runs[self.selected].lane.colour if self.selected < len(before.runs) else None
        place = colours.index(colour) if colour in colours else min(self.selected, len(colours) - 1)
        if place != self.selected:
            self.show_selected(place)
