"""Files that were opened or saved lately, and the folder in which the next one is looked for."""

from pathlib import Path

from app.model.recent import load_recent, save_recent


class RecentFiles:
    """What the program keeps of them; other windows add theirs."""

    def __init__(self) -> None:
        self.look()
        self.folder = self.existing[0].parent if self.existing else Path.home()

    def look(self) -> None:
        """See which of them are still there, the last one first."""
        self.existing = load_recent().existing

    def add(self, path: Path) -> None:
        """Put one before all others. Raises FaultError if it cannot be kept."""
        self.folder = path.parent
        try:
            save_recent(load_recent().with_file(path))
        finally:
            self.look()
