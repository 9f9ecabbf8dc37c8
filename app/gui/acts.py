"""What can be done with the whole experiment, in the words of menus, and the keys that do it."""

from enum import Enum


class Act(Enum):
    """Each by the words of its entry in a menu and its keys, "" for none."""

    NEW = ("New", "Ctrl+N")
    OPEN = ("Open…", "Ctrl+O")
    SAVE = ("Save", "Ctrl+S")
    SAVE_AS = ("Save as…", "Ctrl+Shift+S")
    EXPORT = ("Export…", "Ctrl+E")
    COPY_PICTURE = ("Copy picture", "Ctrl+C")
    COPY_EXPERIMENT = ("Copy experiment", "Ctrl+Shift+C")
    PASTE = ("Paste experiment", "Ctrl+V")
    COPY_COMMAND = ("Copy as command", "")
    COPY_PYTHON = ("Copy as Python", "")
    COPY_PYTORCH = ("Copy as PyTorch", "")
    KEYS = ("Keys", "?")
    QUIT = ("Quit", "Ctrl+Q")

    @property
    def words(self) -> str:
        """The entry in a menu."""
        return self.value[0]

    @property
    def keys(self) -> str:
        """What to press."""
        return self.value[1]
