"""The document: what the window's experiment is called, in which file it is kept, and whether it differs from that.

Whatever replaces the experiment or closes the window passes through here, so that nothing is lost unasked. What reads
and writes files is imported when it is needed: the first picture does not wait for it.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.errors import FaultError, UseError
from app.files import write_whole
from app.gui.autosave import Autosave
from app.gui.on_disk import Saved, is_figure, saved_before, saved_in, stamp_of
from app.gui.recent_files import RecentFiles
from app.gui.store import Store
from app.gui.widgets import question
from app.gui.widgets.file_question import ask_what_to_open, ask_where_to_save
from app.gui.widgets.question import Answer
from app.recovery.recovery import Orphan
from app.sessions import Session


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
        self._saved = Saved(store.experiment)
        self._was_dirty = False
        self._is_leaving = False
        self._recent = RecentFiles()
        self._autosave = Autosave(present, self)
        self._autosave.said.connect(self.said)
        store.changed.connect(self._on_store_changed)

    @property
    def path(self) -> Path | None:
        """The session file, None if there is none yet."""
        return self._saved.path

    @property
    def name(self) -> str:
        """What the document is called, without its suffix."""
        return self._saved.name

    @property
    def is_dirty(self) -> bool:
        """Whether the experiment differs from what is in the file; by undoing a change it comes back to it."""
        return self._store.experiment != self._saved.experiment

    @property
    def recent(self) -> tuple[Path, ...]:
        """Files that were opened or saved, those that are still there, the last one first."""
        return self._recent.existing

    def begin(self, session: Session, path: Path | None) -> None:
        """Start with a session, and the file that holds it if one does."""
        if path is None:
            self._take(session, Saved(session.experiment))
        else:
            self._take_file(session, path.absolute())

    def new(self) -> None:
        """Begin with the default experiment."""
        if self.may_close():
            self._take(Session(), Saved(Session().experiment))

    def open(self) -> None:
        """Ask for a session or a figure, and open it."""
        chosen = ask_what_to_open(self._window, self._recent.folder)
        if chosen is not None:
            self.open_path(chosen)

    def open_path(self, path: Path) -> None:
        """Open a session, or what a figure carries; that has no file yet, since no session may replace a figure."""
        from app.sessions.opening import open_session

        path = path.absolute()
        try:
            session = open_session(path)
        except (UseError, FaultError) as error:
            self.said.emit(str(error))
            self._recent.look()
            self.changed.emit()
            return
        if self.may_close():
            self._take_file(session, path)

    def take_share(self, text: str) -> None:
        """Open the experiment in a share string."""
        from app.sessions.share import read_share

        try:
            session = read_share(text)
        except ValueError as error:
            self.said.emit(f"this text carries no experiment: {error}")
            return
        if self.may_close():
            self._take(session, Saved(session.experiment))

    def save(self) -> bool:
        """Save into the document's file, or ask for one; whether it is saved."""
        path = self.path
        if path is None:
            return self.save_as()
        if stamp_of(path) in (None, self._saved.stamp):
            return self._write(path)
        answer = question.ask_about_changed(self._window, path.name)
        return self._write(path) if answer is Answer.OVERWRITE else answer is Answer.SAVE_AS and self.save_as()

    def save_as(self) -> bool:
        """Ask for a file and save there; whether it is saved."""
        target = ask_where_to_save(self._window, self._recent.folder, self.name)
        return target is not None and self._write(target)

    def may_close(self) -> bool:
        """Whether the experiment may be replaced or the window closed; asks if that would lose something."""
        if self._is_leaving or not self.is_dirty:
            return True
        answer = question.ask_to_save(self._window, self.name)
        # A signal may have come while the question was open: then no answer counts.
        return self._is_leaving or answer is Answer.DISCARD or (answer is Answer.SAVE and self.save())

    def recover(self, orphan: Orphan) -> None:
        """Take over what another process left; it is kept here before it is removed there."""
        if not self.may_close():
            orphan.release()
            return
        self._take(orphan.session, saved_before(orphan))
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
        return not self.is_dirty or self._autosave.keep_now(Session(self._store.experiment), self.path)

    def leave(self) -> None:
        """The process must end: keep unsaved changes, and ask nothing from now on."""
        self._is_leaving = True
        self.keep()

    def stop(self) -> None:
        """The window is closed."""
        self._autosave.stop(keep=self._is_leaving and self.is_dirty)

    def _take_file(self, session: Session, path: Path) -> None:
        experiment = session.experiment
        self._take(session, Saved(experiment, name=path.stem) if is_figure(path) else saved_in(path, experiment))
        self._remember(path)

    def _take(self, session: Session, saved: Saved) -> None:
        self._saved = saved
        self._autosave.forget()
        self._store.reset(session.experiment)
        self._store.flush()
        self.opened.emit(session)
        self.changed.emit()

    def _write(self, target: Path) -> bool:
        from app.sessions.text import session_bytes

        session = self._present()
        try:
            write_whole(target, session_bytes(session))
        except (FaultError, ValueError) as error:
            self.said.emit(str(error))
            return False
        self._saved = saved_in(target, session.experiment)
        self._tell()
        self._remember(target)
        return True

    def _remember(self, path: Path) -> None:
        try:
            self._recent.add(path)
        except FaultError as error:
            self.said.emit(str(error))
        self.changed.emit()

    def _tell(self) -> None:
        """Let everybody know whether there are unsaved changes."""
        if self.is_dirty:
            self._autosave.keep_soon(self.path)
        else:
            self._autosave.forget()
        if self._was_dirty != self.is_dirty:
            self._was_dirty = self.is_dirty
            self.changed.emit()

    def _on_store_changed(self) -> None:
        self._tell()
