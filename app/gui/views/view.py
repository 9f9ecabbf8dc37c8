"""What every view beside the path can do, and what the window lends it."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from app.gui.export import Paint
from app.gui.store import Edit
from app.gui.workshop import Workshop
from app.model.experiment import Experiment
from app.model.scene import Scene
from app.model.terrain import View
from app.model.theme import Theme


class Hands(NamedTuple):
    """What a panel's wishes lead to."""

    apply: Callable[[Edit], None]
    begin_gesture: Callable[[], None]
    end_gesture: Callable[[], None]
    select_lane: Callable[[int], None]
    hover_lane: Callable[[int], None]
    say: Callable[[str], None]


class ViewPart(ABC):
    """A view: a panel, and the workshop that computes for it; the last `remembered` results are kept."""

    def __init__(self, panel: QWidget, hands: Hands, remembered: int = 0) -> None:
        self.workshop = Workshop(panel, remembered)
        self.workshop.failed.connect(hands.say)

    @property
    def is_settled(self) -> bool:
        """Whether nothing of it is still being computed."""
        return not self.workshop.is_busy

    def hold(self) -> None:
        """A hand moves: compute nothing until it rests."""
        self.workshop.hold()

    def stop(self) -> None:
        """The window closes: let no thread live on."""
        self.workshop.stop()

    @property
    @abstractmethod
    def panel(self) -> QWidget:
        """What is put on the desk."""

    @abstractmethod
    def show_experiment(self, experiment: Experiment) -> None:
        """Show what is wanted."""

    @abstractmethod
    def show_scene(self, scene: Scene) -> None:
        """Show what comes of it."""

    @abstractmethod
    def show_selected(self, index: int) -> None:
        """Let this lane be the one that it is about."""

    @abstractmethod
    def show_hovered(self, index: int | None) -> None:
        """Let this lane stand out, or none."""

    @abstractmethod
    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""

    @abstractmethod
    def leave(self) -> None:
        """Another view is shown: compute nothing more."""

    @abstractmethod
    def painting(self, view: View, step: int) -> Paint | None:
        """What draws its picture, of the surface in that rectangle at that step; None before there is one."""
