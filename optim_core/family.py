"""The equation that rules of one kind follow: coefficients, a state, and an update, for many runs at once."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol, runtime_checkable

from optim_core.parameter import Array

GradientFunction = Callable[[Array, Array], tuple[Any, Any]]
"""(x, y) → (∂f/∂x, ∂f/∂y), elementwise on float64 arrays of one shape."""


@runtime_checkable
class PointGradient(Protocol):
    """A gradient function that can also be taken at one point, so that few runs are sooner done; see `optim_core.few`.

    A gradient function is one as soon as it has an attribute of that name.
    """

    @property
    def at_point(self) -> Callable[[float, float], tuple[float, float]]:
        """The gradient at a point of two Python floats, in two more: the same to the bit, and never an exception."""


class VectorGradient(Protocol):
    """θ → ∇f(θ) for positions of shape (2, runs), decay and noise included."""

    def __call__(self, theta: Array) -> Array:
        """The gradient at `theta`, in a fresh array."""
        ...

    def add_to(self, total: Array, theta: Array) -> None:
        """Do total ← total + ∇f(θ), in place and therefore sooner."""
        ...


class Family(Protocol):
    """Coefficients of many runs, arrays of shape (2, runs) or floats, with the equation they all follow.

    Implement it as a NamedTuple whose fields are the coefficients. One that is 0 in every run arrives as the float
    0.0, one that is 1 in every run as the float 1.0.
    """

    def initial_state(self, theta: Array) -> Array:
        """The state (velocity, moments) before the first step, for positions `theta` of shape (2, runs).

        A float64 array of any shape of two or more dimensions whose last is the runs. It is the state after a restart
        too, and does not depend on coefficients that change over time.
        """
        ...

    def update(self, theta: Array, state: Array, gradient: VectorGradient, out: Array, after: Array) -> None:
        """One step of every run: writes the next positions to `out` and the next state to `after`.

        `after` may be `state` itself; `theta` must be left as it is. A position that is not finite must not become
        finite again, so that the loop may look for lost runs now and then instead of at each step.
        """
        ...

    def velocity(self, states: Array) -> Array:
        """Of states (steps, *state): the velocity after each step, (steps, 2, runs).

        It is what θ moves along: Δθ = −lr·velocity, decoupled decay aside (−velocity where lr stands inside).
        """
        ...

    def remembered(self, states: Array) -> Array:
        """Of states (steps, *state): what is remembered after each step, (steps, memories, 2, runs).

        In the order of the rule's `memory`; of a rule with fewer memories than its family, the first ones. Where it
        is the velocity and nothing else, it is a view of what `velocity` returns, so that it is kept once.
        """
        ...

    def scale(self, states: Array) -> Array | None:
        """By what lr was multiplied in each coordinate in the update that led to each step, (steps, 2, runs).

        None for rules that take the same lr in all coordinates.
        """
        ...

    def shown(self, theta: Array, states: Array) -> Array:
        """The point that stands for the runs in a picture, for positions (steps, 2, runs).

        Where that is θ, in all steps, it is the array `theta` itself.
        """
        ...


@runtime_checkable
class CoordinateFamily(Protocol):
    """A family that treats every coordinate by itself, said once more for one, so that few runs are sooner done.

    A family is one as soon as it has a method of that name; its state has the shape (rows, 2, runs).
    """

    @staticmethod
    def coordinate(now: Sequence[float], g: float, coefficients: Sequence[float]) -> tuple[float, ...]:
        """The position and the rows of the state after a step: the bits that `update` finds, and never an exception.

        `now` has what they were before, and `g` is the gradient, all Python's own floats.
        """
        ...


def is_zero(coefficient: Array | float) -> bool:
    """Whether a coefficient is 0 in every run, so that what it multiplies can be left out."""
    return isinstance(coefficient, float) and coefficient == 0.0


def is_one(coefficient: Array | float) -> bool:
    """Whether a coefficient is 1 in every run, so that the product can be left out."""
    return isinstance(coefficient, float) and coefficient == 1.0
