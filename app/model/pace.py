"""How many steps of a walk are taken between two looks at the clock.

A long formula may take a hundred times as long for a step as any surface of the catalogue: on such ground the first few
steps tell how many others may follow at a time.
"""

from surfaces import Surface

UNTRIED = 20
"""Steps of the first slice on a surface that may take any time for one …"""
PATIENCE = 0.004
"""… by which the others are made to take so many seconds each."""


class Pace:
    """The steps of the next slice, `most` of them where nothing speaks against it."""

    def __init__(self, surface: Surface, most: int) -> None:
        self._most = most
        self._is_tried = not surface.minima_are_found
        self.steps = most if self._is_tried else min(most, UNTRIED)

    def learn(self, seconds: float) -> None:
        """The last slice took so long."""
        if not self._is_tried:
            self._is_tried = True
            self.steps = max(1, min(self._most, int(self.steps * PATIENCE / max(seconds, 1e-9))))
