"""What is said of an exception that ends the work, in one sentence, and the exit code that it means."""

from typing import NamedTuple

from app.errors import FaultError, UseError


class Failure(NamedTuple):
    """For people, and for shells: 1 if the world did not let it happen, 2 if the wish makes no sense."""

    sentence: str
    code: int


def failure(error: Exception) -> Failure:
    """What to say of it; of an error inside the details are kept."""
    match error:
        case UseError():
            return Failure(str(error), 2)
        case FaultError():
            return Failure(str(error), 1)
        case MemoryError():
            return Failure("not enough memory for that; give fewer --seeds or --steps, or a smaller --size", 1)
    from app import crash

    kept = crash.record(type(error), error, error.__traceback__)
    details = f"; details are in {crash.crash_log()}" if kept else ""
    return Failure(f"something went wrong inside: {type(error).__name__}: {error}{details}", 1)
