"""The document: what the window's experiment is called, in which file it is kept, and whether it differs from that.

Whatever replaces the experiment or closes the window passes through here, so that nothing is lost unasked.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.errors import FaultError, UseError
from app.files import write_whole
from app.gui.autosave import Autosave
from app.gui.on_disk import Stamp, is_figure, stamp_of
from app.gui.store import Store
from app.gui.widgets import question
from app.gui.widgets.file_question import ask_what_to_open, ask_where_to_save
from app.gui.widgets.question import Answer
from app.model.experiment import Experiment
from app.model.recent import load_recent, save_recent
from app.recovery.recovery import Orphan
from app.sessions import Session
from app.sessions.opening import open_session
from app.sessions.share import read_share
from app.sessions.text import session_bytes

UNTITLED = "Untitled"


class Document(QObject):
    """Belongs to the window `parent`; `present` is the experiment of the store, and how it is looked at."""

    changed = Signal()
    """The name, the recent files, or whether there are unsaved changes."""
    opened = Signal(object)
    """The Session that is to be shown; the store has its experiment already."""
    said = Signal(str)
    """What a person should know, in a sentence."""

    def __init__(self, store: Store, present: Callable[[], Session], parent: QWidget) -> None:
        super().__init__(parent)
        self._store = store
        self._present = present
        self._window = parent
        self._path: Path | None = None
        self._name = UNTITLED
        self._stamp: Stamp | None = None
        self._baseline: Experiment | None = store.experiment
        self._was_dirty = False
        self._is_leaving = False
        self._recent = load_recent().existing
        self._folder = self._recent[0].parent if self._recent else Path.home()
        self._autosave = Autosave(present, self)
        self._autosave.said.connect(self.said)
        store.changed.connect(self._on_store_changed)

    @property
    def path(self) -> Path | None:
        """The session file, None if there is none yet."""
        return self._path

    @property
    def name(self) -> str:
        """What the document is called, without its suffix."""
        return self._name

    @property
    def is_dirty(self) -> bool:
        """Whether the experiment differs from what is in the file; by undoing a change it comes back to it."""
        return self._store.experiment != self._baseline

    @property
    def recent(self) -> tuple[Path, ...]:
        """Files that were opened or saved, those that are still there, the last one first."""
        return self._recent

    def begin(self, session: Session, path: Path | None) -> None:
        """Start with a session, and the file that holds it if one does."""
        if path is None:
            self._take(session)
        else:
            self._take_file(session, path.absolute())

    def new(self) -> None:
        """Begin with the default experiment."""
        if self.may_close():
            self._take(Session())

    def open(self) -> None:
        """Ask for a session or a figure, and open it."""
        chosen = ask_what_to_open(self._window, self._folder)
        if chosen is not None:
            self.open_path(chosen)

    def open_path(self, path: Path) -> None:
        """Open a session, or what a figure carries; that has no file yet, since no session may replace a figure."""
        path = path.absolute()
        try:
            session = open_session(path)
        except (UseError, FaultError) as error:
            self.said.emit(str(error))
            self._look_for_recent()
            return
        if self.may_close():
            self._take_file(session, path)

    def take_share(self, text: str) -> None:
        """Open the experiment in a share string."""
        try:
            session = read_share(text)
        except ValueError as error:
            self.said.emit(f"this text carries no experiment: {error}")
            return
        if self.may_close():
            self._take(session)

    def save(self) -> bool:
        """Save into the document's file, or ask for one; whether it is saved."""
        if self._path is None:
            return self.save_as()
        if stamp_of(self._path) in (None, self._stamp):
            return self._write(self._path)
        answer = question.ask_about_changed(self._window, self._path.name)
        return self._write(self._path) if answer is Answer.OVERWRITE else answer is Answer.SAVE_AS and self.save_as()

    def save_as(self) -> bool:
        """Ask for a file and save there; whether it is saved."""
        target = ask_where_to_save(self._window, self._folder, self._name)
        return target is not None and self._write(target)

    def may_close(self) -> bool:
        """Whether the experiment may be replaced or the window closed; asks if that would lose something."""
        if self._is_leaving or not self.is_dirty:
            return True
        answer = question.ask_to_save(self._window, self._name)
        # A signal may have come while the question was open: then no answer counts.
        return self._is_leaving or answer is Answer.DISCARD or (answer is Answer.SAVE and self.save())

    def recover(self, orphan: Orphan) -> None:
        """Take over what another process left; it is kept here before it is removed there."""
        if not self.may_close():
            orphan.release()
            return
        self._take(orphan.session, orphan.document, orphan.document.stem if orphan.document else UNTITLED)
        self._baseline, self._stamp = _on_disk(orphan)
        self._tell()
        if self.keep():
            orphan.discard()
        else:
            orphan.release()

    def keep(self) -> bool:
        """Put unsaved changes where the next start finds them; whether they are there, or there are none."""
        self._tell()
        return self._autosave.flush()

    def keep_at_once(self) -> bool:
        """The same from any thread, while the window's own stands still: how it is looked at is not kept."""
        return not self.is_dirty or self._autosave.keep_now(Session(self._store.experiment), self._path)

    def leave(self) -> None:
        """The process must end: keep unsaved changes, and ask nothing from now on."""
        self._is_leaving = True
        self.keep()

    def stop(self) -> None:
        """The window is closed."""
        self._autosave.stop(keep=self._is_leaving and self.is_dirty)

    def _take_file(self, session: Session, path: Path) -> None:
        self._folder = path.parent
        self._take(session, None if is_figure(path) else path, path.stem)
        self._remember(path)

    def _take(self, session: Session, path: Path | None = None, name: str = UNTITLED) -> None:
        self._path, self._name = path, name
        self._stamp = None if path is None else stamp_of(path)
        self._baseline = session.experiment
        self._autosave.forget()
        self._store.reset(session.experiment)
        self._store.flush()
        self.opened.emit(session)
        self.changed.emit()

    def _write(self, target: Path) -> bool:
        session = self._present()
        try:
            write_whole(target, session_bytes(session))
        except (FaultError, ValueError) as error:
            self.said.emit(str(error))
            return False
        self._path, self._name, self._folder = target, target.stem, target.parent
        self._stamp, self._baseline = stamp_of(target), session.experiment
        self._tell()
        self._remember(target)
        return True

    def _remember(self, path: Path) -> None:
        try:
            save_recent(load_recent().with_file(path))
        except FaultError as error:
            self.said.emit(str(error))
        self._look_for_recent()

    def _look_for_recent(self) -> None:
        self._recent = load_recent().existing
        self.changed.emit()

    def _tell(self) -> None:
        """Let everybody know whether there are unsaved changes."""
        if self.is_dirty:
            self._autosave.keep_soon(self._path)
        else:
            self._autosave.forget()
        if self._was_dirty != self.is_dirty:
            self._was_dirty = self.is_dirty
            self.changed.emit()

    def _on_store_changed(self) -> None:
        self._tell()


def _on_disk(orphan: Orphan) -> tuple[Experiment | None, Stamp | None]:
    """The experiment in the document of what was left, and its stamp.

    The stamp is None if it was written since: saving then asks.
    """
    if orphan.document is None:
        return None, None
    stamp = stamp_of(orphan.document)
    try:
        saved = open_session(orphan.document).experiment
    except (UseError, FaultError):
        return None, None
    return saved, stamp if stamp is not None and stamp[2] <= orphan.kept_at * 1e9 else None
