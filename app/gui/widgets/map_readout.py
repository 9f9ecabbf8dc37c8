"""What a cell of a map says, in a line: its settings, how the run ended, and in how many steps."""

from app.model.maps import Axis, MapPanelPicture, MapPicture, Readout
from app.model.numbers import number_text

DIGITS = 3


def readings(picture: MapPicture, place: tuple[float, float] | None) -> tuple[str, ...]:
    """A line a map: the cell at these values or, without them, the one in which the lane itself stands."""
    first, *others = picture.panels
    lines = [_line(panel, place, named=bool(others)) for panel in picture.panels]
    if others and others[0].data.request == first.data.request:
        lines[1:] = [f"{others[0].lane_name} has the same map: the same rule, and all else equal"]
    return tuple(lines)


def _line(panel: MapPanelPicture, place: tuple[float, float] | None, *, named: bool) -> str:
    request, at = panel.data.request, panel.cross if place is None else place
    if at is None:
        return f"{panel.lane_name} is not on this map"
    if not (request.x.shows(at[0]) and request.y.shows(at[1])):
        return f"{panel.lane_name} lies beyond the edge of this map"
    return f"{panel.lane_name}  {cell_text(panel, at)}" if named else cell_text(panel, at)


def cell_text(panel: MapPanelPicture, at: tuple[float, float]) -> str:
    """The cell at these values: lr 1.3e-3  β 0.95 · Converged, loss 3e-9, 212 steps to tolerance."""
    data = panel.data
    cell = data.at(*at)
    settings = [_setting(data.request.x, cell.x)]
    if not data.request.rows_are_alike:
        settings.append(_setting(data.request.y, cell.y))
    return f"{'  '.join(settings)} · {_outcome(cell, len(data.request.experiment.surface.minima))}"


def _setting(axis: Axis, value: float) -> str:
    return f"{axis.label} {number_text(value, DIGITS)}"


def _outcome(cell: Readout, minima: int) -> str:
    words = [cell.verdict.value]
    if cell.minimum is not None and minima > 1:
        words.append(f"minimum {cell.minimum + 1}")
    if cell.height < float("inf"):
        words.append(f"loss {number_text(cell.height, 2)}")
    if cell.steps is not None:
        words.append(f"{cell.steps:,} steps to tolerance")
    return ", ".join(words)
