"""Animations: a scene's figure at one step after the other, as a file whose suffix says the format."""

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from app.errors import FaultError
from app.files import opened_whole
from app.gui.animation.apng import write_apng
from app.gui.animation.gif import write_gif
from app.gui.animation.mp4 import write_mp4
from app.gui.animation.reel import Reel
from app.gui.animation.stage import Stage
from app.gui.animation.webp import write_webp
from app.model.formats import Kind, format_of
from app.model.motion import Motion
from app.model.paper import Paper
from app.model.scene import Scene
from app.model.terrain import View

ANIMATIONS: dict[str, Callable[[BinaryIO, Reel], None]] = {
    ".gif": write_gif,
    ".apng": write_apng,
    ".webp": write_webp,
    ".mp4": write_mp4,
}


def write_animation(
    target: Path, paper: Paper, motion: Motion, scene: Scene, rectangle: View | None, report: Callable[[float], None]
) -> None:
    """Write the scene's figure at each step of the motion, whole or not at all; see `app.gui.output`.

    `rectangle` is what of the surface is shown, None its own view. Raises UseError for what the format cannot have,
    FaultError if the world refuses.
    """
    write = ANIMATIONS[format_of(target, Kind.ANIMATION).suffix]
    stage, steps = Stage(paper, scene, rectangle), motion.steps(scene.experiment.steps)
    reel = Reel(paper.pixels, paper.theme, motion, lambda place: stage.picture(steps[place]), report)
    try:
        with opened_whole(target) as file:
            write(file, reel)
            report(1.0)
    except MemoryError as error:
        columns, rows = paper.pixels
        raise FaultError(f"no memory for pictures of {columns} × {rows} pixels; choose a smaller size") from error
