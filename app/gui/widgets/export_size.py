"""How large the picture is: a size with a name or one's own, in pixels or millimetres, and the pixels of an inch."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel

from app.gui.widgets.export_field import ExportField
from app.gui.widgets.export_form import Form, quiet
from app.gui.widgets.map_menu import MapMenu
from app.gui.widgets.pill import Entry, Pill
from app.model.export_choices import PRESETS, ExportChoices, Size, presets
from app.model.export_words import preset_text
from app.model.paper import MM_PER_INCH, RESOLUTIONS, SCREEN, SIDES, Unit
from app.model.parameters import Parameter

SOFT: dict[Unit, tuple[float, float]] = {Unit.PX: (100, 4000), Unit.MM: (20, 400)}
OWN = "Own size"


class SizeChoice(Form):
    """Emits functions from ExportChoices to others that a person wants."""

    edit_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.preset = MapMenu("Size", "Sizes that are often wanted")
        self.preset.setObjectName("export_menu")
        self.fields = {unit: tuple(ExportField(_side(name, unit)) for name in ("width", "height")) for unit in Unit}
        self.unit = Pill("Unit", [Entry(unit, unit.value) for unit in Unit])
        self.dpi = ExportField(Parameter("dpi", SCREEN, (72, 600), RESOLUTIONS, "log", "Pixels an inch"))
        self._per_inch = quiet()
        self._times = QLabel("×")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        (width, height), (broad, tall) = self.fields.values()
        self.add_row("Size", self.preset)
        self.add_row("", width, broad, self._times, height, tall, self.unit)
        self.add_row("Resolution", self.dpi, self._per_inch)

    def _connect(self) -> None:
        self.preset.value_wanted.connect(self._want_size)
        self.unit.value_wanted.connect(lambda unit: self._want(lambda size: size.counted_in(unit)))
        self.dpi.value_wanted.connect(lambda dpi: self._want(lambda size: replace(size, dpi=dpi)))
        for width, height in self.fields.values():
            width.value_wanted.connect(lambda side: self._want(lambda size: replace(size, width=side)))
            height.value_wanted.connect(lambda side: self._want(lambda size: replace(size, height=side)))

    def show_choices(self, choices: ExportChoices) -> None:
        """Show the size as it is."""
        size, offered = choices.size, presets(choices.last)
        for unit, pair in self.fields.items():
            for field, side in zip(pair, (size.width, size.height), strict=True):
                field.setVisible(unit is size.unit)
                field.show_value(side)
        self.unit.show_value(size.unit)
        name = next((preset.title for preset in offered if preset.size.is_like(size)), OWN)
        chosen = next((preset.size for preset in offered if preset.size.is_like(size)), None)
        self.preset.show_choice([Entry(preset.size, preset_text(preset)) for preset in offered], chosen, name)
        self.dpi.show_value(size.dpi)
        self.dpi.setVisible(choices.has_pixels)
        self._per_inch.setText("pixels an inch" if choices.has_pixels else "made of lines, sharp at any size")

    def _want_size(self, size: Size) -> None:
        self._want(lambda _: size)

    def _want(self, edit: Callable[[Size], Size]) -> None:
        self.edit_wanted.emit(lambda choices: replace(choices, size=edit(choices.size)))


def _side(name: str, unit: Unit) -> Parameter:
    """What a side may be; whether both of them fit into one picture is another question."""
    usual = next(preset.size for preset in PRESETS if preset.size.unit is unit)
    # In millimetres it depends on the resolution too, which is asked when a size is made.
    per = 1.0 if unit is Unit.PX else MM_PER_INCH / RESOLUTIONS[0]
    legal = (SIDES[0] if unit is Unit.PX else 1.0, SIDES[1] * per)
    value = usual.width if name == "width" else usual.height
    what = "pixels" if unit is Unit.PX else "millimetres"
    return Parameter(name, value, SOFT[unit], legal, "linear", f"The picture's {name} in {what}", whole=unit is Unit.PX)
