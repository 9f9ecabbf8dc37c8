"""Surfaces whose gradient is made of sums, differences and products alone, so that few runs on them are quick.

Example:

    @dataclass(frozen=True)
    class Bowl(Arithmetic):
        ...

        def slopes(self, number: Number) -> Formula:
            twice = number(2.0 * self.depth)
            return lambda x, y: (twice * x, twice * y)
"""

from abc import abstractmethod
from dataclasses import dataclass

from surfaces.slopes import Formula, Number, Slopes
from surfaces.surface import ClosedForm


@dataclass(frozen=True)
class Arithmetic(ClosedForm):
    """A closed form that has `slopes` in place of `gradient`."""

    @abstractmethod
    def slopes(self, number: Number) -> Formula:
        """(x, y) → (∂f/∂x, ∂f/∂y) by + − · alone, without a quotient or a power, and with `number` about its constants.

        It is made for arrays and for Python floats.
        """

    @property
    def gradient(self) -> Slopes:
        """(∂f/∂x, ∂f/∂y)."""
        return Slopes(self.slopes)
