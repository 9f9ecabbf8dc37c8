"""Which lessons a person has done, kept in a small file beside the settings."""

from dataclasses import dataclass, replace

from app.model.kept_file import KeptFile

MOST = 1000
"""Keys of the longest list that is taken for one the program wrote."""
LONGEST_KEY = 60


@dataclass(frozen=True)
class Progress:
    """The keys of the lessons that were done, in the order in which they were."""

    done: tuple[str, ...] = ()

    def with_done(self, key: str) -> "Progress":
        """The same with one lesson more."""
        return self if key in self.done else replace(self, done=(*self.done, key))


def _makes_sense(found: Progress) -> bool:
    return len(found.done) <= MOST and all(0 < len(key) <= LONGEST_KEY for key in found.done)


PROGRESS = KeptFile("the progress", "lessons.json", Progress, _makes_sense)


def load_progress() -> Progress:
    """What was kept, or nothing done where nothing is, or nothing that makes sense."""
    return Progress(tuple(dict.fromkeys(PROGRESS.load().done)))


def save_progress(progress: Progress) -> None:
    """Keep it. Raises FaultError if it cannot be written."""
    PROGRESS.save(progress)
