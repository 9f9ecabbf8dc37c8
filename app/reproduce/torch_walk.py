"""What all walks of a PyTorch script have in common: the start, the gradient, and what is done before a step.

A walk is a rule in the words of PyTorch: it is begun, and then takes its steps within a loop.
"""

from collections.abc import Iterable, Iterator
from typing import Protocol

from app.model.experiment import Experiment
from app.reproduce.source import indented, pair, steps_source
from app.reproduce.torch_numbers import RuleNumbers
from app.reproduce.torch_surroundings import place, pushes


class TorchWalk(Protocol):
    """One rule's way of walking."""

    @property
    def numbers(self) -> RuleNumbers:
        """The rule's numbers."""

    @property
    def names(self) -> list[str]:
        """Those that the script needs."""

    @property
    def difference(self) -> str:
        """Why no optimizer of PyTorch walks; "" where one does."""

    def beginning(self) -> Iterator[str]:
        """The lines before the loop, but for the numbers."""

    def step(self) -> Iterator[str]:
        """The lines within the loop, for the step `step`."""


def start(experiment: Experiment, name: str, more: str = "") -> str:
    """The line that puts a point where the walk begins."""
    return f"{name} = torch.tensor([{pair(*experiment.start)}], dtype=torch.float64{more})"


def at_steps(steps: tuple[int, ...], lines: Iterable[str]) -> Iterator[str]:
    """Lines for some steps alone; nothing without any."""
    if steps:
        yield f"if step in {steps_source(steps)}:\n{indented(lines)}"


def backward(experiment: Experiment, point: str) -> Iterator[str]:
    """The gradient as an optimizer finds it."""
    taken_at = place(experiment, point)
    yield "optimizer.zero_grad()"
    yield f"f(*{point if taken_at == point else f'({taken_at})'}).backward()"
    if pushes(experiment):
        yield f"{point}.grad += noise[step]"


def gradient(experiment: Experiment, numbers: RuleNumbers, point: str) -> str:
    """The gradient g of an update that is written out, with coupled weight decay and noise."""
    coupled = (
        f" + {numbers.at('weight_decay')}*{point}" if numbers.acts("weight_decay") and not numbers.decouples else ""
    )
    return f"g = gradient({place(experiment, point)}){coupled}{' + noise[step]' if pushes(experiment) else ''}"


def options(numbers: RuleNumbers, given: dict[str, str]) -> Iterator[str]:
    """The numbers by PyTorch's words as an optimizer is made with them."""
    for word, name in given.items():
        yield f"{word}={numbers.at(name, '0')}.item()" if numbers.varies(name) else f"{word}={name}"


def steered(numbers: RuleNumbers, given: dict[str, str]) -> Iterator[str]:
    """Lines that give an optimizer those numbers that change."""
    for word, name in given.items():
        if numbers.varies(name):
            yield f'optimizer.param_groups[0]["{word}"] = {numbers.at(name)}.item()'


def shrunk(numbers: RuleNumbers, point: str) -> str:
    """The line that does decoupled weight decay beside an optimizer's step."""
    return f"with torch.no_grad():\n    {point} *= 1 - {numbers.at('lr')}*{numbers.at('weight_decay')}"


def shrink(numbers: RuleNumbers) -> str:
    """Decoupled weight decay as a part of an update that is written out; "" without any."""
    return f" - {numbers.at('lr')}*{numbers.at('weight_decay')}*theta" if numbers.decouples else ""
