"""An orbit is always legal, and goes on turning for ever."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.relief.orbit import EXAGGERATIONS, HIGHEST, LOWEST, USUAL, ZOOMS, Orbit
from tests.app.model.relief.examples import orbits

turns = st.floats(-1000, 1000)


@given(orbits, turns, turns)
def test_a_turn_goes_around_for_ever_and_up_as_far_as_that_goes(orbit: Orbit, around: float, up: float) -> None:
    turned = orbit.turned(around, up)
    assert -180 <= turned.azimuth <= 180
    assert (turned.azimuth - orbit.azimuth - around + 180) % 360 == pytest.approx(180, abs=1e-6)
    assert turned.elevation == min(HIGHEST, max(LOWEST, orbit.elevation + up))
    assert (turned.zoom, turned.exaggeration) == (orbit.zoom, orbit.exaggeration)


@given(orbits, st.floats(0.01, 100))
def test_zoom_and_height_stop_at_their_ends(orbit: Orbit, factor: float) -> None:
    assert orbit.zoomed(factor).zoom == min(ZOOMS[1], max(ZOOMS[0], orbit.zoom * factor))
    assert orbit.raised(factor).exaggeration == min(EXAGGERATIONS[1], max(EXAGGERATIONS[0], factor))


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        ({"azimuth": 400.0}, "azimuth must lie between −360 and 360, not 400"),
        ({"elevation": 10.0}, "elevation must lie between 15 and 85, not 10"),
        ({"elevation": float("nan")}, "elevation must lie between 15 and 85, not undefined"),
        ({"zoom": 3.0}, "zoom must lie between 0.7 and 2, not 3"),
        ({"exaggeration": 0.0}, "exaggeration must lie between 0.25 and 2, not 0"),
    ],
)
def test_what_is_not_legal_is_refused_in_a_sentence(numbers: dict[str, float], sentence: str) -> None:
    with pytest.raises(ValueError, match=f"^{sentence}$"):
        Orbit(**numbers)


def test_the_usual_orbit_is_a_value() -> None:
    assert {USUAL: 1}[Orbit()] == 1
