"""The export dialog's left side: all that can be chosen, of which only what the format knows is shown."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QFrame, QVBoxLayout, QWidget

from app.gui.widgets.export_form import GAP
from app.gui.widgets.export_formats import FormatChoice
from app.gui.widgets.export_look import LookChoice
from app.gui.widgets.export_motion import MotionChoice
from app.gui.widgets.export_size import SizeChoice
from app.gui.widgets.export_target import TargetChoice
from app.model.export_choices import ExportChoices
from app.model.formats import Kind
from app.model.paper import Part

MARGIN = 24


class Controls(QFrame):
    """Shows choices; emits functions from ExportChoices to others that a person wants."""

    edit_wanted = Signal(object)
    target_changed = Signal()
    """Another name or folder was typed."""

    def __init__(self, video_obstacle: str) -> None:
        super().__init__()
        self.setObjectName("export_controls")
        self.formats = FormatChoice(video_obstacle)
        self.sizes, self.look, self.motion = SizeChoice(), LookChoice(), MotionChoice()
        self.place = TargetChoice()
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        for part in (self.formats, self.sizes, self.look, self.motion):
            column.addWidget(part)
        column.addStretch(1)
        column.addWidget(self.place)
        self.formats.value_wanted.connect(self._on_formats_value_wanted)
        for section in (self.sizes, self.look, self.motion):
            section.edit_wanted.connect(self.edit_wanted)
        self.place.changed.connect(self.target_changed)

    def show_choices(self, choices: ExportChoices, usual: str, known: Sequence[Part]) -> None:
        """Show them; `usual` is the theme if none was chosen, and `known` what the picture has of parts."""
        kind = choices.format.kind
        self.formats.show_value(choices.suffix)
        self.sizes.show_choices(choices)
        self.look.show_choices(choices, usual, known)
        self.motion.show_choices(choices)
        self.place.show_suffix(choices.suffix)
        self.sizes.setVisible(kind is not Kind.DATA)
        self.look.setVisible(kind is not Kind.DATA)
        self.motion.setVisible(kind is Kind.ANIMATION)

    @property
    def buttons(self) -> tuple[QAbstractButton, ...]:
        """Those that Enter presses."""
        return self.sizes.preset, self.place.browse

    @property
    def in_order(self) -> tuple[QWidget, ...]:
        """What Tab goes through."""
        sizes, look, motion, place = self.sizes, self.look, self.motion, self.place
        sides = (field for pair in sizes.fields.values() for field in pair)
        size = (sizes.preset, *sides, *sizes.unit.segments.values(), sizes.dpi)
        seen = (*look.theme.segments.values(), *look.parts.values(), motion.frames, motion.fps)
        return (*self.formats.segments.values(), *size, *seen, place.name, place.folder, place.browse)

    def _on_formats_value_wanted(self, suffix: str) -> None:
        self.edit_wanted.emit(lambda choices: replace(choices, suffix=suffix))
