"""What there is to map, and what a map's colours can say."""

from enum import Enum


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
