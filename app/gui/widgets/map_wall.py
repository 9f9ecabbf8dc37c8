"""Which maps hang there while others are on their way: a new one at once, an old one until then."""

from collections.abc import Sequence

from app.model.experiment import Lane
from app.model.maps import MapData, MapPanelPicture, MapPicture, MapRequest, Measure


class Wall:
    """Holds the best data of every map that is wanted, and a picture without crosses of what can be shown of them."""

    def __init__(self) -> None:
        self._wanted: tuple[tuple[Lane, MapRequest], ...] = ()
        self._known: dict[MapRequest, MapData] = {}
        self._looks: tuple[Measure, bool] = (Measure.VERDICT, False)
        self.picture: MapPicture | None = None

    @property
    def requests(self) -> tuple[MapRequest, ...]:
        """What is wanted, each once."""
        return tuple(dict.fromkeys(request for _, request in self._wanted))

    @property
    def is_stale(self) -> bool:
        """Whether something of the picture waits for its successor."""
        return any(request not in self._known for request in self.requests)

    @property
    def progress(self) -> str:
        """How far the maps are, in words; nothing where they are finished."""
        known = [self._known.get(request) for request in self.requests]
        there = [data for data in known if data is not None]
        if not there or len(there) < len(known):
            return "computing…"
        coarsest = min(there, key=lambda data: data.side)
        finest = max(request.sides[-1] for request in self.requests)
        if coarsest.side == finest:
            return ""
        return f"refining {_cells(coarsest.request, coarsest.side)} → {_cells(coarsest.request, finest)}"

    def turn_to(
        self, lanes: Sequence[Lane], requests: Sequence[MapRequest], measure: Measure, *, difference: bool
    ) -> None:
        """Want a map for each of these lanes, coloured by that measure."""
        self._wanted = tuple(zip(lanes, requests, strict=True))
        self._known = {request: data for request, data in self._known.items() if request in requests}
        self._looks = measure, difference
        self._hang()

    def take(self, request: MapRequest, data: MapData) -> bool:
        """Hang up data that have come; False if nobody wants them, or if there are better ones."""
        known = self._known.get(request)
        if request not in self.requests or (known is not None and known.side > data.side):
            return False
        self._known[request] = data
        self._hang()
        return True

    def _hang(self) -> None:
        """Make the picture anew where all of it is there; otherwise the old one stays as it is."""
        panels = [self._panel(place, lane, request) for place, (lane, request) in enumerate(self._wanted)]
        there = [panel for panel in panels if panel is not None]
        if len(there) == len(panels):
            measure, difference = self._looks
            self.picture = MapPicture(tuple(there), measure, difference and len(there) > 1)

    def _panel(self, place: int, lane: Lane, request: MapRequest) -> MapPanelPicture | None:
        """The map of that lane, or the one that hangs in its place if it has the same axes."""
        if request in self._known:
            return MapPanelPicture(self._known[request], lane.name, lane.colour)
        before = self.picture.panels if self.picture is not None else ()
        if place < len(before) and _axes(before[place].data.request) == _axes(request):
            return before[place]
        return None


def _cells(request: MapRequest, side: int) -> str:
    """32², or 32 × 8."""
    rows = request.rows(side)
    return f"{side}²" if rows == side else f"{side} × {rows}"


def _axes(request: MapRequest) -> object:
    return request.x, request.y
