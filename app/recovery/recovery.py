"""Unsaved work that outlives its process: each window keeps its own, and the next one to start finds what is left.

Example:

    kept = Kept()
    kept.keep(session, document)      # again and again, while there are unsaved changes
    kept.forget()                                    # they are saved

    found = orphans()                                # in another process, later: what nobody holds any more
    found.orphans[0].session
"""

import os
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from platformdirs import user_state_path

from app.errors import FaultError, UseError
from app.files import cause
from app.recovery.claim import Claim, claim
from app.sessions import Session


def recovery_folder() -> Path:
    """Where unsaved work of all windows is."""
    return user_state_path("ravine", appauthor=False) / "recovery"


class Kept:
    """The unsaved work of this window. It costs nothing before there is some."""

    def __init__(self) -> None:
        self._claim: Claim | None = None

    def keep(self, session: Session, document: Path | None) -> None:
        """Keep the session of a document, or of none, in place of the one before.

        Raises FaultError, or ValueError for a session that no file can hold, and then what was kept before stays.
        """
        from app.sessions.text import session_bytes

        data = session_bytes(session)
        if self._claim is None or not self._claim.is_held:
            self.leave()
            self._claim = _new_claim()
        self._claim.write(data, document)

    def forget(self) -> None:
        """There is no unsaved work any more. Raises FaultError if it cannot be removed."""
        if self._claim is not None:
            self._claim.empty()

    def close(self) -> None:
        """The window is closed, and nothing of it stays. Raises FaultError if it cannot be removed."""
        claimed, self._claim = self._claim, None
        if claimed is not None:
            claimed.remove()

    def leave(self) -> None:
        """The process ends before the work is saved: the next one to start finds it."""
        claimed, self._claim = self._claim, None
        if claimed is not None:
            claimed.release()


class Orphan:
    """Unsaved work whose process has ended; no other process finds it until it is released."""

    def __init__(self, claimed: Claim, session: Session, kept_at: float) -> None:
        self._claim = claimed
        self.session = session
        self.document = claimed.document
        self.kept_at = kept_at
        """When it was kept, in seconds since 1970."""

    def discard(self) -> None:
        """It is not wanted, or somebody else keeps it now. Raises FaultError if it cannot be removed."""
        self._claim.remove()

    def release(self) -> None:
        """Leave it to the next process that looks."""
        self._claim.release()


class Found(NamedTuple):
    """What processes left that have ended: the newest first, and for every file that stays there unread, why."""

    orphans: tuple[Orphan, ...]
    unreadable: tuple[str, ...]


def orphans() -> Found:
    """All unsaved work that nobody holds; it is this process's from now on."""
    from app.sessions.opening import open_session

    found: list[Orphan] = []
    unreadable: list[str] = []
    for claimed in _free_claims(recovery_folder()):
        if not claimed.session.exists():
            claimed.remove()
            continue
        try:
            found.append(Orphan(claimed, open_session(claimed.session), claimed.session.stat().st_mtime))
        except (UseError, FaultError, OSError) as error:
            unreadable.append(str(error))
            claimed.release()
    return Found(tuple(sorted(found, key=lambda orphan: -orphan.kept_at)), tuple(unreadable))


def _new_claim() -> Claim:
    folder = recovery_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        claimed = None
        while claimed is None:
            # A process that starts may find the new lock first and take it for an empty one.
            claimed = claim(folder, os.urandom(8).hex())
        return claimed
    except OSError as error:
        raise FaultError(f"cannot keep unsaved changes in {folder}: {cause(error)}") from error


def _free_claims(folder: Path) -> list[Claim]:
    names = {path.stem for kind in ("*.ravine", "*.lock") for path in folder.glob(kind)}
    claims = []
    for name in sorted(names):
        with suppress(OSError):
            claims.append(claim(folder, name))
    return [claimed for claimed in claims if claimed is not None]
