"""What there is to map, and what a map's colours can say."""

from enum import Enum

from surfaces import Surface


class MapKind(Enum):
    """What lies along the two axes."""

    RATES = "lr × β"
    STARTS = "starts"
    PARAMETER = "surface × lr"


class Measure(Enum):
    """What the colours of a map say; which of several minima a run ended at is asked of starts alone."""

    VERDICT = "verdict"
    LOSS = "final loss"
    STEPS = "steps to tolerance"
    MINIMUM = "minimum"


def usual_measure(kind: MapKind, surface: Surface) -> Measure:
    """What most want to see: of starts, which of several minima they lead to; else the verdict."""
    return Measure.MINIMUM if kind is MapKind.STARTS and len(surface.minima) > 1 else Measure.VERDICT
