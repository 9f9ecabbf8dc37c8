"""Text and files that come and go: the clipboard, and what is dropped on the window."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, QTimer
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from app.gui.document import Document
from app.gui.surface_files import is_surface
from app.sessions import Session


class Exchange(QObject):
    """Puts the experiment on the clipboard in words, and takes one from there or from a hand that drops it.

    `session` is what is on the screen, `selected` the lane that texts of one lane are about, `say` tells what happened,
    and `read_surface` takes a file that holds heights.
    """

    def __init__(
        self,
        window: QWidget,
        document: Document,
        session: Callable[[], Session],
        selected: Callable[[], int],
        say: Callable[[str], None],
        read_surface: Callable[[Path], None],
    ) -> None:
        super().__init__(window)
        self._document = document
        self._session = session
        self._selected = selected
        self._say = say
        self._read_surface = read_surface
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def copy_experiment(self) -> None:
        """The whole experiment as a line of text."""
        from app.sessions.share import share_text

        try:
            text = share_text(self._session())
        except ValueError as error:
            self._say(str(error))
            return
        QGuiApplication.clipboard().setText(text)
        self._say("the experiment is on the clipboard as a line of text; Ctrl+V in another window opens it")

    def copy_command(self) -> None:
        """The selected lane as a command."""
        from app.reproduce.command import command_text

        self._copy_lane("a command", command_text)

    def copy_python(self) -> None:
        """The selected lane as a script with optim_core."""
        from app.reproduce.python import python_text

        self._copy_lane("Python", python_text)

    def copy_pytorch(self) -> None:
        """The selected lane as a script with torch."""
        from app.reproduce.pytorch import pytorch_text

        self._copy_lane("PyTorch", pytorch_text)

    def paste(self) -> None:
        """Open what is on the clipboard: an experiment as text, or a file of one."""
        opener = self._opener(QGuiApplication.clipboard().mimeData())
        if opener is None:
            self._say("there is no experiment on the clipboard; copy one with Ctrl+Shift+C")
        else:
            opener()

    def _copy_lane(self, form: str, text: Callable[..., str]) -> None:
        experiment, lane = self._session().experiment, self._selected()
        try:
            QGuiApplication.clipboard().setText(text(experiment, lane))
        except ValueError as error:
            self._say(str(error))
        else:
            self._say(f"{experiment.lanes[lane].name} is on the clipboard as {form}")

    def _opener(self, data: QMimeData) -> Callable[[], None] | None:
        """What opens these, if they are something that can be opened."""
        from app.sessions.share import is_share

        files = [url for url in data.urls() if url.isLocalFile()]
        if files:
            return partial(self._open, Path(files[0].toLocalFile()))
        return partial(self._document.take_share, data.text()) if is_share(data.text()) else None

    def _open(self, path: Path) -> None:
        if is_surface(path):
            self._read_surface(path)
        else:
            self._document.open_path(path)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # While a question is open nothing comes in behind its back.
        if not isinstance(event, QDropEvent) or QApplication.activeModalWidget() is not None:
            return super().eventFilter(watched, event)
        opener = self._opener(event.mimeData())
        if opener is None:
            return super().eventFilter(watched, event)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if event.type() == QEvent.Type.Drop:
            # Who let it fall waits for an answer, and a question may take long.
            QTimer.singleShot(0, opener)
        return True
