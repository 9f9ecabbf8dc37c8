"""From where the solid is seen, as a value that sessions and the command line can carry.

Example:

    Orbit(azimuth=40, elevation=30).turned(-15, 5).zoomed(1.2)
"""

from dataclasses import dataclass, replace

from app.model.parameters import declare, parameters

WHOLE_TURN = 360.0
LOWEST, HIGHEST = 15.0, 85.0
"""Lower, what is in front hides all the rest; higher, no heights are to be seen."""
ZOOMS = (0.7, 2.0)
EXAGGERATIONS = (0.25, 2.0)


@dataclass(frozen=True)
class Orbit:
    """An eye that looks at the middle of the solid from far away, so that parallels stay parallel.

    At `azimuth` 0 it stands where y is lowest, and x points right as on the plan; a quarter turn, +90 degrees, brings
    it to where x is highest. Raises ValueError with one sentence if a number is not legal.
    """

    azimuth: float = declare(
        -35.0,
        (-180.0, 180.0),
        legal=(-WHOLE_TURN, WHOLE_TURN),
        scale="linear",
        help="Degrees by which the eye has gone around the surface, counter-clockwise as seen from above.",
    )
    elevation: float = declare(
        48.0,
        (LOWEST, HIGHEST),
        legal=(LOWEST, HIGHEST),
        scale="linear",
        help="Degrees by which the eye stands above the horizon.",
    )
    zoom: float = declare(1.0, ZOOMS, legal=ZOOMS, scale="log", help="How large the picture is; 1 fits.")
    exaggeration: float = declare(
        1.0, EXAGGERATIONS, legal=EXAGGERATIONS, scale="log", symbol="height", help="How high the heights are drawn."
    )

    def __post_init__(self) -> None:
        for name, parameter in parameters(Orbit).items():
            parameter.checked(vars(self)[name])

    def turned(self, around: float, up: float) -> "Orbit":
        """By so many degrees further around, and so many higher as far as that goes."""
        azimuth = (self.azimuth + around + WHOLE_TURN / 2) % WHOLE_TURN - WHOLE_TURN / 2
        return replace(self, azimuth=azimuth, elevation=_within((LOWEST, HIGHEST), self.elevation + up))

    def zoomed(self, factor: float) -> "Orbit":
        """Larger by that factor as far as that goes."""
        return replace(self, zoom=_within(ZOOMS, self.zoom * factor))

    def raised(self, exaggeration: float) -> "Orbit":
        """With heights drawn so high, as far as that goes."""
        return replace(self, exaggeration=_within(EXAGGERATIONS, exaggeration))


USUAL = Orbit()


def _within(bounds: tuple[float, float], value: float) -> float:
    return min(bounds[1], max(bounds[0], value))
