"""Work that takes long, as a value: a map, a comparison, what a crowd has in common."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from typing import Protocol, TypeVar

Result = TypeVar("Result", covariant=True)


class Job(Protocol[Result]):
    """A hashable value that knows how to compute what it stands for."""

    def results(self, executor: Executor, checkpoint: Callable[[], None]) -> Iterator[Result]:
        """Better and better results; `checkpoint` is called often and raises CancelledError if they are not wanted."""
        ...
