"""How an animation moves: how many frames, how fast, and how long that is."""

from dataclasses import replace

from PySide6.QtCore import Signal

from app.gui.widgets.export_field import ExportField
from app.gui.widgets.export_form import Form, quiet
from app.model.export_choices import ExportChoices
from app.model.export_words import duration_text
from app.model.motion import FRAMES, RATES, Motion
from app.model.parameters import Parameter


class MotionChoice(Form):
    """Emits functions from ExportChoices to others that a person wants."""

    edit_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        usual = Motion()
        ends = float(FRAMES[0]), float(FRAMES[1])
        self.frames = ExportField(
            Parameter("frames", usual.frames, (10, 1000), ends, "log", "How many pictures", whole=True)
        )
        self.fps = ExportField(Parameter("fps", usual.fps, (5, 60), RATES, "linear", "Pictures a second", whole=True))
        self._lasts = quiet()
        self.add_row("Frames", self.frames, quiet("at"), self.fps, self._lasts)
        self.frames.value_wanted.connect(self._on_frames_value_wanted)
        self.fps.value_wanted.connect(self._on_fps_value_wanted)

    def show_choices(self, choices: ExportChoices) -> None:
        """Show frames and rate as they are."""
        self.frames.show_value(choices.frames)
        self.fps.show_value(choices.fps)
        self._lasts.setText(f"fps · {duration_text(choices.motion.seconds)}")

    def _on_frames_value_wanted(self, frames: float) -> None:
        self.edit_wanted.emit(lambda choices: replace(choices, frames=int(frames)))

    def _on_fps_value_wanted(self, fps: float) -> None:
        self.edit_wanted.emit(lambda choices: replace(choices, fps=fps))
