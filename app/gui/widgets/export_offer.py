"""What there is to be exported, as the dialog knows it."""

from typing import NamedTuple

from app.gui.export import Paint
from app.model.formats import Kind
from app.model.paper import PARTS_OF, Part
from app.model.scene import Scene
from app.model.terrain import View
from app.model.theme import Theme
from app.sessions.session import VIEWS


class Offer(NamedTuple):
    """`paint` draws `view`, which is what is shown, one of `app.sessions.session.VIEWS`; an animation shows `scene`.

    `step` is where the playhead stands, `rectangle` what of the surface is in view; `theme` is the window's; `name` is
    proposed for the file; `video_obstacle` says why there is no MP4, and is empty if there is one.
    """

    paint: Paint
    scene: Scene
    rectangle: View | None
    step: int
    view: str
    theme: Theme
    name: str
    video_obstacle: str = ""

    def parts_of(self, kind: Kind) -> tuple[Part, ...]:
        """What of it can be drawn or left away; an animation is always one of the path."""
        return PARTS_OF[VIEWS[0] if kind is Kind.ANIMATION else self.view]
