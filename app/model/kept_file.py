"""The program's small files, in which it remembers things for a person who never sees them.

They are read with mistrust: what makes no sense is as good as nothing, and is put aside so that it is neither lost
nor in the way.

Example:

    SETTINGS = KeptFile("the settings", "settings.json", Settings, _makes_sense)
    SETTINGS.load()
    SETTINGS.save(Settings(theme="dark"))
    put_aside(SETTINGS)     # "The settings made no sense: the file is put aside as …", or ""
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec
from platformdirs import user_config_path

from app.files import cause, keep, read_start
from app.model.sentences import sentence_of

T = TypeVar("T")
LARGEST = 200_000
"""Bytes of the largest file that is taken for one that the program wrote."""


@dataclass(frozen=True)
class KeptFile(Generic[T]):
    """`what` is its content, in a sentence; `kind` can be made of nothing, and that is what there is at first."""

    what: str
    name: str
    kind: type[T]
    makes_sense: Callable[[T], bool] = bool

    @property
    def path(self) -> Path:
        """Where it is."""
        return user_config_path("ravine", appauthor=False) / self.name

    def load(self) -> T:
        """What was kept, or the usual where nothing is, or nothing that makes sense."""
        try:
            return self._read()
        except (OSError, ValueError):
            return self.kind()

    def save(self, value: T) -> None:
        """Keep it. Raises FaultError if it cannot be written."""
        keep(self.what, self.path, msgspec.json.encode(value))

    def put_aside(self) -> str:
        """Move it out of the way if it makes no sense; why it did, in a sentence, or "" if all is well."""
        try:
            self._read()
        except (FileNotFoundError, NotADirectoryError):
            return ""
        except OSError as error:
            return self._moved(f"{self.what} could not be read ({cause(error)})")
        except ValueError:
            return self._moved(f"{self.what} made no sense")
        return ""

    def _read(self) -> T:
        try:
            found = msgspec.json.decode(read_start(self.path, LARGEST + 1), type=self.kind)
        except RecursionError as error:
            raise ValueError("its lists stand too deep in each other") from error
        if not self.makes_sense(found):
            raise ValueError("no program wrote that")
        return found

    def _moved(self, why: str) -> str:
        aside = self.path.with_suffix(".damaged.json")
        try:
            os.replace(self.path, aside)
        except OSError:
            return f"{why}: {self.path} stays where it is, and Ravine begins without it"
        return f"{why}: the file is put aside as {aside}, and Ravine begins without it"


def put_aside(*files: KeptFile[Any]) -> str:
    """Move those that make no sense out of the way; what to say of it, or "" if there was none."""
    return " ".join(sentence_of(why) for file in files if (why := file.put_aside()))
